{#- CTE `reviews_scopes`: scoped measures of reviews. -#}
{% macro scoped_reviews(measures, selectors, only_changed=false) %}
reviews_scopes as (
    select
        reviews.customer_id
        {%- for measure in measures %}
        {%- set selector = customer_segments.product_selector(measure) %}
        {%- set tests = ['chosen_products.is_chosen_' ~ (selectors.index(selector) + 1)] if selector else [] %}
        {%- set scope = customer_segments.scope_condition(measure.scope, 'reviews.review_date') | trim %}
        {%- set holds = (tests + [scope] if scope else tests) | join(' and ') %},
        {% if measure.field == 'average_rating' -%}
        {{ customer_segments.divide_half_up(
            'sum(case when ' ~ holds ~ ' then reviews.rating else 0 end)', 'count(case when ' ~ holds ~ ' then reviews.rating end)'
        ) }}
        {%- elif measure.field == 'last_review_date' -%}
        max(case when {{ holds }} then reviews.review_date end)
        {%- else -%}
        count(case when {{ holds }} then 1 end)
        {%- endif %} as {{ measure.column }}
        {%- endfor %}
    from ({{ customer_segments.rows_of_customers('written_reviews', only_changed) }}) as reviews
    {% if selectors %}left join chosen_products on reviews.product_id = chosen_products.product_id{% endif %}

    group by reviews.customer_id
),
{% endmacro %}
