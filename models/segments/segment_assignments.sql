-- Of each list of seeds/segment_priorities.csv, the first segment a customer is a member of: nobody is in two of a list.
with

memberships as (
    select
        customer_id,
        segment_code
    from {{ ref('segment_memberships') }}
),

ranked as (
    select
        memberships.customer_id,
        priorities.list,
        priorities.segment_code,
        row_number() over (partition by memberships.customer_id, priorities.list order by priorities.rank nulls last) as place
    from {{ ref('segment_priorities') }} as priorities
    inner join memberships on priorities.segment_code = memberships.segment_code
)

select
    customer_id,
    list,
    segment_code
from ranked
where place = 1
