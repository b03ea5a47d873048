{#- Customers whose row of segment_measures an incremental refresh writes anew: those that changed, and those of whom a measure moved with the
    clock or with the other customers: age, days, RFM. Looking is cheaper than to know which. -#}
{% macro customers_to_measure(measures) -%}
    {%- set moving = ['age', 'days_since_last_order', 'recency_score', 'frequency_score', 'monetary_score', 'rfm_group'] -%}
    {%- set scoped = [] -%}
    {%- set unscoped = [] -%}
    {%- for measure in measures if measure.field in moving -%}
        {%- do (scoped if measure.scope else unscoped).append(measure) -%}
    {%- endfor -%}
    select customer_id from {{ ref('changed_customers') }}
    {%- if scoped or unscoped %}
    union
    select aggregates.customer_id
    from {{ ref('unscored_aggregates') }} as aggregates
    {% if scoped %}left join {{ ref('scoped_measures') }} as scoped on aggregates.customer_id = scoped.customer_id{% endif %}

    left join {{ this }} as held on aggregates.customer_id = held.customer_id
    where
        held.customer_id is null
        {%- for measure in scoped + unscoped %}
        or ({{ customer_segments.measure_column(measure, measure in scoped) | trim }}) is distinct from held.{{ measure.column }}
        {%- endfor %}
    {%- endif %}
{%- endmacro %}
