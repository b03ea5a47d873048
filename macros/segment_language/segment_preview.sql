{#- A segment as it would be, without building it: one row per customer, with a boolean `group_<n>` for each top-level group. -#}
{% macro segment_preview(measures, groups) %}
with

measured as (
    {{ customer_segments.measures_query(measures) }}
)

select
    measured.customer_id
    {%- for node in groups %},
    {{ customer_segments.predicate(node) | trim }} as group_{{ loop.index }}
    {%- endfor %}
from measured
{% if customer_segments.reads_field({'all': groups}, 'score') %}
inner join (select customer_id as scored_customer_id, score from {{ ref('customer_scores') }}) as scores
    on measured.customer_id = scores.scored_customer_id
{% endif %}
{% endmacro %}
