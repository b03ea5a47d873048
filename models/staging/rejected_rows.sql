{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_judged_rows() }}"
) }}
-- Every input row or value that could not be used, with the reason.
with

repeated_sorted_out as (
    {{ customer_segments.valid_rows('orders') }}
    select * from valid
),

{% for table in customer_segments.shop_tables() %}
{% if customer_segments.is_judged_in_part(table) %}
{{ table }}_judged as (
    select * from {{ customer_segments.living_rows(table) }} as raw
    where {{ customer_segments.is_judged_again(table) }}
),

{% endif %}
{{ table }} as ({{ customer_segments.rejected_rows_of(table) }}),

{% endfor %}
orders_without_rate as (
    select
        'orders' as table_name,
        placed.order_id as row_key,
        'currency' as column_name,
        placed.currency as value,
        'row rejected: no exchange rate on its day' as reason
    from repeated_sorted_out as placed
    left join {{ ref('valid_orders') }} as rated on placed.order_id = rated.order_id
    where
        rated.order_id is null
        and placed.currency_key != {{ customer_segments.key_literal(customer_segments.setting('reporting_currency')) }}
),

categories_without_parent as (
    select
        'categories' as table_name,
        staged.category_id as row_key,
        'parent_id' as column_name,
        staged.parent_id as value,
        case
            when known.category_id is null then 'value ignored: unknown category'
            else 'value ignored: the category is above itself'
        end as reason
    from {{ ref('stg_categories') }} as staged
    inner join {{ ref('valid_categories') }} as kept on staged.category_id = kept.category_id
    left join {{ ref('valid_categories') }} as known on staged.parent_id = known.category_id
    where staged.parent_id is not null and kept.parent_id is null
),

field_types_unknown as (
    select
        'field_types' as table_name,
        field as row_key,
        'type' as column_name,
        type as value,
        'value ignored: not one of text, number, date, boolean' as reason
    from {{ ref('valid_field_types') }}
    where {{ customer_segments.text_key('type') }} not in ('text', 'number', 'date', 'boolean')
),

field_values_unread as (
    select
        'customer_fields' as table_name,
        given.customer_id || '|' || given.field as row_key,
        'value' as column_name,
        given.value,
        'value ignored: not a ' || {{ customer_segments.text_key('types.type') }} as reason
    from {{ ref('valid_customer_fields') }} as given
    inner join {{ ref('valid_field_types') }} as types on given.field = types.field
    where
        case {{ customer_segments.text_key('types.type') }}
            when 'number' then {{ customer_segments.as_decimal('given.value') }} is null
            when 'date' then {{ customer_segments.as_date('given.value') }} is null
            when 'boolean' then {{ customer_segments.as_boolean('given.value') }} is null
        end
        {% if is_incremental() %}and {{ customer_segments.is_checked('customer_fields', 'given') }}{% endif %}
        and {{ customer_segments.present_text('given.value') }} is not null
)

{% for relation in customer_segments.shop_tables() + [
    'orders_without_rate', 'categories_without_parent', 'field_types_unknown', 'field_values_unread'
] %}
select * from {{ relation }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
