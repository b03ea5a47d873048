{#- The instant the refresh stands at, as a naive UTC datetime: `as_of` as the caller gives it, else the start of this dbt run. -#}
{% macro as_of() %}
    {% set given = customer_segments.refresh_value('as_of') %}
    {% if given is string %}
        {% do return(modules.datetime.datetime.strptime(given, '%Y-%m-%dT%H:%M:%S')) %}
    {% endif %}
    {% do return((given or run_started_at).replace(tzinfo=none, microsecond=0)) %}
{% endmacro %}
