-- How many customers any two segments share, each pair once; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
with

memberships as (
    {{ customer_segments.counted_memberships('moves_overlaps', goes_on) }}
),

contributions as (
    select
        one.segment_code,
        other.segment_code as other_segment_code,
        count(*) as shared_members,
        one.is_before
    from memberships as one
    inner join memberships as other
        on one.customer_id = other.customer_id and one.is_before = other.is_before and one.segment_code < other.segment_code
    group by one.segment_code, other.segment_code, one.is_before
)

{{ customer_segments.summed_totals(['segment_code', 'other_segment_code'], {'shared_members': 'bigint'}, goes_on) }}
