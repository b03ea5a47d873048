{{ config(materialized='view', tags=['deployed_once']) }}
-- The days that metrics which look back are laid out on; fixed, because nothing here reads a clock.
{{ customer_segments.every_day("cast('2000-01-01' as date)", "cast('2049-12-31' as date)") }}
