{#- A text without the white space around it. -#}
{% macro trimmed(expression) -%}
    trim({{ expression }}, {{ customer_segments.white_space() }})
{%- endmacro %}
