{#- The rows of a model, of changed customers alone where that is asked for. -#}
{% macro rows_of_customers(model, only_changed) -%}
    {%- set changed = ref('changed_customers') -%}
    {%- set own_tables = {
        'valid_orders': ref('changed_orders'), 'valid_order_items': ref('changed_order_items'), 'order_amounts': ref('changed_order_amounts'),
    } -%}
    {%- if not only_changed -%}
        select * from {{ ref(model) }}
    {%- elif model in own_tables -%}
        select * from {{ own_tables[model] }}
    {%- else -%}
        select * from {{ ref(model) }} where customer_id in (select customer_id from {{ changed }})
    {%- endif -%}
{%- endmacro %}
