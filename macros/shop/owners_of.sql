{#- To whom rows belong: a query of (table_name, row_key, customer_id), one row for each of `keys` (table_name, row_key) that has a customer.
    valid: relation of the usable rows by table, none where there is none. -#}
{% macro owners_of(keys, valid) %}
    select
        table_name,
        row_key,
        row_key as customer_id
    from {{ keys }}
    where table_name = 'customers'
    {% for table, held in valid.items() if held and table != 'customers' %}
    {% set rules = customer_segments.shop_rules(table) %}
    {% set parent = {'order': 'orders', 'cart': 'carts'}.get(rules.owner) %}
    {% if not parent or valid[parent] %}

    union all

    select distinct
        keys.table_name,
        keys.row_key,
        {{ 'parent' if parent else 'held' }}.customer_id
    from {{ keys }} as keys
    inner join {{ held }} as held on keys.row_key = {{ customer_segments.row_key(rules.key, 'held') }}
    {% if parent %}
    inner join {{ valid[parent] }} as parent on held.{{ rules.owner }}_id = parent.{{ rules.owner }}_id
    {% endif %}
    where keys.table_name = '{{ table }}'
    {% endif %}
    {% endfor %}
{% endmacro %}
