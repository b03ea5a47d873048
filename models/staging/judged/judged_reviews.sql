{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('reviews') }}"
) }}
{{ customer_segments.judged_rows('reviews') }}
select * from judged
