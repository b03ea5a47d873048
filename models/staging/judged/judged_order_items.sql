{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('order_items') }}"
) }}
-- Lines of orders, with what each is worth before the order's discount, in the order's currency.
{{ customer_segments.judged_rows('order_items') }}
select
    order_item_id,
    order_id,
    product_id,
    quantity,
    case when fault is null then {{ customer_segments.line_gross() }} end as gross,
    {{- customer_segments.fault_columns('order_items') }}
from judged
