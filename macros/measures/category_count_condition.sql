{#- Whether a line counts for a scoped distinct_categories_count. -#}
{% macro category_count_condition(measure, selectors) -%}
    {%- set selector = customer_segments.product_selector(measure) -%}
    orders.is_paid
    {%- if selector %} and order_lines.is_chosen_{{ selectors.index(selector) + 1 }}{% endif -%}
    {%- set scope = customer_segments.scope_condition(measure.scope, "ordered_date") | trim -%}
    {%- if scope %} and {{ scope }}{% endif -%}
{%- endmacro %}
