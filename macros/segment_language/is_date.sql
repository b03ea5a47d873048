{#- Whether a text is a date of the segment language, or `MM-DD` where the operator takes it. -#}
{% macro is_date(text, operator) %}
    {% set forms = ['today', 'yesterday', '[+-][0-9]{1,4}[dwmy]', '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'] %}
    {% if operator == 'anniversary_between' %}
        {% do forms.append('(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])') %}
    {% endif %}
    {% do return(modules.re.match('^(' ~ forms | join('|') ~ ')$', text) is not none) %}
{% endmacro %}
