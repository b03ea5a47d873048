{{ config(materialized='view', tags=['deployed_once']) }}
-- How many members any two segments share, seen from each of the two.
with

segments as (
    {{ customer_segments.analytics_segments() }}
),

sizes as (
    select
        memberships.segment_code,
        count(*) as members
    from {{ ref('segment_memberships') }} as memberships
    inner join segments on memberships.segment_code = segments.segment_code
    group by memberships.segment_code
),

pairs as (
    select
        segment_code,
        other_segment_code,
        shared_members
    from {{ ref('overlap_totals') }}

    union all

    select
        other_segment_code,
        segment_code,
        shared_members
    from {{ ref('overlap_totals') }}
)

select
    pairs.segment_code,
    pairs.other_segment_code,
    pairs.shared_members,
    cast(pairs.shared_members as double) / own.members as share,
    cast(pairs.shared_members as double) / (own.members + other.members - pairs.shared_members) as jaccard
from pairs
inner join sizes as own on pairs.segment_code = own.segment_code
inner join sizes as other on pairs.other_segment_code = other.segment_code
