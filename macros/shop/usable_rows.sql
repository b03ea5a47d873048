{#- Rows of a staged table that have their key, their required values and their parents; of `only` some: `checked` or `repeated` ones. -#}
{% macro usable_rows(table, only=none) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set checked = customer_segments.is_checked(table, 'staged') %}
    select staged.*
    from {{ ref('stg_' ~ table) }} as staged
    {% for column, parent in rules.parents.items() %}
    inner join {{ ref(parent[0]) }} as parent_{{ loop.index }} on staged.{{ column }} = parent_{{ loop.index }}.{{ parent[1] }}
    {% endfor %}
    where
        {% for column in rules.key + rules.required %}
        staged.{{ column }} is not null{% if not loop.last %} and{% endif %}
        {% endfor %}
        {% if only == 'checked' %}
        and {{ checked }}
        {% elif only == 'repeated' %}
        and {{ customer_segments.row_key(rules.key, 'staged') }} in (select row_key from {{ ref('repeated_keys') }} where table_name = '{{ table }}')
        {% endif %}
{% endmacro %}
