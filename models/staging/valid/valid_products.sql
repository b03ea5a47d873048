{{ config(materialized='table') }}
{{ customer_segments.valid_rows('products') }}
select * from valid
