{#- A measure as a column of segment_measures, from `scoped` or `aggregates`; days are counted from the date kept in `scoped`. Counts and sums of nothing are 0; the rest of nothing is missing. -#}
{% macro measure_column(measure, is_scoped) -%}
    {%- if is_scoped -%}
        {%- set type = customer_segments.measure_type(measure) -%}
        {%- if type == 'boolean' -%}
            coalesce(scoped.{{ measure.column }}, false)
        {%- elif measure.field == 'days_since_last_order' -%}
            cast({{ dbt.datediff('scoped.' ~ measure.column, customer_segments.date_literal(customer_segments.today()), 'day') }} as {{ type }})
        {%- elif type == 'date' or measure.field in ('average_check', 'average_rating') -%}
            cast(scoped.{{ measure.column }} as {{ type }})
        {%- else -%}
            cast(coalesce(scoped.{{ measure.column }}, 0) as {{ type }})
        {%- endif -%}
    {%- elif measure.form == 'key' -%}
        {{ customer_segments.text_key('aggregates.' ~ measure.field) }}
    {%- elif measure.form == 'keys' -%}
        {{ customer_segments.list_keys('aggregates.' ~ measure.field) }}
    {%- else -%}
        aggregates.{{ measure.field }}
    {%- endif -%}
{%- endmacro %}
