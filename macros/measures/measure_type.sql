{#- The SQL type of a scoped measure. -#}
{% macro measure_type(measure) %}
    {% if measure.form in ('member', 'any') %}{% do return('boolean') %}{% endif %}
    {% if measure.field.endswith('_date') %}{% do return('date') %}{% endif %}
    {% do return({
        'orders_sum': 'decimal(18, 4)', 'paid_sum': 'decimal(18, 4)', 'net_paid_sum': 'decimal(18, 4)', 'average_check': 'decimal(18, 4)',
        'items_count': 'decimal(18, 4)', 'abandoned_carts_sum': 'decimal(18, 4)', 'average_rating': 'decimal(18, 4)',
    }.get(measure.field, 'bigint')) %}
{% endmacro %}
