{#- What a line costs in the order's currency, its own discount subtracted, rounded half up to 4 places. -#}
{% macro line_gross(relation=none) -%}
    {%- set prefix = relation ~ '.' if relation else '' -%}
    {%- set full_price = 'cast(coalesce(' ~ prefix ~ 'quantity, 0) as decimal(30, 4)) * coalesce(' ~ prefix ~ 'unit_price, 0)' -%}
    {%- set discount = ' - coalesce(' ~ prefix ~ 'discount, 0)' if customer_segments.setting('subtract_item_discount') else '' -%}
    case
        when {{ prefix }}quantity = 1 then cast(coalesce({{ prefix }}unit_price, 0){{ discount }} as decimal(18, 4)) -- most lines, and at half the cost
        else {{ customer_segments.round_half_up(full_price ~ discount) }}
    end
{%- endmacro %}
