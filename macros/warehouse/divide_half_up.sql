{#- The exact quotient of two decimals of scale 4, rounded half away from zero to decimal(18, 4).
    Whole numbers of ten-thousandths, because a quotient of decimals is a binary fraction on duckdb and loses ties.
    The divisor must not be 0 and not negative. -#}
{% macro divide_half_up(dividend, divisor) -%}
    {{ return(adapter.dispatch('divide_half_up', 'customer_segments')(dividend, divisor)) }}
{%- endmacro %}

{% macro duckdb__divide_half_up(dividend, divisor) -%}
    {{ customer_segments.duckdb__quotient_half_up(
        customer_segments.duckdb__whole(dividend, 4) ~ ' * 10000', customer_segments.duckdb__whole(divisor, 4)
    ) }}
{%- endmacro %}

{#- Half away from zero of a quotient of whole numbers, in ten-thousandths. -#}
{% macro duckdb__quotient_half_up(dividend, divisor) -%}
    cast(
        cast(
            sign({{ dividend }} * sign({{ divisor }}))
            * ((2 * abs({{ dividend }}) + abs({{ divisor }})) // nullif(2 * abs({{ divisor }}), 0))
            as decimal(38, 0)
        ) * 0.0001 as decimal(18, 4)
    )
{%- endmacro %}

{#- A decimal as a whole number of its smallest units. -#}
{% macro duckdb__whole(decimal, scale) -%}
    cast(cast({{ decimal }} as decimal(38, {{ scale }})) * {{ 10 ** scale }} as hugeint)
{%- endmacro %}
