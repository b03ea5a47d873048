-- Stays: the ones before this refresh are closed where their customer has left, the new ones are added.
{{
    config(
        materialized='incremental',
        full_refresh=false,
        meta={'published': true},
        pre_hook="""
            {% if is_incremental() %}
                update {{ this }} as stays
                set exited_at = timestamp '{{ var('as_of') }}', exited_cause = 'data'
                where exited_at is null and not exists (
                    from {{ ref('segment_members') }} as members
                    where members.customer_id = stays.customer_id and members.segment_code = stays.segment_code
                )
            {% endif %}
        """,
    )
}}
select
    customer_id,
    segment_code,
    timestamp '{{ var('as_of') }}' as entered_at,
    cast(null as timestamp) as exited_at,
    'data' as entered_cause,
    cast(null as varchar) as exited_cause,
    'hash' as definition_hash
from {{ ref('segment_members') }}
{% if is_incremental() %}
    where (customer_id, segment_code) not in (select (customer_id, segment_code) from operations.previous_members)
{% endif %}
