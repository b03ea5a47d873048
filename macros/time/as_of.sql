{#- The instant the refresh stands at, as a naive UTC datetime: var `as_of`, else the start of this dbt run. -#}
{% macro as_of() %}
    {% set given = var('as_of', none) %}
    {% if given %}
        {% do return(modules.datetime.datetime.strptime(given, '%Y-%m-%dT%H:%M:%S')) %}
    {% endif %}
    {% do return(run_started_at.replace(tzinfo=none, microsecond=0)) %}
{% endmacro %}
