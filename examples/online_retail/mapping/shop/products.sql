-- Articles of order lines under the name they are billed by most often. One row per product.
with descriptions as (
    select
        product_id,
        description,
        count(*) as lines,
        max(invoiced_at) as updated_at
    from lines
    where kind = 'order line'
    group by product_id, description
),

products as (
    select
        product_id,
        first(description order by lines desc, description) as name,
        max(updated_at) as updated_at
    from descriptions
    group by product_id
)

select
    product_id,
    product_id as sku,
    products.name,
    -- The first category of categories.csv whose stock codes or words fit; a word may end in s.
    coalesce(first(category_id order by position) filter (category_id is not null), 'other') as category_id,
    products.updated_at
from products
left join category_rules as rules
    on list_contains(string_split(stock_codes, '|'), product_id)
    or regexp_matches(lower(products.name), '(^|[^a-z0-9])(' || keywords || ')s?($|[^a-z0-9])')
group by product_id, products.name, products.updated_at
order by product_id
