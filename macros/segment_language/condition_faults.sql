{#- What is wrong with one condition, as sentences. -#}
{% macro condition_faults(node, place) %}
    {% set faults = [] %}
    {% set about = place ~ ' ' ~ node.get('field', '(no field)') ~ ': ' %}
    {% if node.get('type') == 'custom' %}
        {% for type in node.get('types') or [''] %}
            {% do faults.extend(customer_segments.condition_faults(dict(node, type=type), place)) %}
        {% endfor %}
        {% do return(faults) %}
    {% endif %}
    {% set operators = customer_segments.operators_of(node.get('type')) %}
    {% set needs = operators.get(node.get('operator')) %}
    {% set values = node.get('values', node.get('columns', [])) %}
    {% set ends = [node.get('low'), node.get('high')] | reject('none') | list %}
    {% if not operators %}
        {% do faults.append(about ~ 'type "' ~ node.get('type') ~ '" is none of number, date, text, list, boolean, segment') %}
    {% elif not needs %}
        {% do faults.append(about ~ '"' ~ node.get('operator') ~ '" is not an operator of a ' ~ node.type ~ '; legal: ' ~ operators | join(', ')) %}
    {% elif needs == 'one' and values | length != 1 %}
        {% do faults.append(about ~ node.operator ~ ' takes one value, not ' ~ values | length) %}
    {% elif needs == 'values' and not values %}
        {% do faults.append(about ~ node.operator ~ ' needs a value') %}
    {% elif needs == 'range' and not ends %}
        {% do faults.append(about ~ node.operator ~ ' needs a range low..high') %}
    {% elif node.type == 'number' %}
        {% for value in values + ends if not modules.re.match('^-?[0-9]+([.][0-9]+)?$', value) %}
            {% do faults.append(about ~ '"' ~ value ~ '" is not a number') %}
        {% endfor %}
    {% elif node.type == 'date' %}
        {% for value in values + ends if not customer_segments.is_date(value, node.operator) %}
            {% do faults.append(about ~ '"' ~ value ~ '" is not a date') %}
        {% endfor %}
    {% endif %}
    {% if node.get('type') != 'segment' %}
        {% for column in ([node.column] if 'column' in node else node.get('columns', [''])) %}
            {% if not modules.re.match('^[a-z][a-z0-9_]*$', column) %}
                {% do faults.append(about ~ 'column "' ~ column ~ '" is not a column of segment_measures') %}
            {% endif %}
        {% endfor %}
    {% endif %}
    {% do return(faults) %}
{% endmacro %}
