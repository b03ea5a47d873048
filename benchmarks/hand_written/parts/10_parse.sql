-- Reads the files, takes out what cannot be used and writes down why. Parquet brings the types, so nothing has to be cast.
create or replace temp table rejected (
    table_name varchar, row_key varchar, column_name varchar, value varchar, reason varchar
);

-- customers
create or replace temp view customers_read as
select
    * replace (
        blank_is_missing(customer_id) as customer_id, blank_is_missing(first_name) as first_name,
        blank_is_missing(last_name) as last_name, blank_is_missing(organization) as organization,
        blank_is_missing(email) as email, blank_is_missing(phone) as phone, blank_is_missing(gender) as gender,
        blank_is_missing(city) as city, blank_is_missing(region) as region, blank_is_missing(country) as country,
        blank_is_missing(manager_name) as manager_name, blank_is_missing(source) as source,
        blank_is_missing(store) as store
    )
from shop_customers;

insert into rejected
select 'customers', customer_id, 'customer_id', customer_id, 'row rejected: no customer_id'
from customers_read where customer_id is null;

create or replace temp table repeated_customers as
select customer_id from customers_read where customer_id is not null group by all having count(*) > 1;

create or replace temp table ranked_customers as
select *, row_number() over (partition by customer_id order by updated_at desc nulls last) as place
from customers_read where customer_id in (from repeated_customers);

insert into rejected
select 'customers', customer_id, 'customer_id', customer_id, 'row rejected: a later row has the same key'
from ranked_customers where place > 1;

create or replace temp table customers_kept as
from customers_read where customer_id is not null and customer_id not in (from repeated_customers)
union all by name
select * exclude (place) from ranked_customers where place = 1;

-- Numbers stay: a customer who comes later gets the next one.
insert into customer_numbers
select customer_id, (select coalesce(max(customer_no), 0) from customer_numbers) + row_number() over ()
from (select customer_id from customers_kept anti join customer_numbers using (customer_id));

create or replace temp table customers as
select customer_no, customers_kept.*
from customers_kept
inner join customer_numbers using (customer_id);

-- categories and products
insert into rejected
select 'categories', category_id, 'category_id', category_id, 'row rejected: no category_id'
from source.categories where category_id is null;

insert into rejected
select 'categories', category_id, 'parent_id', parent_id, 'value ignored: unknown category'
from source.categories where parent_id is not null and parent_id not in (select category_id from source.categories);

create or replace temp table categories as
select row_number() over (order by category_id)::integer as category_no, category_id, blank_is_missing(name) as name,
    if(parent_id in (select category_id from source.categories), parent_id, null) as parent_id
from source.categories where category_id is not null;

insert into rejected
select 'products', product_id, 'product_id', product_id, 'row rejected: no product_id'
from source.products where product_id is null;

insert into rejected
select 'products', product_id, 'category_id', category_id, 'value ignored: unknown category'
from source.products where category_id not in (select category_id from categories);

create or replace temp table products as
select row_number() over ()::integer as product_no, blank_is_missing(product_id) as product_id,
    blank_is_missing(sku) as sku, blank_is_missing(products.name) as name, blank_is_missing(brand) as brand,
    categories.category_no, categories.category_id, categories.name as category_name
from source.products
left join categories using (category_id)
where product_id is not null;

-- the rate of each currency on each day of it
create or replace temp table rates as
select currency_key, unnest(generate_series(valid_from, valid_until, interval 1 day))::date as day, rate
from (
    select text_key(currency) as currency_key, valid_from, rate,
        coalesce(
            lead(valid_from) over (partition by text_key(currency) order by valid_from) - interval 1 day,
            getvariable('today') + interval 1 day
        ) as valid_until
    from source.exchange_rates
    where rate is not null and currency is not null and valid_from is not null
);

-- orders
insert into rejected
select 'orders', order_id,
    case when order_id is null then 'order_id' when ordered_at is null then 'ordered_at' else 'customer_id' end,
    case when order_id is null or ordered_at is null then null else orders.customer_id end,
    'row rejected: ' || case
        when order_id is null then 'no order_id' when ordered_at is null then 'no ordered_at' else 'unknown customer'
    end
from shop_orders as orders
left join customers using (customer_id)
where order_id is null or ordered_at is null or customers.customer_id is null;

create or replace temp table repeated_orders as
select order_id from shop_orders as orders where order_id is not null group by all having count(*) > 1;

create or replace temp view orders_read as
select
    blank_is_missing(order_id) as order_id, blank_is_missing(order_number) as order_number, customer_no, ordered_at,
    shop_day(ordered_at) as ordered_date, blank_is_missing(status) as status, paid_at, cancelled_at,
    channel, channel_key, status_key, orders.store, store_key, currency, currency_key, coalesce(discount, 0) as discount,
    orders.updated_at
from (
    -- here the few spellings of a column are still a dictionary, so each is worked on once and not ten million times
    select *, text_key(channel) as channel_key, text_key(status) as status_key, text_key(store) as store_key,
        coalesce(text_key(currency), getvariable('currency')) as currency_key
    from shop_orders as orders
) as orders
inner join customers using (customer_id)
where order_id is not null and ordered_at is not null;

create or replace temp table ranked_orders as
select *, row_number() over (partition by order_id order by updated_at desc nulls last) as place
from orders_read where order_id in (from repeated_orders);

insert into rejected
select 'orders', order_id, 'order_id', order_id, 'row rejected: a later row has the same key'
from ranked_orders where place > 1;

create or replace temp table orders as
select chosen.* exclude (currency, currency_key),
    if(chosen.currency_key = getvariable('currency'), 1::decimal(18, 8), rates.rate) as rate
from (
    from orders_read where order_id not in (from repeated_orders)
    union all by name
    select * exclude (place) from ranked_orders where place = 1
) as chosen
left join rates on chosen.currency_key = rates.currency_key and chosen.ordered_date = rates.day
where chosen.currency_key = getvariable('currency') or rates.rate is not null;

insert into rejected
select 'orders', order_id, 'currency', currency, 'row rejected: no exchange rate on its day'
from orders_read
left join rates on orders_read.currency_key = rates.currency_key and orders_read.ordered_date = rates.day
where orders_read.currency_key != getvariable('currency') and rates.rate is null;

-- lines of orders: the parent decides, an unknown product is only a missing value
create or replace temp table repeated_items as
select order_item_id from shop_order_items as order_items where order_item_id is not null group by all having count(*) > 1;

create or replace temp view lines_read as
select order_item_id, orders.rowid as order_no, product_no, quantity, unit_price, items.discount, items.updated_at
from shop_order_items as items
inner join orders using (order_id)
left join products using (product_id)
where order_item_id is not null;

create or replace temp table ranked_lines as
select *, row_number() over (partition by order_item_id order by updated_at desc nulls last) as place
from lines_read where order_item_id in (from repeated_items);

create or replace temp table lines as
select order_no, product_no, coalesce(quantity, 0) as quantity,
    cast(round(
        cast(coalesce(quantity, 0) as decimal(30, 4)) * coalesce(unit_price, 0) - coalesce(discount, 0), 4
    ) as decimal(18, 4)) as gross
from (
    from lines_read where order_item_id not in (from repeated_items)
    union all by name
    select * exclude (place) from ranked_lines where place = 1
);

insert into rejected
select 'order_items', order_item_id, 'order_item_id', order_item_id, 'row rejected: a later row has the same key'
from ranked_lines where place > 1;

insert into rejected
select 'order_items', order_item_id, if(order_item_id is null, 'order_item_id', 'order_id'),
    if(order_item_id is null, null, order_id),
    if(order_item_id is null, 'row rejected: no order_item_id', 'row rejected: unknown order')
from shop_order_items as order_items
where order_item_id is null or order_id is null or order_id not in (select order_id from orders);

insert into rejected
select 'order_items', order_item_id, 'product_id', product_id, 'value ignored: unknown product'
from shop_order_items as order_items
where product_id is not null and product_id not in (select product_id from products);


-- refunds
create or replace temp table repeated_refunds as
select refund_id from shop_refunds as refunds where refund_id is not null group by all having count(*) > 1;

create or replace temp view refunds_read as
select refund_id, orders.rowid as order_no, coalesce(amount, 0) as amount, refunded_at, refunds.updated_at
from shop_refunds as refunds
inner join orders using (order_id)
where refund_id is not null and refunded_at is not null;

create or replace temp table ranked_refunds as
select *, row_number() over (partition by refund_id order by updated_at desc nulls last) as place
from refunds_read where refund_id in (from repeated_refunds);

create or replace temp table refunds as
from refunds_read where refund_id not in (from repeated_refunds)
union all by name
select * exclude (place) from ranked_refunds where place = 1;

insert into rejected
select 'refunds', refund_id, 'refund_id', refund_id, 'row rejected: a later row has the same key'
from ranked_refunds where place > 1;

insert into rejected
select 'refunds', raw.refund_id, case when raw.refund_id is null then 'refund_id' when raw.refunded_at is null then 'refunded_at' when orders.order_id is null then 'order_id' end,
    case when raw.refund_id is null then null when raw.refunded_at is null then null when orders.order_id is null then raw.order_id end,
    'row rejected: ' || case when raw.refund_id is null then 'no refund_id' when raw.refunded_at is null then 'no refunded_at' when orders.order_id is null then 'unknown order' end
from shop_refunds as raw
left join orders using (order_id)
where raw.refund_id is null
    or raw.refunded_at is null
    or orders.order_id is null;

-- carts
create or replace temp table repeated_carts as
select cart_id from shop_carts as carts where cart_id is not null group by all having count(*) > 1;

create or replace temp view carts_read as
select cart_id, customer_no, carts.updated_at, order_id
from shop_carts as carts
inner join customers using (customer_id)
where cart_id is not null and carts.updated_at is not null;

create or replace temp table ranked_carts as
select *, row_number() over (partition by cart_id order by updated_at desc nulls last) as place
from carts_read where cart_id in (from repeated_carts);

create or replace temp table carts as
from carts_read where cart_id not in (from repeated_carts)
union all by name
select * exclude (place) from ranked_carts where place = 1;

insert into rejected
select 'carts', cart_id, 'cart_id', cart_id, 'row rejected: a later row has the same key'
from ranked_carts where place > 1;

insert into rejected
select 'carts', raw.cart_id, case when raw.cart_id is null then 'cart_id' when raw.updated_at is null then 'updated_at' when customers.customer_id is null then 'customer_id' end,
    case when raw.cart_id is null then null when raw.updated_at is null then null when customers.customer_id is null then raw.customer_id end,
    'row rejected: ' || case when raw.cart_id is null then 'no cart_id' when raw.updated_at is null then 'no updated_at' when customers.customer_id is null then 'unknown customer' end
from shop_carts as raw
left join customers using (customer_id)
where raw.cart_id is null
    or raw.updated_at is null
    or customers.customer_id is null;

-- lines of carts, which have no key of their own
create or replace temp table cart_items as
select carts.rowid as cart_no, product_no,
    cast(round(cast(coalesce(quantity, 0) as decimal(30, 4)) * coalesce(unit_price, 0), 4) as decimal(18, 4)) as amount
from shop_cart_items as cart_items
inner join carts using (cart_id)
left join products using (product_id);

insert into rejected
select 'cart_items', raw.cart_id, case when raw.cart_id is null then 'cart_id' when carts.cart_id is null then 'cart_id' end,
    case when raw.cart_id is null then null when carts.cart_id is null then raw.cart_id end,
    'row rejected: ' || case when raw.cart_id is null then 'no cart_id' when carts.cart_id is null then 'unknown cart' end
from shop_cart_items as raw
left join carts using (cart_id)
where raw.cart_id is null
    or carts.cart_id is null;

insert into rejected
select 'cart_items', cart_id, 'product_id', product_id, 'value ignored: unknown product'
from shop_cart_items as cart_items
where product_id is not null and product_id not in (select product_id from products);

-- reviews
create or replace temp table repeated_reviews as
select review_id from shop_reviews as reviews where review_id is not null group by all having count(*) > 1;

create or replace temp view reviews_read as
select review_id, customer_no, product_no, rating, reviewed_at, shop_day(reviewed_at) as review_date,
    reviews.updated_at
from shop_reviews as reviews
inner join customers using (customer_id)
left join products using (product_id)
where review_id is not null and reviewed_at is not null;

create or replace temp table ranked_reviews as
select *, row_number() over (partition by review_id order by updated_at desc nulls last) as place
from reviews_read where review_id in (from repeated_reviews);

create or replace temp table reviews as
from reviews_read where review_id not in (from repeated_reviews)
union all by name
select * exclude (place) from ranked_reviews where place = 1;

insert into rejected
select 'reviews', review_id, 'review_id', review_id, 'row rejected: a later row has the same key'
from ranked_reviews where place > 1;

insert into rejected
select 'reviews', raw.review_id, case when raw.review_id is null then 'review_id' when raw.reviewed_at is null then 'reviewed_at' when customers.customer_id is null then 'customer_id' end,
    case when raw.review_id is null then null when raw.reviewed_at is null then null when customers.customer_id is null then raw.customer_id end,
    'row rejected: ' || case when raw.review_id is null then 'no review_id' when raw.reviewed_at is null then 'no reviewed_at' when customers.customer_id is null then 'unknown customer' end
from shop_reviews as raw
left join customers using (customer_id)
where raw.review_id is null
    or raw.reviewed_at is null
    or customers.customer_id is null;

insert into rejected
select 'reviews', review_id, 'product_id', product_id, 'value ignored: unknown product'
from shop_reviews as reviews
where product_id is not null and product_id not in (select product_id from products);

-- nps responses
create or replace temp table repeated_nps_responses as
select response_id from shop_nps_responses as nps_responses where response_id is not null group by all having count(*) > 1;

create or replace temp view nps_responses_read as
select response_id, customer_no, score, answered_at, answers.updated_at
from shop_nps_responses as answers
inner join customers using (customer_id)
where response_id is not null and answered_at is not null;

create or replace temp table ranked_nps_responses as
select *, row_number() over (partition by response_id order by updated_at desc nulls last) as place
from nps_responses_read where response_id in (from repeated_nps_responses);

create or replace temp table nps_responses as
from nps_responses_read where response_id not in (from repeated_nps_responses)
union all by name
select * exclude (place) from ranked_nps_responses where place = 1;

insert into rejected
select 'nps_responses', response_id, 'response_id', response_id, 'row rejected: a later row has the same key'
from ranked_nps_responses where place > 1;

insert into rejected
select 'nps_responses', raw.response_id, case when raw.response_id is null then 'response_id' when raw.answered_at is null then 'answered_at' when customers.customer_id is null then 'customer_id' end,
    case when raw.response_id is null then null when raw.answered_at is null then null when customers.customer_id is null then raw.customer_id end,
    'row rejected: ' || case when raw.response_id is null then 'no response_id' when raw.answered_at is null then 'no answered_at' when customers.customer_id is null then 'unknown customer' end
from shop_nps_responses as raw
left join customers using (customer_id)
where raw.response_id is null
    or raw.answered_at is null
    or customers.customer_id is null;

-- interactions
create or replace temp table repeated_interactions as
select interaction_id from shop_interactions as interactions where interaction_id is not null group by all having count(*) > 1;

create or replace temp view interactions_read as
select interaction_id, customer_no, text_key(channel) as channel, text_key(kind) as kind, occurred_at,
    shop_day(occurred_at) as interaction_date
from shop_interactions as interactions
inner join customers using (customer_id)
where interaction_id is not null and occurred_at is not null;

create or replace temp table ranked_interactions as
select *, row_number() over (partition by interaction_id order by customer_no desc nulls last) as place
from interactions_read where interaction_id in (from repeated_interactions);

create or replace temp table interactions as
from interactions_read where interaction_id not in (from repeated_interactions)
union all by name
select * exclude (place) from ranked_interactions where place = 1;

insert into rejected
select 'interactions', interaction_id, 'interaction_id', interaction_id, 'row rejected: a later row has the same key'
from ranked_interactions where place > 1;

insert into rejected
select 'interactions', raw.interaction_id, case when raw.interaction_id is null then 'interaction_id' when raw.occurred_at is null then 'occurred_at' when customers.customer_id is null then 'customer_id' end,
    case when raw.interaction_id is null then null when raw.occurred_at is null then null when customers.customer_id is null then raw.customer_id end,
    'row rejected: ' || case when raw.interaction_id is null then 'no interaction_id' when raw.occurred_at is null then 'no occurred_at' when customers.customer_id is null then 'unknown customer' end
from shop_interactions as raw
left join customers using (customer_id)
where raw.interaction_id is null
    or raw.occurred_at is null
    or customers.customer_id is null;

-- score adjustments
create or replace temp table repeated_score_adjustments as
select adjustment_id from shop_score_adjustments as score_adjustments where adjustment_id is not null group by all having count(*) > 1;

create or replace temp view score_adjustments_read as
select adjustment_id, customer_no, points, adjusted_at
from shop_score_adjustments as score_adjustments
inner join customers using (customer_id)
where adjustment_id is not null and adjusted_at is not null;

create or replace temp table ranked_score_adjustments as
select *, row_number() over (partition by adjustment_id order by points desc nulls last) as place
from score_adjustments_read where adjustment_id in (from repeated_score_adjustments);

create or replace temp table score_adjustments as
from score_adjustments_read where adjustment_id not in (from repeated_score_adjustments)
union all by name
select * exclude (place) from ranked_score_adjustments where place = 1;

insert into rejected
select 'score_adjustments', adjustment_id, 'adjustment_id', adjustment_id, 'row rejected: a later row has the same key'
from ranked_score_adjustments where place > 1;

insert into rejected
select 'score_adjustments', raw.adjustment_id, case when raw.adjustment_id is null then 'adjustment_id' when raw.adjusted_at is null then 'adjusted_at' when customers.customer_id is null then 'customer_id' end,
    case when raw.adjustment_id is null then null when raw.adjusted_at is null then null when customers.customer_id is null then raw.customer_id end,
    'row rejected: ' || case when raw.adjustment_id is null then 'no adjustment_id' when raw.adjusted_at is null then 'no adjusted_at' when customers.customer_id is null then 'unknown customer' end
from shop_score_adjustments as raw
left join customers using (customer_id)
where raw.adjustment_id is null
    or raw.adjusted_at is null
    or customers.customer_id is null;

-- social accounts
create or replace temp table repeated_social_accounts as
select customer_id, network from shop_social_accounts as social_accounts where customer_id is not null and network is not null group by all having count(*) > 1;

create or replace temp view social_accounts_read as
select customer_no, customer_id, network, accounts.updated_at
from shop_social_accounts as accounts
inner join customers using (customer_id)
where network is not null;

create or replace temp table ranked_social_accounts as
select *, row_number() over (partition by customer_id, network order by updated_at desc nulls last) as place
from social_accounts_read where (customer_id, network) in (from repeated_social_accounts);

create or replace temp table social_accounts as
from social_accounts_read where (customer_id, network) not in (from repeated_social_accounts)
union all by name
select * exclude (place) from ranked_social_accounts where place = 1;

insert into rejected
select 'social_accounts', customer_id || '|' || network, 'network', network, 'row rejected: a later row has the same key'
from ranked_social_accounts where place > 1;

insert into rejected
select 'social_accounts', raw.customer_id || '|' || raw.network, case when raw.customer_id is null then 'customer_id' when raw.network is null then 'network' when customers.customer_id is null then 'customer_id' end,
    case when raw.customer_id is null then null when raw.network is null then null when customers.customer_id is null then raw.customer_id end,
    'row rejected: ' || case when raw.customer_id is null then 'no customer_id' when raw.network is null then 'no network' when customers.customer_id is null then 'unknown customer' end
from shop_social_accounts as raw
left join customers using (customer_id)
where raw.customer_id is null
    or raw.network is null
    or customers.customer_id is null;

-- the shop's own fields, every value under the type of its field
create or replace temp table field_types as
select field, text_key(type) as type from source.field_types where field is not null;

-- customer fields
create or replace temp table repeated_customer_fields as
select customer_id, field from shop_customer_fields as customer_fields where customer_id is not null and field is not null group by all having count(*) > 1;

create or replace temp view customer_fields_read as
select customer_no, customer_id, field, type, blank_is_missing(value) as value, given.updated_at
from shop_customer_fields as given
inner join customers using (customer_id)
inner join field_types using (field)
where true;

create or replace temp table ranked_customer_fields as
select *, row_number() over (partition by customer_id, field order by updated_at desc nulls last) as place
from customer_fields_read where (customer_id, field) in (from repeated_customer_fields);

create or replace temp table customer_fields as
from customer_fields_read where (customer_id, field) not in (from repeated_customer_fields)
union all by name
select * exclude (place) from ranked_customer_fields where place = 1;

insert into rejected
select 'customer_fields', customer_id || '|' || field, 'field', field, 'row rejected: a later row has the same key'
from ranked_customer_fields where place > 1;

insert into rejected
select 'customer_fields', raw.customer_id || '|' || raw.field, case when raw.customer_id is null then 'customer_id' when raw.field is null then 'field' when customers.customer_id is null then 'customer_id' when field_types.field is null then 'field' end,
    case when raw.customer_id is null then null when raw.field is null then null when customers.customer_id is null then raw.customer_id when field_types.field is null then raw.field end,
    'row rejected: ' || case when raw.customer_id is null then 'no customer_id' when raw.field is null then 'no field' when customers.customer_id is null then 'unknown customer' when field_types.field is null then 'unknown field' end
from shop_customer_fields as raw
left join customers using (customer_id)
left join field_types using (field)
where raw.customer_id is null
    or raw.field is null
    or customers.customer_id is null
    or field_types.field is null;

insert into rejected
select 'customer_fields', customer_id || '|' || field, 'value', value, 'value ignored: not a ' || type
from customer_fields
where case type
        when 'number' then try_cast(value as decimal(18, 4)) is null
        when 'date' then try_cast(value as date) is null
        when 'boolean' then try_cast(value as boolean) is null
    end and value is not null;
