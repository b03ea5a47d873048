{#- Whether the members of the last refresh are those of this one but for customers who were measured again: the definitions and the shop's day are
    the same, and nobody has touched the build file since. `segments refresh` finds that out; a plain dbt command asks everybody. -#}
{% macro members_go_on() %}
    {% do return(customer_segments.refresh_value('members_go_on') == 'true') %}
{% endmacro %}
