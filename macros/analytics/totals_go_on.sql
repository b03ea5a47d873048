{#- Whether this model's totals are those of the last published refresh, so that adding what has changed since then makes them right. `begin` drops
    them where the build file is not of that refresh; a full refresh does not look at them. -#}
{% macro totals_go_on() %}
    {% if not execute or should_full_refresh() %}{% do return(false) %}{% endif %}
    {% do return(load_cached_relation(this) is not none) %}
{% endmacro %}
