{#- What is summed of the lines that each choice of products takes, by its number: only what a measure asks for. -#}
{% macro sums_of_selectors(measures, selectors) %}
    {% set sums = {} %}
    {% for measure in measures if customer_segments.product_selector(measure) %}
        {% set number = selectors.index(customer_segments.product_selector(measure)) + 1 %}
        {% set asked = sums.setdefault(number, []) %}
        {% if measure.form == 'value' and measure.field in ('orders_sum', 'paid_sum', 'net_paid_sum', 'average_check') %}{% do asked.append('amount') %}{% endif %}
        {% if measure.form == 'value' and measure.field == 'net_paid_sum' %}{% do asked.append('refund') %}{% endif %}
        {% if measure.form == 'value' and measure.field == 'items_count' %}{% do asked.append('items') %}{% endif %}
    {% endfor %}
    {% do return(sums) %}
{% endmacro %}
