{#- The shop's calendar day at `as_of`, as a date. -#}
{% macro today() %}
    {% do return(customer_segments.day_of(customer_segments.as_of())) %}
{% endmacro %}

{#- The shop's calendar day at the last successful refresh; without one, that of this. -#}
{% macro previous_today() %}
    {% set given = customer_segments.refresh_value('previous_as_of') %}
    {% if given %}
        {% do return(customer_segments.day_of(modules.datetime.datetime.strptime(given, '%Y-%m-%dT%H:%M:%S'))) %}
    {% endif %}
    {% do return(customer_segments.today()) %}
{% endmacro %}

{#- The shop's calendar day at an instant, given as a naive UTC datetime. -#}
{% macro day_of(as_of) %}
    {% set zone = modules.pytz.timezone(customer_segments.setting('shop_timezone')) %}
    {% set instant = modules.pytz.utc.localize(as_of) %}
    {% do return(instant.astimezone(zone).date()) %}
{% endmacro %}
