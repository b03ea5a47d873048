{#- What a line costs in the order's currency, its own discount subtracted, rounded half up to 4 places. -#}
{% macro line_gross(relation=none) -%}
    {%- set prefix = relation ~ '.' if relation else '' -%}
    {{ customer_segments.round_half_up(
        'cast(coalesce(' ~ prefix ~ 'quantity, 0) as decimal(30, 4)) * coalesce(' ~ prefix ~ 'unit_price, 0) - coalesce(' ~ prefix ~ 'discount, 0)'
    ) }}
{%- endmacro %}
