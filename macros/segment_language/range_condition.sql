{#- Whether a column lies in a range of SQL literals, both ends included; an end that is none is open. -#}
{% macro range_condition(column, low, high) -%}
    {%- if low is not none and high is not none -%}
        {{ column }} between {{ low }} and {{ high }}
    {%- elif low is not none -%}
        {{ column }} >= {{ low }}
    {%- else -%}
        {{ column }} <= {{ high }}
    {%- endif -%}
{%- endmacro %}
