{#- The rows of a model, of changed customers alone where that is asked for. -#}
{% macro rows_of_customers(model, only_changed) -%}
    {%- set changed = ref('changed_customers') -%}
    select * from {{ ref(model) }}
    {%- if only_changed %} where customer_id in (select customer_id from {{ changed }}){% endif -%}
{%- endmacro %}
