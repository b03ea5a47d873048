{{ config(materialized='table') }}
{{ customer_segments.judged_rows('exchange_rates') }}
select * from judged
