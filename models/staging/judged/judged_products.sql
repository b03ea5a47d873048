{{ config(materialized='table') }}
{{ customer_segments.judged_rows('products') }}
select * from judged
