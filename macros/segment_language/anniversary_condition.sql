{#- Whether the yearly return of a date falls between two days of the year; a range may cross the year's end.
    Each end is `MM-DD` or relative; a relative range of 365 days or more takes every date. -#}
{% macro anniversary_condition(column, low, high) -%}
    {%- set low_day = customer_segments.day_of_year(low or '01-01') -%}
    {%- set high_day = customer_segments.day_of_year(high or '12-31') -%}
    {%- if low_day.date and high_day.date and (high_day.date - low_day.date).days >= 365 -%}
        {{ column }} is not null
    {%- elif low_day.number <= high_day.number -%}
        {{ customer_segments.anniversary(column) }} between {{ low_day.number }} and {{ high_day.number }}
    {%- else -%}
        ({{ customer_segments.anniversary(column) }} >= {{ low_day.number }} or {{ customer_segments.anniversary(column) }} <= {{ high_day.number }})
    {%- endif -%}
{%- endmacro %}
