{{ config(materialized='ephemeral') }}
-- Rows that may be usable no longer, or in another way, because of a row that changed: of a customer who is gone, of a currency with another
-- rate, of a field with another type, with a product that is gone, the lines of a cart.
-- depends_on: {{ ref('stg_customers') }}
-- depends_on: {{ ref('stg_products') }}
{% set valid = customer_segments.previous_valid_rows() %}
{# Usable or not: an order without a rate, or a value of another type, changes with the row that makes it usable. #}
{% set orders = customer_segments.previous_state('judged_orders') %}
{% set customer_fields = customer_segments.previous_state('judged_customer_fields') %}
with

changed as (
    select * from {{ ref('changed_rows') }}
),

previous as (
    select max(as_of) as as_of from {{ source('operations', 'previous_refresh') }}
)

select
    'cart_items' as table_name,
    row_key,
    is_changed
from changed
where table_name = 'carts'

union all

-- A line of a cart says of itself only when it is deleted.
select
    'cart_items',
    lines.cart_id,
    true
from {{ source('shop', 'cart_items') }} as lines
inner join previous on {{ customer_segments.as_timestamp('lines.deleted_at') }} > previous.as_of
where {{ customer_segments.as_timestamp('lines.deleted_at') }} <= {{ customer_segments.as_of_timestamp() }}
{% if orders %}

union all

select
    'orders',
    orders.order_id,
    rates.is_changed
from {{ orders }} as orders
inner join (
    select
        {{ customer_segments.text_key(dbt.split_part('row_key', "'|'", 1)) }} as currency_key,
        bool_or(is_changed) as is_changed
    from changed
    where table_name = 'exchange_rates'
    group by 1
) as rates on orders.currency_key = rates.currency_key
{% endif %}
{% if customer_fields %}

union all

select
    'customer_fields',
    {{ customer_segments.row_key(['customer_id', 'field'], 'given') }},
    types.is_changed
from {{ customer_fields }} as given
inner join changed as types on given.field = types.row_key and types.table_name = 'field_types'
{% endif %}
{% for table in valid if table != 'customers' and customer_segments.shop_rules(table).owner == 'customer_id' and valid[table] %}

union all

select
    '{{ table }}',
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key, 'held') }},
    false
from {{ valid[table] }} as held
where held.customer_id in (
    select row_key from changed
    where table_name = 'customers' and row_key not in (select customer_id from {{ ref('stg_customers') }} where customer_id is not null)
)
{% endfor %}
{% for table in valid if 'product_id' in customer_segments.shop_rules(table).references and valid[table] %}

union all

select
    '{{ table }}',
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key, 'held') }},
    false
from {{ valid[table] }} as held
where held.product_id in (
    select row_key from changed
    where table_name = 'products' and row_key not in (select product_id from {{ ref('stg_products') }} where product_id is not null)
)
{% endfor %}
