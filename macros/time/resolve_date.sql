{#- The date that a value of the segment language means: `YYYY-MM-DD`, `today`, `yesterday` or relative (`-30d`, `-2w`, `+3m`, `-1y`).
    `day`: what today is, that of the refresh by default. Month arithmetic keeps the day of the month, or takes the month's last. -#}
{% macro resolve_date(text, day=none) %}
    {% set today = day or customer_segments.today() %}
    {% if text == 'today' %}{% do return(today) %}{% endif %}
    {% if text == 'yesterday' %}{% do return(today - modules.datetime.timedelta(days=1)) %}{% endif %}
    {% if text[0] not in '+-' %}
        {% do return(modules.datetime.datetime.strptime(text, '%Y-%m-%d').date()) %}
    {% endif %}
    {% set amount = text[:-1] | int %}
    {% set unit = text[-1] %}
    {% if unit in ('d', 'w') %}
        {% do return(today + modules.datetime.timedelta(days=amount * (7 if unit == 'w' else 1))) %}
    {% endif %}
    {% do return(customer_segments.add_months(today, amount * (12 if unit == 'y' else 1))) %}
{% endmacro %}
