{#- A column of the shop as text; what has nothing in it but white space is missing. -#}
{% macro as_text(column) -%}
    {{ return(adapter.dispatch('as_text', 'customer_segments')(column)) }}
{%- endmacro %}

{#- Only a text that begins with white space is looked at closely: trimming every id of 30 million lines would take seconds. -#}
{% macro duckdb__as_text(column) -%}
    {%- set text = 'cast(' ~ column ~ ' as varchar)' -%}
    case
        when ascii({{ text }}) < 33 or ascii({{ text }}) between 133 and 160 or ascii({{ text }}) between 5760 and 12288
            then {{ customer_segments.present_text(text) }}
        else {{ text }}
    end
{%- endmacro %}
