{#- A line's part of its order's refunds, in the reporting currency, shared out by line amount. -#}
{% macro line_refund(gross, orders) -%}
    case
        when {{ orders }}.refunded_amount = 0 or {{ orders }}.lines_amount = 0 then cast(0 as decimal(18, 4))
        else {{ customer_segments.share_half_up(orders ~ '.refunded_amount', gross, orders ~ '.lines_amount') }}
    end
{%- endmacro %}
