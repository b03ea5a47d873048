{#- The facts a scoped measure is taken from: orders, categories (distinct ones of order lines), carts, reviews or interactions. -#}
{% macro measure_chapter(measure) %}
    {% if measure.field == 'distinct_categories_count' %}{% do return('categories') %}{% endif %}
    {% for word, chapter in {'abandoned_cart': 'carts', 'review': 'reviews', 'average_rating': 'reviews', 'interaction': 'interactions'}.items() %}
        {% if word in measure.field %}{% do return(chapter) %}{% endif %}
    {% endfor %}
    {% do return('orders') %}
{% endmacro %}
