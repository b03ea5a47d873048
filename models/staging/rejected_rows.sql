{{ config(materialized='view', tags=['deployed_once']) }}
-- Every input row or value that could not be used, with the reason.
with

{% for table in customer_segments.shop_tables() %}
{{ table }} as ({{ customer_segments.rejected_rows_of(table) }}),

{% endfor %}
categories_without_parent as (
    select
        'categories' as table_name,
        judged.category_id as row_key,
        'parent_id' as column_name,
        judged.parent_id as value,
        case
            when known.category_id is null then 'value ignored: unknown category'
            else 'value ignored: the category is above itself'
        end as reason
    from {{ ref('judged_categories') }} as judged
    inner join {{ ref('valid_categories') }} as kept on judged.category_id = kept.category_id
    left join {{ ref('valid_categories') }} as known on judged.parent_id = known.category_id
    where judged.fault is null and judged.parent_id is not null and kept.parent_id is null
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
        {{ customer_segments.row_key(customer_segments.shop_rules('customer_fields').key) }} as row_key,
        'value' as column_name,
        value,
        'value ignored: not a ' || unread_as as reason
    from {{ ref('judged_customer_fields') }}
    where unread_as is not null
)

{% for relation in customer_segments.shop_tables() + ['categories_without_parent', 'field_types_unknown', 'field_values_unread'] %}
select * from {{ relation }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
