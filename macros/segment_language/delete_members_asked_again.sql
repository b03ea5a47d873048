{#- Before members are added to those of the last refresh: takes out the members who are asked again, or all of them. -#}
{% macro delete_members_asked_again() %}
    {% if is_incremental() %}
        delete from {{ this }}
        {% if customer_segments.members_go_on() %}where customer_id in (select customer_id from {{ ref('remeasured_customers') }}){% endif %}
    {% endif %}
{% endmacro %}
