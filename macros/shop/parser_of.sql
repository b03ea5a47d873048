{#- The macro that reads a column of a type, and what people call such a value; none for texts, which always read. -#}
{% macro parser_of(data_type) %}
    {% do return({
        'timestamp': {'macro': 'as_timestamp', 'noun': 'timestamp'},
        'date': {'macro': 'as_date', 'noun': 'date'},
        'boolean': {'macro': 'as_boolean', 'noun': 'boolean'},
        'decimal(18,4)': {'macro': 'as_decimal', 'noun': 'number'},
        'decimal(18,8)': {'macro': 'as_decimal', 'noun': 'number'},
    }.get(data_type)) %}
{% endmacro %}
