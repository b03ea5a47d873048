{#- To whom the rows that are looked at again belong: a query of (table_name, row_key, customer_id), one row for each that has a customer.
    valid: relation of the usable rows by table, none where there is none. -#}
{% macro owners_of_checked_rows(valid) %}
{% set checked = ref('rows_to_check') %}
    select
        table_name,
        row_key,
        row_key as customer_id
    from {{ checked }}
    where table_name = 'customers' and has_owner
    {% for table, held in valid.items() if held and table != 'customers' %}
    {% set rules = customer_segments.shop_rules(table) %}
    {% set parent = {'order': 'orders', 'cart': 'carts'}.get(rules.owner) %}
    {% if not parent or valid[parent] %}

    union all

    select distinct
        checked.table_name,
        checked.row_key,
        {{ 'parent' if parent else 'held' }}.customer_id
    from {{ checked }} as checked
    inner join {{ held }} as held on checked.row_key = {{ customer_segments.row_key(rules.key, 'held') }}
    {% if parent %}
    inner join {{ valid[parent] }} as parent on held.{{ rules.owner }}_id = parent.{{ rules.owner }}_id
    {% endif %}
    where checked.table_name = '{{ table }}' and checked.has_owner
    {% endif %}
    {% endfor %}
{% endmacro %}
