-- Products with every name that a segment may call them, their brand or their category by; a category answers for all below it.
with

products as (
    select * from {{ ref('valid_products') }}
),

categories as (
    select * from {{ ref('valid_categories') }}
),

paths as (
    with recursive walk as (
        select
            category_id,
            coalesce({{ customer_segments.trimmed('name') }}, '') as path
        from categories
        where parent_id is null

        union all

        select
            below.category_id,
            walk.path || ' > ' || coalesce({{ customer_segments.trimmed('below.name') }}, '')
        from categories as below
        inner join walk on below.parent_id = walk.category_id
    )

    select
        category_id,
        path
    from walk
),

lineage as (
    select
        category_id,
        ancestor_id
    from ({{ customer_segments.ancestor_pairs('categories') }}) as pairs
    union all
    select
        category_id,
        category_id as ancestor_id
    from categories
),

category_names as (
    select
        lineage.category_id,
        {{ customer_segments.text_key('ancestors.category_id') }} as name_key
    from lineage
    inner join categories as ancestors on lineage.ancestor_id = ancestors.category_id
    union
    select
        lineage.category_id,
        {{ customer_segments.text_key('ancestors.name') }}
    from lineage
    inner join categories as ancestors on lineage.ancestor_id = ancestors.category_id
    union
    select
        lineage.category_id,
        {{ customer_segments.path_key('paths.path') }}
    from lineage
    inner join paths on lineage.ancestor_id = paths.category_id
),

category_keys as (
    select
        category_id,
        {{ customer_segments.text_list('name_key') }} as category_keys
    from category_names
    group by category_id
),

named as (
    select
        products.product_id,
        products.brand,
        categories.category_id,
        case when {{ customer_segments.text_key('products.name') }} is null then products.product_id else products.name end as product,
        case when {{ customer_segments.text_key('categories.name') }} is null then categories.category_id else categories.name end as category,
        {{ customer_segments.text_key('products.product_id') }} as id_key,
        {{ customer_segments.text_key('products.sku') }} as sku_key,
        {{ customer_segments.text_key('products.name') }} as name_key,
        {{ customer_segments.text_key('products.brand') }} as brand_key
    from products
    left join categories on products.category_id = categories.category_id
)

select
    named.product_id,
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
    coalesce(category_keys.category_keys, {{ customer_segments.empty_text_list() }}) as category_keys
from named
left join category_keys on named.category_id = category_keys.category_id
