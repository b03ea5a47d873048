{#- An end of an anniversary range: its month and day as a number (229 is 29 February) and, when it is relative, its date. -#}
{% macro day_of_year(text) %}
    {% if modules.re.match('^[0-9]{2}-[0-9]{2}$', text) %}
        {% do return({'number': text[:2] | int * 100 + text[3:] | int, 'date': none}) %}
    {% endif %}
    {% set date = customer_segments.resolve_date(text) %}
    {% do return({'number': date.month * 100 + date.day, 'date': date}) %}
{% endmacro %}
