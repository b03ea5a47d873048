-- What each contract of seeds/segment_contracts.csv demands, and what was found.
with

contracts as (
    select
        segment_code,
        rule,
        coalesce(argument, '') as argument,
        severity,
        -- Ten places after the point: a share is compared as an exact number.
        cast(case when rule in ('max_share', 'max_change') then argument end as decimal(11, 10)) as most_share,
        cast(case rule when 'never_empty' then '1' when 'min_members' then argument end as bigint) as fewest_members
    from {{ ref('segment_contracts') }}
),

shop as (
    select count(*) as customers_count from {{ ref('unscored_aggregates') }}
),

sizes as (
    select
        segment_code,
        count(*) as members
    from {{ ref('segment_memberships') }}
    where segment_code in (select segment_code from contracts)
    group by segment_code
),

-- A segment whose definition is new or changed has no size to be compared with.
previous_sizes as (
    select
        previous.segment_code,
        count(*) as members
    from {{ source('operations', 'previous_members') }} as previous
    inner join {{ ref('unchanged_definitions') }} as unchanged on previous.segment_code = unchanged.segment_code
    where previous.segment_code in (select contracts.segment_code from contracts)
    group by previous.segment_code
),

figures as (
    select
        contracts.*,
        cast(case contracts.rule
            when 'subset_of' then comparisons.only_own
            when 'excludes' then comparisons.in_both
            when 'covers_with' then shop.customers_count - comparisons.covered
            else coalesce(sizes.members, 0)
        end as bigint) as customers_count,
        cast(case contracts.rule
            when 'max_share' then shop.customers_count
            when 'max_change' then previous_sizes.members
        end as bigint) as out_of_count
    from contracts
    cross join shop
    left join sizes on contracts.segment_code = sizes.segment_code
    left join previous_sizes on contracts.segment_code = previous_sizes.segment_code
    left join {{ ref('contract_comparisons') }} as comparisons
        on
            contracts.segment_code = comparisons.segment_code
            and contracts.rule = comparisons.rule
            and contracts.argument = comparisons.argument
)

select
    segment_code,
    rule,
    argument,
    severity,
    case
        when rule in ('subset_of', 'excludes', 'covers_with') then customers_count = 0
        when rule = 'max_share' then customers_count <= most_share * out_of_count
        when rule = 'max_change' then out_of_count is null or abs(customers_count - out_of_count) <= most_share * out_of_count
        else customers_count >= fewest_members
    end as holds,
    case rule
        when 'max_share' then coalesce(cast(customers_count as double) / nullif(out_of_count, 0), 0)
        when 'max_change' then cast(customers_count - out_of_count as double) / nullif(out_of_count, 0)
        else cast(customers_count as double)
    end as actual,
    customers_count,
    out_of_count,
    {{ customer_segments.as_of_timestamp() }} as as_of
from figures
