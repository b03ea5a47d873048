{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- depends_on: {{ ref('changed_customers') }}
-- depends_on: {{ ref('changed_order_amounts') }}
-- What each order that has happened by `as_of` is worth, in the reporting currency. Written in the order of customers: whoever sums up by customer
-- has the sums being added to in the processor's cache.
{% if is_incremental() %}
select * from {{ ref('changed_order_amounts') }}
{% else %}
select *
from ({{ customer_segments.amounts_of_orders(ref('valid_orders'), ref('valid_order_items')) }}) as amounts
order by customer_id
{% endif %}
