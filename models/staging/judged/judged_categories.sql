{{ config(materialized='table') }}
{{ customer_segments.judged_rows('categories') }}
select * from judged
