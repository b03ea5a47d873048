{#- CTE `carts_scopes`: scoped measures of abandoned carts. -#}
{% macro scoped_carts(measures, selectors, only_changed=false) %}
cart_choices as (
    select
        carts.cart_id,
        carts.customer_id,
        carts.abandoned_date,
        carts.amount
        {%- for selector in selectors %},
        coalesce(bool_or(chosen_products.is_chosen_{{ loop.index }}), false) as has_{{ loop.index }},
        sum(case when chosen_products.is_chosen_{{ loop.index }} then {{ customer_segments.cart_line_amount() }} else 0 end) as amount_{{ loop.index }}
        {%- endfor %}
    from ({{ customer_segments.rows_of_customers('abandoned_carts', only_changed) }}) as carts
    {% if selectors %}
    left join {{ ref('valid_cart_items') }} as items on carts.cart_id = items.cart_id
    left join chosen_products on items.product_id = chosen_products.product_id
    {% endif %}
    group by carts.cart_id, carts.customer_id, carts.abandoned_date, carts.amount
),

carts_scopes as (
    select
        customer_id
        {%- for measure in measures %}
        {%- set selector = customer_segments.product_selector(measure) %}
        {%- set number = selectors.index(selector) + 1 if selector else none %}
        {%- set tests = ['has_' ~ number] if number else [] %}
        {%- set scope = customer_segments.scope_condition(measure.scope, 'abandoned_date') | trim %}
        {%- set holds = (tests + [scope] if scope else tests) | join(' and ') %},
        {% if measure.field == 'abandoned_carts_sum' -%}
        sum(case when {{ holds }} then {{ 'amount_' ~ number if number else 'amount' }} else 0 end)
        {%- elif measure.field == 'last_abandoned_cart_date' -%}
        max(case when {{ holds }} then abandoned_date end)
        {%- else -%}
        count(case when {{ holds }} then 1 end)
        {%- endif %} as {{ measure.column }}
        {%- endfor %}
    from cart_choices
    group by customer_id
),
{% endmacro %}
