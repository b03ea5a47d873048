{#- Days between the yearly return of a date and an end of an anniversary range, the shorter way round the year. -#}
{% macro days_to_anniversary(column, end) -%}
    {%- set year = customer_segments.today().year -%}
    {%- set is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {%- set days = 366 if is_leap else 365 -%}
    {%- set number = customer_segments.day_of_year(end).number -%}
    {%- set number = 228 if number == 229 and not is_leap else number -%}
    {%- set month_starts = [0, 31, 60 if is_leap else 59] -%}
    {%- for length in (31, 30, 31, 30, 31, 31, 30, 31, 30) -%}{%- do month_starts.append(month_starts[-1] + length) -%}{%- endfor -%}
    {%- set anniversary = customer_segments.anniversary(column) | trim -%}
    {%- set of_value = [] -%}
    {%- for start in month_starts -%}
        {%- do of_value.append('when ' ~ loop.index ~ ' then ' ~ start) -%}
    {%- endfor -%}
    {%- set of_end = month_starts[number // 100 - 1] + number % 100 -%}
    {%- set day_of_year = '(case cast(floor(' ~ anniversary ~ ' / 100) as int) ' ~ of_value | join(' ') ~ ' end + ' ~ anniversary ~ ' % 100)' -%}
    least(abs({{ day_of_year }} - {{ of_end }}), {{ days }} - abs({{ day_of_year }} - {{ of_end }}))
{%- endmacro %}
