{#- A text without the white space around it. -#}
{% macro trimmed(expression) -%}
    {{ return(adapter.dispatch('trimmed', 'customer_segments')(expression)) }}
{%- endmacro %}

{#- Trimming 25 characters costs a microsecond a text, so only a text that may begin or end with one of them is trimmed: white space is below 33,
    133 and 160, or from 5760 on. -#}
{% macro duckdb__trimmed(expression) -%}
    case
        when
            (ascii({{ expression }}) between 33 and 132 or ascii({{ expression }}) between 161 and 5759)
            and (ascii(right({{ expression }}, 1)) between 33 and 132 or ascii(right({{ expression }}, 1)) between 161 and 5759)
            then {{ expression }}
        else trim({{ expression }}, {{ customer_segments.white_space() }})
    end
{%- endmacro %}
