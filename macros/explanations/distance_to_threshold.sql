{#- How far the value of a condition is from the nearest end of its threshold: what is missing when it does not hold, what is to spare when
    it does; numbers as they are, dates in days. Missing where there is no value, or nothing to measure (texts, lists, booleans). -#}
{% macro distance_to_threshold(test) -%}
    {%- set ends = (test.get('values') or [test.get('low'), test.get('high')]) | reject('none') | list -%}
    {%- set distances = [] -%}
    {%- if test.type == 'custom' -%}
        {%- for type in test.types if type in ('number', 'date') -%}
            {%- do distances.append(customer_segments.distance_to_threshold(dict(test, type=type, column=test.column ~ '_' ~ type)) | trim) -%}
        {%- endfor -%}
        {%- if distances | length > 1 -%}coalesce({{ distances | join(', ') }}){%- else -%}{{ distances | first or 'null' }}{%- endif -%}
    {%- else -%}
        {%- for end in ends if test.type in ('number', 'date') -%}
            {%- if test.type == 'number' -%}
                {%- do distances.append('abs(cast(' ~ test.column ~ ' as decimal(38, 4)) - ' ~ end ~ ')') -%}
            {%- elif test.operator == 'anniversary_between' -%}
                {%- do distances.append(customer_segments.days_to_anniversary(test.column, end) | trim) -%}
            {%- else -%}
                {%- do distances.append('abs(' ~ dbt.datediff(test.column, customer_segments.date_end(end) | trim, 'day') | trim ~ ')') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if distances | length > 1 -%}least({{ distances | join(', ') }}){%- else -%}{{ distances | first or 'null' }}{%- endif -%}
    {%- endif -%}
{%- endmacro %}
