{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail', pre_hook="{{ customer_segments.delete_changed_customers() }}") }}
-- What each customer bought in paid orders: categories, products and brands by name, names that compare equal counted once.
with

bought as (
    select distinct
        orders.customer_id,
        items.product_id
    from {{ ref('valid_order_items') }} as items
    inner join {{ ref('order_amounts') }} as orders on items.order_id = orders.order_id
    where
        orders.is_paid
        and items.product_id is not null
        {{ customer_segments.changed_only('orders.customer_id', 'and') }}
),

products as (
    select
        bought.customer_id,
        catalogue.*
    from bought
    inner join {{ ref('product_catalogue') }} as catalogue on bought.product_id = catalogue.product_id
),

{% for what in ('product', 'category', 'brand') %}
{{ what }}_lists as (
    select
        customer_id,
        {{ customer_segments.text_list(what) }} as names
    from (
        select
            customer_id,
            min({{ what }}) as {{ what }}
        from products
        where {{ what }}_key is not null
        group by customer_id, {{ what }}_key
    ) as spelled
    group by customer_id
),
{% endfor %}

category_counts as (
    select
        customer_id,
        count(distinct category_id) as distinct_categories_count
    from products
    group by customer_id
)

select
    category_counts.customer_id,
    coalesce(category_lists.names, {{ customer_segments.empty_text_list() }}) as categories_bought,
    coalesce(product_lists.names, {{ customer_segments.empty_text_list() }}) as products_bought,
    coalesce(brand_lists.names, {{ customer_segments.empty_text_list() }}) as brands_bought,
    category_counts.distinct_categories_count
from category_counts
left join category_lists on category_counts.customer_id = category_lists.customer_id
left join product_lists on category_counts.customer_id = product_lists.customer_id
left join brand_lists on category_counts.customer_id = brand_lists.customer_id
