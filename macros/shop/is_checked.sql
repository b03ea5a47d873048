{#- Whether an incremental refresh looks at a row again. -#}
{% macro is_checked(table, relation=none) -%}
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key, relation) }} in (
        select row_key from {{ ref('rows_to_check') }} where table_name = '{{ table }}'
    )
{%- endmacro %}

{#- The rows of a shop table that `rejected_rows` judges: all of them, or the CTE of those it looks at again. -#}
{% macro judged_rows(table) -%}
    {{ table ~ '_judged' if customer_segments.is_judged_in_part(table) else customer_segments.living_rows(table) }}
{%- endmacro %}

{#- The same for `rejected_rows`, which also names rows without a key: they cannot be told apart, so all of them are looked at again. -#}
{% macro is_judged_again(table, relation=none) -%}
    ({{ customer_segments.is_checked(table, relation) }} or {{ customer_segments.row_key(customer_segments.shop_rules(table).key, relation) }} is null)
{%- endmacro %}
