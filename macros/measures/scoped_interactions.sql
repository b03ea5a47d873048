{#- CTE `interactions_scopes`: scoped measures of interactions. -#}
{% macro scoped_interactions(measures, only_changed=false) %}
happenings as (
    select *
    from ({{ customer_segments.rows_of_customers('past_interactions', only_changed) }}) as happened
),

interactions_scopes as (
    select
        customer_id
        {%- for measure in measures %}
        {%- set holds = customer_segments.scope_condition(measure.scope, 'interaction_date') | trim %},
        {% if measure.field == 'last_interaction_date' -%}
        max(case when {{ holds }} then interaction_date end)
        {%- else -%}
        count(case when {{ holds }} then 1 end)
        {%- endif %} as {{ measure.column }}
        {%- endfor %}
    from happenings
    group by customer_id
),
{% endmacro %}
