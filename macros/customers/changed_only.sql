{#- In an incremental refresh: the condition that leaves only customers who have changed. -#}
{% macro changed_only(column='customer_id', keyword='where') -%}
    {%- set changed = ref('changed_customers') -%}
    {%- if is_incremental() %}{{ keyword }} {{ column }} in (select customer_id from {{ changed }}){% endif -%}
{%- endmacro %}
