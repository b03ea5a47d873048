{#- Before an incremental refresh inserts the customers it recomputed: takes out what they were, and those who are gone. -#}
{% macro delete_changed_customers() %}
    {% if is_incremental() %}
        delete from {{ this }} where customer_id in (select customer_id from {{ ref('changed_customers') }})
    {% endif %}
{% endmacro %}
