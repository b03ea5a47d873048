{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('cart_items') }}"
) }}
{{ customer_segments.judged_rows('cart_items') }}
select * from judged
