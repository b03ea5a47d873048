{#- The members of one segment.
    dynamic: everyone the condition tree holds for, now.
    static: formed once under a definition; then the members it had at the last refresh.
    inactive: the members it had at the last refresh.
    `measured_at` says when the measures a condition was asked of were written; it is missing where none was asked. -#}
{% macro segment_membership(code, kind, root, is_active=true) %}
{% do customer_segments.check_segment(code, kind, root) %}
{% if not is_active %}
select
    customer_id,
    cast(null as timestamp) as measured_at
from {{ source('operations', 'previous_members') }}
where segment_code = '{{ code }}'
{% elif kind == 'static' %}
with

unchanged_definition as (
    select 1
    from {{ source('operations', 'previous_definitions') }} as previous
    inner join {{ ref('segment_definitions') }} as present
        on previous.segment_code = present.segment_code
        and previous.definition_hash = present.definition_hash
    where present.segment_code = '{{ code }}'
)

select
    customer_id,
    cast(null as timestamp) as measured_at
from {{ source('operations', 'previous_members') }}
where segment_code = '{{ code }}' and exists (select 1 from unchanged_definition)

union all

select
    customer_id,
    measured_at
from {{ customer_segments.measured_customers(root) }}
where not exists (select 1 from unchanged_definition)
and {{ customer_segments.predicate(root) }}
{% else %}
select
    customer_id,
    measured_at
from {{ customer_segments.measured_customers(root) }}
where {{ customer_segments.predicate(root) }}
{% endif %}
{% endmacro %}
