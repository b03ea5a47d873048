{#- The forms a field of the shop's own is kept in, with their columns in customer_custom_values. -#}
{% macro custom_forms() %}
    {% do return({
        'text': 'text_value', 'key': 'text_key', 'number': 'number_value', 'date': 'date_value', 'boolean': 'boolean_value',
    }) %}
{% endmacro %}
