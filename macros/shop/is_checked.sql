{#- Whether an incremental refresh looks at a row again.
    key: SQL of the row's key; by default that of its key columns. -#}
{% macro is_checked(table, key=none) -%}
    {{ key or customer_segments.row_key(customer_segments.shop_rules(table).key) }} in (
        select row_key from {{ ref('rows_to_check') }} where table_name = '{{ table }}'
    )
{%- endmacro %}

{#- The same for rows without a key: they cannot be told apart, so all of them are looked at again where there is or was one that changed. -#}
{% macro is_checked_without_key(table) -%}
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key) }} is null
    and {{ customer_segments.has_rows_without_key(table) }}
{%- endmacro %}
