{#- What the caller says of this refresh (as_of, started_at, definition_commit): the var of that name, else the environment variable
    SEGMENTS_<NAME>, which `segments refresh` uses because another value of a var makes dbt parse the whole project again. -#}
{% macro refresh_value(name) %}
    {% if execute %}
        {% set given = var(name, none) or env_var('SEGMENTS_' ~ name | upper, '') %}
        {% if given %}{% do return(given) %}{% endif %}
    {% endif %}
    {% do return(none) %}
{% endmacro %}
