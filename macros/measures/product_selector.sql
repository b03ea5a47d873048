{#- The choice of products one measure makes; empty when it looks at orders whatever they hold. -#}
{% macro product_selector(measure) %}
    {% set kind_of = {'categories_bought': 'category', 'products_bought': 'product', 'brands_bought': 'brand'} %}
    {% set selector = [] %}
    {% for kind in ('category', 'product', 'brand') if kind in measure.scope %}
        {% do selector.append([kind, measure.scope[kind]]) %}
    {% endfor %}
    {% if measure.form == 'member' %}
        {% do selector.append([kind_of[measure.field], [measure.member]]) %}
    {% elif measure.form == 'any' %}
        {% do selector.append(['any_' ~ kind_of[measure.field], []]) %}
    {% endif %}
    {% do return(selector) %}
{% endmacro %}
