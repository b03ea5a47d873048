{{ config(materialized='table') }}
-- Rows an incremental refresh looks at again: those in doubt, and the lines and refunds of orders and carts among them.
{% set valid = customer_segments.previous_valid_rows() %}
with

checked as (
    select * from {{ ref('rows_in_doubt') }}
    {% for table, parent in {'order_items': 'orders', 'refunds': 'orders', 'cart_items': 'carts'}.items() if valid[table] %}
    {% set column = 'order_id' if parent == 'orders' else 'cart_id' %}

    union all

    select
        '{{ table }}',
        {{ customer_segments.row_key(customer_segments.shop_rules(table).key, 'held') }},
        false,
        true
    from {{ valid[table] }} as held
    where held.{{ column }} in (select row_key from {{ ref('rows_in_doubt') }} where table_name = '{{ parent }}')
    {% endfor %}
)

select
    table_name,
    row_key,
    bool_or(is_changed) as is_changed,
    bool_or(has_owner) as has_owner
from checked
group by table_name, row_key
