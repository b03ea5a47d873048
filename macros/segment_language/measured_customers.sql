{#- The relation a condition tree is evaluated on: segment_measures, with the score where the tree asks for it. -#}
{% macro measured_customers(root) -%}
    {%- if customer_segments.reads_field(root, 'score') -%}
        (
            select measures.*, scores.score
            from {{ ref('segment_measures') }} as measures
            inner join {{ ref('customer_scores') }} as scores on measures.customer_id = scores.customer_id
        ) as measured
    {%- else -%}
        {{ ref('segment_measures') }}
    {%- endif -%}
{%- endmacro %}
