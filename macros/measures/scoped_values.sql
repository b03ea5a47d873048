{#- CTEs that end in `scoped`: one row per customer, one column per scoped measure. Each chapter of facts is scanned once.
    only_changed: of changed customers alone. -#}
{% macro scoped_values(measures, only_changed=false) %}
{% set selectors = customer_segments.product_selectors(measures) %}
{% set chapters = {} %}
{% for measure in measures %}
    {% do chapters.setdefault(customer_segments.measure_chapter(measure), []).append(measure) %}
{% endfor %}
{% if selectors or 'categories' in chapters %}
chosen_products as (
    select
        product_id,
        category_id
        {%- for selector in selectors %},
        {{ customer_segments.selector_condition(selector) | trim }} as is_chosen_{{ loop.index }}
        {%- endfor %}
    from {{ ref('product_catalogue') }}
),

{% endif %}
{% if 'orders' in chapters or 'categories' in chapters %}
{{ customer_segments.scoped_orders(chapters.get('orders', []), chapters.get('categories', []), selectors, only_changed) }}
{% endif %}
{% if 'carts' in chapters %}{{ customer_segments.scoped_carts(chapters.carts, selectors, only_changed) }}{% endif %}
{% if 'reviews' in chapters %}{{ customer_segments.scoped_reviews(chapters.reviews, selectors, only_changed) }}{% endif %}
{% if 'interactions' in chapters %}{{ customer_segments.scoped_interactions(chapters.interactions, only_changed) }}{% endif %}

scoped as (
    select
        customers.customer_id
        {%- for measure in measures %},
        {{ customer_segments.measure_chapter(measure) }}_scopes.{{ measure.column }}
        {%- endfor %}
    from ({{ customer_segments.rows_of_customers('valid_customers', only_changed) }}) as customers
    {% for chapter in chapters %}
    left join {{ chapter }}_scopes on customers.customer_id = {{ chapter }}_scopes.customer_id
    {% endfor %}
)
{% endmacro %}
