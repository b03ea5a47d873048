{#- Before an incremental refresh judges rows again: takes out what `rejected_rows` said of them. -#}
{% macro delete_judged_rows() %}
    {% if is_incremental() %}
        delete from {{ this }}
        where
            row_key is null
            or (table_name, row_key) in (select (table_name, row_key) from {{ ref('rows_to_check') }})
            or table_name in (
                {%- for table in customer_segments.shop_tables() if not customer_segments.shop_rules(table).owner -%}
                '{{ table }}'{% if not loop.last %}, {% endif %}
                {%- endfor -%}
            )
    {% endif %}
{% endmacro %}
