{{ config(materialized='view') }}
-- Which group of each list a customer is in now, in the form the snapshot of it takes: the priority lists, and the RFM group as a list of its own.
select
    customer_id,
    list,
    segment_code as group_code,
    {{ customer_segments.as_of_timestamp() }} as as_of
from {{ ref('segment_assignments') }}

union all

select
    customer_id,
    'rfm_group' as list,
    rfm_group,
    {{ customer_segments.as_of_timestamp() }}
from {{ ref('unscored_aggregates') }}
where rfm_group is not null
