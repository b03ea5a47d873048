{#- Month and day on which a date has its anniversary this year, as a number: 228 is 28 February, where 29 February is kept in common years. -#}
{% macro anniversary(date) -%}
    {%- set year = customer_segments.today().year -%}
    {%- set is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {%- set month_day = '(extract(month from ' ~ date ~ ') * 100 + extract(day from ' ~ date ~ '))' -%}
    {%- if is_leap -%}
        {{ month_day }}
    {%- else -%}
        (case when {{ month_day }} = 229 then 228 else {{ month_day }} end)
    {%- endif -%}
{%- endmacro %}
