{{ config(materialized='table') }}
-- Rows an incremental refresh looks at again: those that changed, those that hang on them, and those that could not be used so far.
{% set valid = {} %}
{% for table in customer_segments.shop_tables() if customer_segments.shop_rules(table).owner %}
{% do valid.update({table: customer_segments.previous_state('valid_' ~ table)}) %}
{% endfor %}
{% set rejected = customer_segments.previous_state('rejected_rows') %}
with

roots as (
    select
        table_name,
        row_key,
        is_changed,
        true as has_owner
    from {{ ref('changed_rows') }}

    union all

    select
        table_name,
        row_key,
        is_changed,
        true
    from {{ ref('dependent_rows') }}
    {% if rejected %}

    union all

    select
        table_name,
        row_key,
        false,
        reason like 'row rejected%'
    from {{ rejected }}
    where row_key is not null
    {% endif %}
),

checked as (
    select * from roots
    {% for table, parent in {'order_items': 'orders', 'refunds': 'orders', 'cart_items': 'carts'}.items() if valid[table] %}
    {% set column = 'order_id' if parent == 'orders' else 'cart_id' %}

    union all

    select
        '{{ table }}',
        {{ customer_segments.row_key(customer_segments.shop_rules(table).key, 'held') }},
        false,
        true
    from {{ valid[table] }} as held
    where held.{{ column }} in (select row_key from roots where table_name = '{{ parent }}')
    {% endfor %}
),

keys as (
    select
        table_name,
        row_key,
        bool_or(is_changed) as is_changed,
        bool_or(has_owner) as has_owner
    from checked
    where row_key is not null
    group by table_name, row_key
),

owners as (
    {{ customer_segments.owners_of('keys', valid) }}
)

select
    keys.table_name,
    keys.row_key,
    keys.is_changed,
    keys.has_owner,
    coalesce(pending.previous_customer_id, owners.customer_id) as previous_customer_id
from keys
left join {{ source('operations', 'pending_rows') }} as pending
    on keys.table_name = pending.table_name and keys.row_key = pending.row_key
left join owners on keys.has_owner and keys.table_name = owners.table_name and keys.row_key = owners.row_key
