{#- Whether only customers who were measured again can have entered or left a segment since the last refresh: the definitions and the shop's day are
    the same, and the build file is exactly what that refresh left. `segments refresh` finds that out; a plain dbt command takes it that anybody can. -#}
{% macro only_remeasured_moved() %}
    {% do return(customer_segments.refresh_value('only_remeasured_moved') == 'true') %}
{% endmacro %}
