{#- The columns of a shop table as models/staging/_sources.yml declares them: a list of {name, data_type}.
    Empty while dbt parses: the graph is known only when SQL is rendered. -#}
{% macro source_columns(table) %}
    {% set columns = [] %}
    {% if execute %}
        {% set source = graph.sources['source.customer_segments.shop.' ~ table] %}
        {% for column in source.columns.values() %}
            {% do columns.append({'name': column.name, 'data_type': column.data_type}) %}
        {% endfor %}
    {% endif %}
    {% do return(columns) %}
{% endmacro %}
