{#- The macro that reads a column of a type, with its arguments, and what people call such a value; none for texts, which always read. -#}
{% macro parser_of(data_type) %}
    {% do return({
        'timestamp': {'macro': 'as_timestamp', 'noun': 'timestamp'},
        'date': {'macro': 'as_date', 'noun': 'date'},
        'boolean': {'macro': 'as_boolean', 'noun': 'boolean'},
        'decimal(18,4)': {'macro': 'as_decimal', 'noun': 'number', 'scale': 4},
        'decimal(18,8)': {'macro': 'as_decimal', 'noun': 'number', 'scale': 8},
    }.get(data_type)) %}
{% endmacro %}

{#- A column of the shop read by its parser. -#}
{% macro read_by(parser, column) -%}
    {%- if parser.scale -%}
        {{ customer_segments.as_decimal(column, 18, parser.scale) | trim }}
    {%- else -%}
        {{ customer_segments[parser.macro](column) | trim }}
    {%- endif -%}
{%- endmacro %}
