-- Customers an incremental refresh computes again: a row of their own changed, a thing they bought is called otherwise, or the clock moved
-- something of theirs. The first two are changed data; that tells entries by data from entries by time.
{% set valid = {} %}
{% for table in customer_segments.shop_tables() if customer_segments.shop_rules(table).owner %}
{% do valid.update({table: ref('valid_' ~ table)}) %}
{% endfor %}
with

owners as (
    {{ customer_segments.owners_of_checked_rows(valid) }}

    union all

    select
        table_name,
        row_key,
        customer_id
    from {{ ref('previous_owners') }}
),

reasons as (
    select
        owners.customer_id,
        checked.is_changed as has_changed_data
    from owners
    inner join {{ ref('rows_to_check') }} as checked on owners.table_name = checked.table_name and owners.row_key = checked.row_key

    union all

    select
        customer_id,
        true
    from {{ ref('customers_of_renamed_products') }}

    union all

    select
        customer_id,
        false
    from {{ ref('customers_moved_by_the_clock') }}

    union all

    select
        customer_id,
        false
    from {{ ref('customers_with_moved_windows') }}

    union all

    select
        customer_id,
        false
    from {{ source('operations', 'pending_customers') }}
)

select
    customer_id,
    bool_or(has_changed_data) as has_changed_data
from reasons
where customer_id is not null
group by customer_id
