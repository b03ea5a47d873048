{#- A number as text, without zeros that say nothing. -#}
{% macro number_text(expression) -%}
    rtrim(rtrim({{ customer_segments.plain_text('cast(' ~ expression ~ ' as decimal(38, 4))') | trim }}, '0'), '.')
{%- endmacro %}
