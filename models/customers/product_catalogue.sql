-- Products with every name that a segment may call them, their brand or their category by; a category answers for all below it.
with

products as (
    select * from {{ ref('valid_products') }}
),

categories as (
    select * from {{ ref('category_catalogue') }}
),

named as (
    select
        products.product_id,
        products.brand,
        categories.category_id,
        case when {{ customer_segments.text_key('products.name') }} is null then products.product_id else products.name end as product,
        categories.category,
        categories.category_keys,
        {{ customer_segments.text_key('products.product_id') }} as id_key,
        {{ customer_segments.text_key('products.sku') }} as sku_key,
        {{ customer_segments.text_key('products.name') }} as name_key,
        {{ customer_segments.text_key('products.brand') }} as brand_key
    from products
    left join categories on products.category_id = categories.category_id
)

select
    named.product_id,
    cast(row_number() over (order by named.product_id nulls last) as integer) as product_number,
    named.product,
    case when named.brand_key is not null then named.brand end as brand,
    named.category_id,
    named.category,
    {{ customer_segments.text_key('named.product') }} as product_key,
    named.brand_key,
    {{ customer_segments.text_key('named.category') }} as category_key,
    named.id_key,
    named.sku_key,
    named.name_key,
    coalesce(named.category_keys, {{ customer_segments.empty_text_list() }}) as category_keys
from named
