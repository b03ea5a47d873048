{#- A segment as it would be, without building it: one row per customer, with a boolean `group_<n>` for each top-level group. -#}
{% macro segment_preview(measures, groups) %}
with

measured as (
    {{ customer_segments.previewed_customers(measures, customer_segments.reads_field({'all': groups}, 'score')) }}
)

select
    measured.customer_id
    {%- for node in groups %},
    {{ customer_segments.predicate(node) | trim }} as group_{{ loop.index }}
    {%- endfor %}
from measured
{% endmacro %}
