{#- One row of a definition as the columns of segment_explanations. Whether it holds is for the predicate of the models to say.
    found: which of the threshold's values a list or a membership has; distance: how far a number is from its threshold, a date in days. -#}
{% macro explanation_columns(row) -%}
    {%- set test = row.get('test') -%}
    {%- set texts = {
        '"group"': customer_segments.sql_text(row.group),
        'condition': customer_segments.sql_text(row.condition),
        'field': customer_segments.sql_text(row.field) if test else 'null',
        'scope': customer_segments.sql_text(row.scope) if test and row.scope else 'null',
        'operator': customer_segments.sql_text(test.operator) if test else 'null',
        'threshold': customer_segments.threshold_text(row) if test else 'null',
        'actual': customer_segments.actual_text(row) if test else 'null',
        'found': customer_segments.found_text(row) if test else 'null',
    } -%}
    {%- for column, text in texts.items() %}
    {{ customer_segments.plain_text(text | trim) }} as {{ column }},
    {%- endfor %}
    {{ customer_segments.predicate(row.node) | trim }} as holds,
    cast({{ customer_segments.distance_to_threshold(test) | trim if test else 'null' }} as decimal(38, 4)) as distance
{%- endmacro %}
