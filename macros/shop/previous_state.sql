{#- The relation of a staging model as the refresh before left it; none where there is none yet. For models that run before it is renewed. -#}
{% macro previous_state(name) %}
    {% if execute %}
        {% do return(load_cached_relation(api.Relation.create(database=this.database, schema=this.schema, identifier=name))) %}
    {% endif %}
    {% do return(none) %}
{% endmacro %}

{#- The same for the usable rows of every shop table that customers' rows are in: relation by table. -#}
{% macro previous_valid_rows() %}
    {% set valid = {} %}
    {% for table in customer_segments.shop_tables() if customer_segments.shop_rules(table).owner %}
        {% do valid.update({table: customer_segments.previous_state('valid_' ~ table)}) %}
    {% endfor %}
    {% do return(valid) %}
{% endmacro %}
