{#- A date moved by whole months; the day of the month is kept, or the month's last day is taken. -#}
{% macro add_months(day, months) %}
    {% set month_number = day.year * 12 + day.month - 1 + months %}
    {% set first = day.replace(year=month_number // 12, month=month_number % 12 + 1, day=1) %}
    {% set next_first = first.replace(
        year=(month_number + 1) // 12, month=(month_number + 1) % 12 + 1
    ) %}
    {% set last_day = (next_first - first).days %}
    {% do return(first.replace(day=[day.day, last_day] | min)) %}
{% endmacro %}
