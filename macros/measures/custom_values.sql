{#- CTE `custom_values`: the shop's own fields that filters name, each in every form it may be compared in. -#}
{% macro custom_values(measures, only_changed=false) %}
custom_values as (
    select
        customer_id
        {%- for measure in measures %}
        {%- set is_field = 'field = ' ~ customer_segments.sql_text(measure.field[7:]) %}
        {%- for form, column in customer_segments.custom_forms().items() %},
        {{ 'bool_or' if form == 'boolean' else 'max' }}(case when {{ is_field }} then {{ column }} end) as {{ measure.column }}_{{ form }}
        {%- endfor %}
        {%- endfor %}
    from ({{ customer_segments.rows_of_customers('customer_custom_values', only_changed) }}) as own
    group by customer_id
)
{% endmacro %}
