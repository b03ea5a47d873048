-- What each customer bought, as numbers until the very end: names are numbered in the order they sort in.
create or replace temp table catalogue as
select
    product_no, category_no,
    dense_rank() over (order by product)::integer as product_name_no, product,
    dense_rank() over (order by text_key(product))::integer as product_key_no,
    if(brand is null, null, dense_rank() over (order by brand nulls last))::integer as brand_name_no, brand,
    if(brand is null, null, dense_rank() over (order by text_key(brand) nulls last))::integer as brand_key_no,
    if(category is null, null, dense_rank() over (order by category nulls last))::integer as category_name_no, category,
    if(category is null, null, dense_rank() over (order by text_key(category) nulls last))::integer as category_key_no
from (
    select product_no, category_no, coalesce(name, product_id) as product, brand,
        coalesce(category_name, category_id) as category
    from products
);

create or replace temp table bought as
select distinct customer_no, product_no
from lines
inner join order_amounts using (order_no)
where is_paid and product_no is not null;

create or replace temp table bought_names as
select customer_no, category_no, product_name_no, product_key_no, brand_name_no, brand_key_no, category_name_no, category_key_no
from bought
inner join catalogue using (product_no);

create or replace temp table categories_and_brands as
select distinct customer_no, category_no, category_name_no, category_key_no, brand_name_no, brand_key_no
from bought_names;

-- Of names that compare equal the least counts. Numbers become names at the end, by their place in a constant list.
set variable products = (select list(distinct product order by product) from catalogue);
set variable categories = (select list(distinct category order by category) from catalogue where category is not null);
set variable brands = (select list(distinct brand order by brand) from catalogue where brand is not null);

create or replace temp table product_lists as
select customer_no, list_sort(list(name_no)) as names
from (select customer_no, min(product_name_no) as name_no from bought_names group by customer_no, product_key_no)
group by customer_no;

create or replace temp table category_lists as
select customer_no, list_sort(list(name_no)) as names
from (
    select customer_no, min(category_name_no) as name_no
    from categories_and_brands where category_key_no is not null group by customer_no, category_key_no
)
group by customer_no;

create or replace temp table brand_lists as
select customer_no, list_sort(list(name_no)) as names
from (
    select customer_no, min(brand_name_no) as name_no
    from categories_and_brands where brand_key_no is not null group by customer_no, brand_key_no
)
group by customer_no;

create or replace temp table category_counts as
select customer_no, count(distinct category_no) as distinct_categories_count
from categories_and_brands
group by customer_no;

create or replace temp table customer_purchases as
select
    customer_no, distinct_categories_count, product_lists.names as product_names,
    coalesce(category_lists.names, []) as category_names, coalesce(brand_lists.names, []) as brand_names
from category_counts
inner join product_lists using (customer_no)
left join category_lists using (customer_no)
left join brand_lists using (customer_no);
