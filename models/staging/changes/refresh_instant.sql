{{ config(materialized='table') }}
-- Views read the instant here: with it in their text they would have to be deployed again at each refresh.
select {{ customer_segments.as_of_timestamp() }} as as_of
