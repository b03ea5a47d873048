{#- Whole years from a birthday to today; 29 February counts as 28 February in common years; missing for a birthday still to come. -#}
{% macro age_in_years(birth_date) -%}
    {%- set today = customer_segments.today() -%}
    case
        when {{ birth_date }} <= {{ customer_segments.date_literal(today) }} then
            {{ today.year }} - extract(year from {{ birth_date }})
            - case
                when {{ customer_segments.anniversary(birth_date) }} > {{ today.month * 100 + today.day }} then 1
                else 0
            end
    end
{%- endmacro %}
