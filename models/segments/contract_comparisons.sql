-- Of each contract between segments, how many customers are on which side. Only segments that contracts name are compared.
with

contracts as (
    select
        segment_code,
        rule,
        argument,
        row_number() over (order by segment_code nulls last, rule nulls last, argument nulls last) as contract_number
    from {{ ref('segment_contracts') }}
    where rule in ('subset_of', 'excludes', 'covers_with')
),

memberships as (
    select
        customer_id,
        segment_code
    from {{ ref('segment_memberships') }}
),

customers as (
    select customer_id from {{ ref('unscored_aggregates') }}
),

sides as (
    select
        contract_number,
        segment_code,
        1 as is_own,
        0 as is_named
    from contracts

    union all

    select
        contracts.contract_number,
        segments.segment_code,
        0 as is_own,
        1 as is_named
    from contracts
    inner join {{ ref('segments') }} as segments
        on {{ dbt.position("'|' || segments.segment_code || '|'", "'|' || contracts.argument || '|'") }} > 0
),

members_of_sides as (
    select
        sides.contract_number,
        memberships.customer_id,
        max(sides.is_own) as is_own,
        max(sides.is_named) as is_named
    from sides
    inner join memberships on sides.segment_code = memberships.segment_code
    group by sides.contract_number, memberships.customer_id
),

counts as (
    select
        members_of_sides.contract_number,
        count(case when members_of_sides.is_named = 0 then 1 end) as only_own,
        count(case when members_of_sides.is_own = 1 and members_of_sides.is_named = 1 then 1 end) as in_both,
        count(customers.customer_id) as covered
    from members_of_sides
    left join customers on members_of_sides.customer_id = customers.customer_id
    group by members_of_sides.contract_number
)

select
    contracts.segment_code,
    contracts.rule,
    contracts.argument,
    cast(coalesce(counts.only_own, 0) as bigint) as only_own,
    cast(coalesce(counts.in_both, 0) as bigint) as in_both,
    cast(coalesce(counts.covered, 0) as bigint) as covered
from contracts
left join counts on contracts.contract_number = counts.contract_number
