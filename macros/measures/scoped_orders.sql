{#- CTEs `orders_scopes` and `categories_scopes`: scoped measures of orders and of the categories in their lines. -#}
{% macro scoped_orders(measures, category_counts, selectors, only_changed=false) %}
{% set sums = customer_segments.sums_of_selectors(measures, selectors) %}
{% set used = sums | list %}
{% if used or category_counts %}
order_lines as (
    select
        items.order_id,
        items.quantity,
        items.gross,
        chosen_products.*
    from ({{ customer_segments.rows_of_customers('valid_order_items', only_changed) }}) as items
    inner join chosen_products on items.product_id = chosen_products.product_id
    where
        {{ 'true' if category_counts else '(is_chosen_' ~ used | join(' or is_chosen_') ~ ')' }}
),

{% endif %}
{% if used %}
order_choices as (
    select
        order_id
        {%- for number in used %},
        bool_or(is_chosen_{{ number }}) as has_{{ number }}
        {%- for sum in sums[number] | unique %},
        {{ customer_segments.sum_where({'amount': 'amount', 'refund': 'refund', 'items': 'coalesce(quantity, 0)'}[sum], 'is_chosen_' ~ number) }} as {{ sum }}_{{ number }}
        {%- endfor %}
        {%- endfor %}
    from (
        -- What a line is worth is worked out once, for whichever choices of products take it.
        select
            order_lines.*
            {%- for sum, worth in {
                'amount': customer_segments.line_amount('order_lines.gross', 'orders'), 'refund': customer_segments.line_refund('order_lines.gross', 'orders'),
            }.items() %}
            {%- set takers = [] %}
            {%- for number in used if sum in sums[number] %}{% do takers.append('is_chosen_' ~ number) %}{% endfor %}
            {%- if takers %},
            case when {{ takers | join(' or ') }} then {{ worth }} end as {{ sum }}
            {%- endif %}
            {%- endfor %}
        from order_lines
        inner join ({{ customer_segments.rows_of_customers('order_amounts', only_changed) }}) as orders on order_lines.order_id = orders.order_id
    ) as chosen
    group by order_id
),

{% endif %}
{% if measures %}
orders_scopes as (
    select
        orders.customer_id
        {%- for measure in measures %},
        {{ customer_segments.scoped_aggregate(measure, selectors) | trim }} as {{ measure.column }}
        {%- endfor %}
    from ({{ customer_segments.rows_of_customers('order_amounts', only_changed) }}) as orders
    {% if used %}left join order_choices on orders.order_id = order_choices.order_id{% endif %}

    group by orders.customer_id
),

{% endif %}
{% if category_counts %}
categories_scopes as (
    select
        orders.customer_id
        {%- for measure in category_counts %},
        count(distinct case when {{ customer_segments.category_count_condition(measure, selectors) | trim }} then order_lines.category_id end) as {{ measure.column }}
        {%- endfor %}
    from order_lines
    inner join ({{ customer_segments.rows_of_customers('order_amounts', only_changed) }}) as orders on order_lines.order_id = orders.order_id
    group by orders.customer_id
),

{% endif %}
{% endmacro %}
