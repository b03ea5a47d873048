{#- Which values of a condition on a list, or on other segments, are there; missing when none is, and for other conditions. -#}
{% macro found_text(row) -%}
    {%- set tests = [] -%}
    {%- if row.test.type in ('list', 'segment') -%}
        {%- for value in row['values'] -%}
            {%- if 'columns' in row.test -%}
                {%- set one = {'columns': [row.test['columns'][loop.index0]]} -%}
            {%- else -%}
                {%- set one = {'column': row.test.get('column'), 'values': [value]} -%}
            {%- endif -%}
            {%- set node = dict(one, field=row.field, type=row.test.type, operator='in' if row.test.type == 'segment' else 'any_of') -%}
            {%- do tests.append('case when ' ~ customer_segments.predicate(row.parts[loop.index0] if row.parts else node) | trim
                ~ ' then ' ~ customer_segments.sql_text(value) ~ ' end') -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if tests -%}{{ customer_segments.joined_text(tests, ' | ') }}{%- else -%}null{%- endif -%}
{%- endmacro %}
