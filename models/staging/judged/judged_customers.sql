{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('customers') }}"
) }}
{{ customer_segments.judged_rows('customers') }}
select * from judged
