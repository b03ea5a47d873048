{#- The operator that a negative one is the complement of; a positive operator is its own. -#}
{% macro positive_operator(operator) %}
    {% do return({
        'not_equals': 'equals', 'not_between': 'between', 'not_in': 'in', 'not_contains': 'contains',
        'none_of': 'any_of', 'is_not_set': 'is_set',
    }.get(operator, operator)) %}
{% endmacro %}
