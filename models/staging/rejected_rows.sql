{{ config(materialized='table') }}
-- Every input row or value that could not be used, with the reason.
{% for table in customer_segments.shop_tables() %}
({{ customer_segments.rejected_rows_of(table) }})
union all
{% endfor %}
(
    select 'orders', order_id, 'currency', currency, 'row rejected: no exchange rate on its day'
    from ({{ customer_segments.valid_rows('orders') }} select * from valid) as valid
    where not exists (select 1 from {{ ref('valid_orders') }} as rated where rated.order_id = valid.order_id)
)
union all
(
    select
        'categories', categories.category_id, 'parent_id', categories.parent_id,
        case when known.category_id is null then 'value ignored: unknown category' else 'value ignored: the category is above itself' end
    from {{ ref('stg_categories') }} as categories
    inner join {{ ref('valid_categories') }} as kept on categories.category_id = kept.category_id
    left join {{ ref('valid_categories') }} as known on categories.parent_id = known.category_id
    where categories.parent_id is not null and kept.parent_id is null
)
