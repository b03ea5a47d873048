{% macro refresh_value(name) %}
    {% if execute %}{% do return(env_var('SEGMENTS_' ~ name | upper)) %}{% endif %}
    {% do return('2026-01-01T00:00:00') %}
{% endmacro %}

{% macro as_of() %}timestamp '{{ refresh_value('as_of') }}'{% endmacro %}

{% macro refresh_id() %}'{{ refresh_value('as_of') | replace('-', '') | replace(':', '') }}Z'{% endmacro %}

{% macro default__snapshot_get_time() %}{{ as_of() }}{% endmacro %}
