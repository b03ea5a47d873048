-- Customers whose measures this refresh wrote anew, and those who are gone: on the same day, under the same definitions, nobody else can have
-- entered or left a segment or have another score. No rows where anybody can.
with

remeasured as (
    select customer_id from {{ ref('segment_measures') }}
    where measured_at = {{ customer_segments.as_of_timestamp() }}

    union

    select customer_id from {{ ref('changed_customers') }}
)

select customer_id
from remeasured
where {{ 'true' if customer_segments.only_remeasured_moved() else 'false' }}
