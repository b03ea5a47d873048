{#- The shop's calendar day at `as_of`, as a date. -#}
{% macro today() %}
    {% set zone = modules.pytz.timezone(customer_segments.setting('shop_timezone')) %}
    {% set instant = modules.pytz.utc.localize(customer_segments.as_of()) %}
    {% do return(instant.astimezone(zone).date()) %}
{% endmacro %}
