{#- Before an incremental refresh inserts the rows it looked at again: takes out what they were. -#}
{% macro delete_checked_rows(table) %}
    {% if is_incremental() %}
        delete from {{ this }} where {{ customer_segments.is_checked(table) }}
    {% endif %}
{% endmacro %}
