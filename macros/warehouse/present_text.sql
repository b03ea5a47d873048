{#- A text as given, missing when there is nothing in it but white space. -#}
{% macro present_text(expression) -%}
    case when {{ customer_segments.trimmed(expression) }} != '' then {{ expression }} end
{%- endmacro %}
