{#- The distinct choices of products that measures make, each a list of [kind, values] that must all hold.
    kind: category, product, brand, or any_category, any_product, any_brand (has one at all). -#}
{% macro product_selectors(measures) %}
    {% set selectors = [] %}
    {% for measure in measures %}
        {% set selector = customer_segments.product_selector(measure) %}
        {% if selector and selector not in selectors %}{% do selectors.append(selector) %}{% endif %}
    {% endfor %}
    {% do return(selectors) %}
{% endmacro %}
