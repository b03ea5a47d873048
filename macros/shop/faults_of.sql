{#- What makes a staged row unusable, in the order in which it is looked for: a list of {column, test, value, words}. Parents are joined as
    `parent_1`, `parent_2` in the order of the rules. -#}
{% macro faults_of(table) %}
    {% set rules = customer_segments.shop_rules(table) %}
    {% set types = {} %}
    {% for column in customer_segments.source_columns(table) %}{% do types.update({column.name: column.data_type}) %}{% endfor %}
    {% set faults = [] %}
    {% for column in rules.key + rules.required | reject('in', rules.key) | list %}
        {% set parser = customer_segments.parser_of(types.get(column)) %}
        {% set unread = 'staged.unread_' ~ column %}
        {% if parser %}
            {% do faults.append({'column': column, 'test': unread ~ ' is not null', 'value': unread, 'words': 'not a ' ~ parser.noun}) %}
        {% endif %}
        {% do faults.append({'column': column, 'test': 'staged.' ~ column ~ ' is null', 'value': none, 'words': 'no ' ~ column}) %}
    {% endfor %}
    {% for column, parent in rules.parents.items() %}
        {% do faults.append({
            'column': column, 'test': 'parent_' ~ loop.index ~ '.' ~ parent[1] ~ ' is null',
            'value': 'cast(staged.' ~ column ~ ' as ' ~ dbt.type_string() ~ ')', 'words': 'unknown ' ~ parent[2],
        }) %}
    {% endfor %}
    {% do return(faults) %}
{% endmacro %}
