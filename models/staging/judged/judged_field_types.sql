{{ config(materialized='table') }}
{{ customer_segments.judged_rows('field_types') }}
select * from judged
