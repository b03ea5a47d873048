{#- Before an incremental refresh inserts the rows it looked at again: takes out what they were. -#}
{% macro delete_checked_rows(table) %}
    {% if is_incremental() %}
        {{ customer_segments.remember_rows_without_key() }};
        delete from {{ this }}
        where {{ customer_segments.is_checked(table) }};
        delete from {{ this }}
        where {{ customer_segments.is_checked_without_key(table) }}
    {% endif %}
{% endmacro %}
