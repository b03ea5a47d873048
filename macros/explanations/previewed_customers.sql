{#- One row per customer with what conditions look at, as the last refresh measured it; a measure that it had no use for is taken now.
    measures: as of segment_measures, each with `is_built`: whether segment_measures has it.
    customer: SQL of the one customer to look at; empty: everybody. -#}
{% macro previewed_customers(measures, with_score, customer='') -%}
    {%- set built = measures | selectattr('is_built') | list -%}
    {%- set new = measures | rejectattr('is_built') | list -%}
    select
        built.customer_id
        {%- for measure in measures %}
        {%- for column in customer_segments.columns_of_measure(measure) %},
        {{ 'built' if measure.is_built else 'taken' }}.{{ column }}
        {%- endfor %}
        {%- endfor %}
        {%- if with_score %},
        scores.score
        {%- endif %}
    from {{ ref('segment_measures') }} as built
    {% if new %}inner join ({{ customer_segments.measures_query(new) }}) as taken on built.customer_id = taken.customer_id{% endif %}

    {% if with_score %}inner join {{ ref('customer_scores') }} as scores on built.customer_id = scores.customer_id{% endif %}

    {% if customer %}where built.customer_id = {{ customer }}{% endif %}
{%- endmacro %}
