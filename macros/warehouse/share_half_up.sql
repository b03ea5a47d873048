{#- The part of an order's amount that falls on one of its lines: `amount * line / total * rate`, exact, rounded half away from zero
    to decimal(18, 4). amount, line and total have scale 4, rate has scale 8; missing when total is 0. -#}
{% macro share_half_up(amount, line, total, rate='1') -%}
    {{ return(adapter.dispatch('share_half_up', 'customer_segments')(amount, line, total, rate)) }}
{%- endmacro %}

{% macro duckdb__share_half_up(amount, line, total, rate) -%}
    {{ customer_segments.duckdb__quotient_half_up(
        customer_segments.duckdb__whole(amount, 4) ~ ' * ' ~ customer_segments.duckdb__whole(line, 4) ~ ' * ' ~ customer_segments.duckdb__whole(rate, 8),
        '(' ~ customer_segments.duckdb__whole(total, 4) ~ ' * 100000000)'
    ) }}
{%- endmacro %}
