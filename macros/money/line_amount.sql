{#- A line's part of its order's amount, in the reporting currency: the order's discount is shared out by line amount.
    `orders` is a relation with the columns of order_amounts. -#}
{% macro line_amount(gross, orders) -%}
    case
        when {{ orders }}.rate = 1 and ({{ orders }}.discount = 0 or {{ orders }}.lines_amount = 0) then cast({{ gross }} as decimal(18, 4))
        when {{ orders }}.discount = 0 or {{ orders }}.lines_amount = 0
            then {{ customer_segments.round_half_up('cast(' ~ gross ~ ' as decimal(24, 4)) * ' ~ orders ~ '.rate') }}
        else {{ customer_segments.share_half_up(
            '(' ~ orders ~ '.lines_amount - ' ~ orders ~ '.discount)', gross, orders ~ '.lines_amount', orders ~ '.rate'
        ) }}
    end
{%- endmacro %}
