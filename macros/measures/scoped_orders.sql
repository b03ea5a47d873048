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
    from {{ ref('valid_order_items') }} as items
    inner join chosen_products on items.product_id = chosen_products.product_id
    where
        {{ 'true' if category_counts else '(is_chosen_' ~ used | join(' or is_chosen_') ~ ')' }}
        {%- if only_changed %}
        and items.order_id in (select order_id from {{ ref('order_amounts') }} where customer_id in (select customer_id from {{ ref('changed_customers') }}))
        {%- endif %}
),

{% endif %}
{% if used %}
order_choices as (
    select
        orders.order_id
        {%- for number in used %},
        bool_or(is_chosen_{{ number }}) as has_{{ number }}
        {%- if 'amount' in sums[number] %},
        sum(case when is_chosen_{{ number }} then {{ customer_segments.line_amount('order_lines.gross', 'orders') }} else 0 end) as amount_{{ number }}
        {%- endif %}
        {%- if 'refund' in sums[number] %},
        sum(case when is_chosen_{{ number }} then {{ customer_segments.line_refund('order_lines.gross', 'orders') }} else 0 end) as refund_{{ number }}
        {%- endif %}
        {%- if 'items' in sums[number] %},
        sum(case when is_chosen_{{ number }} then coalesce(order_lines.quantity, 0) else 0 end) as items_{{ number }}
        {%- endif %}
        {%- endfor %}
    from order_lines
    inner join ({{ customer_segments.rows_of_customers('order_amounts', only_changed) }}) as orders on order_lines.order_id = orders.order_id
    group by orders.order_id
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
