{#- Rows of a staged table that have their key, their required values and their parents. -#}
{% macro usable_rows(table) %}
{% set rules = customer_segments.shop_rules(table) %}
    select staged.*
    from {{ ref('stg_' ~ table) }} as staged
    {% for column, parent in rules.parents.items() %}
    inner join {{ ref(parent[0]) }} as parent_{{ loop.index }} on staged.{{ column }} = parent_{{ loop.index }}.{{ parent[1] }}
    {% endfor %}
    where
        {% for column in rules.key + rules.required %}
        staged.{{ column }} is not null{% if not loop.last %} and{% endif %}
        {% endfor %}
{% endmacro %}
