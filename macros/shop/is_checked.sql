{#- Whether an incremental refresh looks at a row again. -#}
{% macro is_checked(table, relation=none) -%}
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key, relation) }} in (
        select row_key from {{ ref('rows_to_check') }} where table_name = '{{ table }}'
    )
{%- endmacro %}

{#- The same for rows without a key: they cannot be told apart, so all of them are looked at again where there is or was one that changed. -#}
{% macro is_checked_without_key(table, relation=none) -%}
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key, relation) }} is null
    and {{ customer_segments.has_rows_without_key(table) }}
{%- endmacro %}
