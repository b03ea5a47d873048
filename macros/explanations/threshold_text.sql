{#- What a condition compares with, as text: dates as the days they are at the refresh, the rest as the seed writes it. -#}
{% macro threshold_text(row) -%}
    {%- set test = row.test -%}
    {%- if test.type == 'date' and ('values' in test or 'low' in test or 'high' in test) -%}
        {%- set days = [] -%}
        {%- set ends = test['values'] if 'values' in test else [test.get('low'), test.get('high')] -%}
        {%- for day in ends -%}
            {%- if day is none -%}
                {%- do days.append('') -%}
            {%- elif test.operator == 'anniversary_between' -%}
                {%- set number = customer_segments.day_of_year(day).number -%}
                {%- do days.append('%02d-%02d' | format(number // 100, number % 100)) -%}
            {%- else -%}
                {%- do days.append(customer_segments.resolve_date(day).isoformat()) -%}
            {%- endif -%}
        {%- endfor -%}
        {{ customer_segments.sql_text(days | join('..')) }}
    {%- elif row.threshold -%}
        {{ customer_segments.sql_text(row.threshold) }}
    {%- else -%}
        null
    {%- endif -%}
{%- endmacro %}
