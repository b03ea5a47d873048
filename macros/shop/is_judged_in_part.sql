{#- Whether only rows that changed are judged: in an incremental refresh, of the tables that customers' rows are in. -#}
{% macro is_judged_in_part(table) %}
    {% do return(is_incremental() and customer_segments.shop_rules(table).owner is not none) %}
{% endmacro %}
