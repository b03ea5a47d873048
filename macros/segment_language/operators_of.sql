{#- The operators of a type, with what each needs: one value, several (values), a range, or nothing (none). -#}
{% macro operators_of(type) %}
    {% set of_type = {
        'number': {
            'equals': 'one', 'not_equals': 'one', 'greater_than': 'one', 'at_least': 'one', 'less_than': 'one', 'at_most': 'one',
            'between': 'range', 'not_between': 'range', 'in': 'values', 'not_in': 'values',
        },
        'date': {
            'on': 'one', 'before': 'one', 'after': 'one', 'on_or_before': 'one', 'on_or_after': 'one',
            'between': 'range', 'not_between': 'range', 'anniversary_between': 'range',
        },
        'text': {
            'equals': 'one', 'not_equals': 'one', 'in': 'values', 'not_in': 'values', 'contains': 'values', 'not_contains': 'values',
            'starts_with': 'values', 'ends_with': 'values', 'matches': 'one',
        },
        'list': {'any_of': 'values', 'all_of': 'values', 'none_of': 'values'},
        'boolean': {'is_true': 'none', 'is_false': 'none'},
        'segment': {'in': 'values', 'not_in': 'values'},
    } %}
    {% set operators = of_type.get(type, {}) %}
    {% if operators and type != 'segment' %}{% do operators.update({'is_set': 'none', 'is_not_set': 'none'}) %}{% endif %}
    {% do return(operators) %}
{% endmacro %}
