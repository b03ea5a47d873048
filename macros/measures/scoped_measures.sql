{#- CTEs that end in `scoped`: one row per customer, one column per scoped measure. -#}
{% macro scoped_measures(measures, selectors) %}
{% set category_counts = measures | selectattr('field', 'equalto', 'distinct_categories_count') | list %}
{% set order_measures = measures | rejectattr('field', 'equalto', 'distinct_categories_count') | list %}
orders as (
    select
        *,
        {{ customer_segments.text_key('channel') }} as channel_key,
        {{ customer_segments.text_key('store') }} as store_key,
        {{ customer_segments.text_key('status') }} as status_key
    from {{ ref('order_amounts') }}
),

{% if selectors or category_counts %}
products as (
    select
        product_id,
        category_id
        {%- for selector in selectors %},
        {{ customer_segments.selector_condition(selector) | trim }} as is_chosen_{{ loop.index }}
        {%- endfor %}
    from {{ ref('product_catalogue') }}
),

lines as (
    select
        items.order_id,
        items.quantity,
        {{ customer_segments.line_gross('items') }} as gross,
        products.*
    from {{ ref('valid_order_items') }} as items
    inner join products on items.product_id = products.product_id
    {%- if not category_counts %}
    where {% for selector in selectors %}is_chosen_{{ loop.index }}{% if not loop.last %} or {% endif %}{% endfor %}
    {%- endif %}
),

{% endif %}
{% if selectors %}
order_choices as (
    select
        orders.order_id
        {%- for selector in selectors %},
        bool_or(is_chosen_{{ loop.index }}) as has_{{ loop.index }},
        sum(case when is_chosen_{{ loop.index }} then {{ customer_segments.line_amount('lines.gross', 'orders') }} else 0 end) as amount_{{ loop.index }},
        sum(case when is_chosen_{{ loop.index }} then {{ customer_segments.line_refund('lines.gross', 'orders') }} else 0 end) as refund_{{ loop.index }},
        sum(case when is_chosen_{{ loop.index }} then coalesce(lines.quantity, 0) else 0 end) as items_{{ loop.index }}
        {%- endfor %}
    from lines
    inner join orders on lines.order_id = orders.order_id
    group by orders.order_id
),

{% endif %}
order_scopes as (
    select
        orders.customer_id
        {%- for measure in order_measures %},
        {{ customer_segments.scoped_aggregate(measure, selectors) | trim }} as {{ measure.column }}
        {%- endfor %}
    from orders
    {% if selectors %}left join order_choices on orders.order_id = order_choices.order_id{% endif %}

    group by orders.customer_id
),

{% if category_counts %}
category_scopes as (
    select
        orders.customer_id
        {%- for measure in category_counts %},
        count(distinct case when {{ customer_segments.category_count_condition(measure, selectors) | trim }} then lines.category_id end) as {{ measure.column }}
        {%- endfor %}
    from lines
    inner join orders on lines.order_id = orders.order_id
    group by orders.customer_id
),

{% endif %}
scoped as (
    select
        order_scopes.*
        {%- for measure in category_counts %},
        category_scopes.{{ measure.column }}
        {%- endfor %}
    from order_scopes
    {% if category_counts %}left join category_scopes on order_scopes.customer_id = category_scopes.customer_id{% endif %}

)
{% endmacro %}
