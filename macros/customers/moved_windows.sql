{#- Customers with something that happened on a day that a relative window of a measure has left, or come to, since the last successful
    refresh. windows: a list of {field, end}, the fields that are narrowed and the end of the window. -#}
{% macro moved_windows(windows) %}
{% set facts = {
    'orders': {'model': ref('valid_orders'), 'day': 'ordered_date'},
    'carts': {'model': ref('valid_carts'), 'day': customer_segments.shop_date('updated_at')},
    'reviews': {'model': ref('valid_reviews'), 'day': customer_segments.shop_date('reviewed_at')},
    'interactions': {'model': ref('valid_interactions'), 'day': customer_segments.shop_date('occurred_at')},
} %}
{% set today = customer_segments.today() %}
{% set before = customer_segments.previous_today() %}
{% set ranges = {} %}
{% for window in windows %}
    {% set ends = [customer_segments.resolve_date(window.end, before), customer_segments.resolve_date(window.end, today)] | sort %}
    {% if ends[0] != ends[1] %}
        {% set chapter = 'orders' if customer_segments.measure_chapter(window) == 'categories' else customer_segments.measure_chapter(window) %}
        {% do ranges.setdefault(chapter, {}).update({ends | string: ends}) %}
    {% endif %}
{% endfor %}
{% for chapter, pairs in ranges.items() %}
select customer_id
from (
    select
        customer_id,
        {{ facts[chapter].day }} as day
    from {{ facts[chapter].model }}
) as happened
where
    {% for ends in pairs.values() %}
    day between {{ customer_segments.date_literal(ends[0]) }} and {{ customer_segments.date_literal(ends[1]) }}
    {% if not loop.last %}or{% endif %}
    {% endfor %}
union
{% endfor %}
select cast(null as {{ dbt.type_string() }}) as customer_id
where false
{% endmacro %}
