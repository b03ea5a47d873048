{{ config(materialized='table') }}
-- depends_on: {{ ref('stg_customers') }}
-- depends_on: {{ ref('stg_products') }}
-- Rows an incremental refresh looks at again: those that changed, those that hang on them, and those that could not be used so far.
{% set owned = [] %}
{% for table in customer_segments.shop_tables() if customer_segments.shop_rules(table).owner %}{% do owned.append(table) %}{% endfor %}
{% set valid = {} %}
{% for table in owned %}{% do valid.update({table: customer_segments.previous_state('valid_' ~ table)}) %}{% endfor %}
{% set rejected = customer_segments.previous_state('rejected_rows') %}
with

previous as (
    select max(as_of) as as_of from {{ source('operations', 'previous_refresh') }}
),

seen_now as (
    select * from {{ ref('recent_rows') }}
    where seen_at = {{ customer_segments.as_of_timestamp() }}
),

seen_before as (
    select * from {{ ref('recent_rows') }}
    where seen_at = (select as_of from previous)
),

changed as (
    select
        present.table_name,
        present.row_key
    from seen_now as present
    where
        exists (select 1 from seen_before)
        and not exists (
            select 1 from seen_before as earlier
            where earlier.table_name = present.table_name and earlier.row_hash = present.row_hash
        )

    union

    select
        earlier.table_name,
        earlier.row_key
    from seen_before as earlier
    inner join {{ ref('source_watermarks') }} as windows on earlier.table_name = windows.table_name
    where
        (earlier.changed_at is null or windows.window_start is null or earlier.changed_at > windows.window_start)
        and not exists (
            select 1 from seen_now as present
            where present.table_name = earlier.table_name and present.row_hash = earlier.row_hash
        )

    union

    -- What changes after `as_of` has not happened; once it has, it is a change.
    select
        present.table_name,
        present.row_key
    from seen_now as present
    inner join previous on present.changed_at > previous.as_of
    where present.changed_at <= {{ customer_segments.as_of_timestamp() }}

    union

    select
        table_name,
        row_key
    from {{ source('operations', 'pending_rows') }}
),

dependent as (
    select
        'cart_items' as table_name,
        row_key,
        true as is_changed
    from changed
    where table_name = 'carts'
    {% if valid.orders %}

    union all

    select
        'orders',
        orders.order_id,
        true
    from {{ valid.orders }} as orders
    where orders.currency_key in (
        select {{ customer_segments.text_key(dbt.split_part('row_key', "'|'", 1)) }}
        from changed
        where table_name = 'exchange_rates'
    )
    {% endif %}
    {% if valid.customer_fields %}

    union all

    select
        'customer_fields',
        {{ customer_segments.row_key(['customer_id', 'field'], 'given') }},
        true
    from {{ valid.customer_fields }} as given
    where given.field in (select row_key from changed where table_name = 'field_types')
    {% endif %}
    {% for table in owned if table != 'customers' and customer_segments.shop_rules(table).owner == 'customer_id' and valid[table] %}

    union all

    select
        '{{ table }}',
        {{ customer_segments.row_key(customer_segments.shop_rules(table).key, 'held') }},
        false
    from {{ valid[table] }} as held
    where held.customer_id in (
        select row_key from changed
        where table_name = 'customers' and row_key not in (select customer_id from {{ ref('stg_customers') }} where customer_id is not null)
    )
    {% endfor %}
    {% for table in owned if 'product_id' in customer_segments.shop_rules(table).references and valid[table] %}

    union all

    select
        '{{ table }}',
        {{ customer_segments.row_key(customer_segments.shop_rules(table).key, 'held') }},
        false
    from {{ valid[table] }} as held
    where held.product_id in (
        select row_key from changed
        where table_name = 'products' and row_key not in (select product_id from {{ ref('stg_products') }} where product_id is not null)
    )
    {% endfor %}
),

roots as (
    select
        table_name,
        row_key,
        true as is_changed,
        true as has_owner
    from changed

    union all

    select
        table_name,
        row_key,
        is_changed,
        true
    from dependent
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
    owners.customer_id as previous_customer_id
from keys
left join owners on keys.has_owner and keys.table_name = owners.table_name and keys.row_key = owners.row_key
