{{ config(materialized='table') }}
{{ customer_segments.valid_rows('customers') }}
select * from valid
