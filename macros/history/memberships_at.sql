{#- Who was in which segment at an instant, in the form of segment_memberships: a relation to select from, whatever has happened since.
    `instant` is SQL, such as timestamp '2026-11-01 08:00:00' (UTC). -#}
{% macro memberships_at(instant) -%}
    (
        select
            customer_id,
            segment_code,
            entered_at
        from {{ ref('segment_membership_history') }}
        where entered_at <= {{ instant }} and (exited_at is null or exited_at > {{ instant }})
    )
{%- endmacro %}
