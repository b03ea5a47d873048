{#- The columns of segment_measures that one measure is kept in: one, or one for each form of a field of the shop's own. -#}
{% macro columns_of_measure(measure) %}
    {% if measure.form != 'custom' %}{% do return([measure.column]) %}{% endif %}
    {% set columns = [] %}
    {% for form in customer_segments.custom_forms() %}{% do columns.append(measure.column ~ '_' ~ form) %}{% endfor %}
    {% do return(columns) %}
{% endmacro %}
