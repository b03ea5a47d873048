{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail', pre_hook="{{ customer_segments.delete_checked_rows('order_items') }}") }}
{{ customer_segments.valid_rows('order_items') }}
select * from valid
