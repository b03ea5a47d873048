{#- What is wrong with a node of a condition tree and all below it, as sentences that begin with the place. -#}
{% macro node_faults(node, place) %}
    {% set faults = [] %}
    {% set connective = ['all', 'any', 'none'] | select('in', node) | first %}
    {% if connective %}
        {% if node | length > 1 %}
            {% do faults.append(place ~ ': a group has one of all, any, none and nothing else') %}
        {% endif %}
        {% if not node[connective] %}
            {% do faults.append(place ~ '.' ~ connective ~ ': a group without conditions would let everyone in') %}
        {% endif %}
        {% for child in node[connective] %}
            {% do faults.extend(customer_segments.node_faults(child, place ~ '.' ~ connective ~ '[' ~ loop.index ~ ']')) %}
        {% endfor %}
    {% else %}
        {% do faults.extend(customer_segments.condition_faults(node, place)) %}
    {% endif %}
    {% do return(faults) %}
{% endmacro %}
