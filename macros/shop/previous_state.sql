{#- The relation of a staging model as the refresh before left it; none where there is none yet. For models that run before it is renewed. -#}
{% macro previous_state(name) %}
    {% if execute %}
        {% set relation = load_cached_relation(api.Relation.create(database=this.database, schema=this.schema, identifier=name)) %}
        {% if relation %}{% do return(relation) %}{% endif %}
    {% endif %}
    {% do return(none) %}
{% endmacro %}
