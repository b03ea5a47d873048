-- Only in an incremental run: what was computed anew takes the place of what was known.
delete from customer_state where customer_no in (select customer_no from customer_facts);
insert into customer_state by name from customer_facts;
delete from customer_measures where customer_no in (select customer_no from new_measures);
insert into customer_measures by name from new_measures;
delete from own_fields where customer_no in (select customer_no from customer_facts);
insert into own_fields by name from new_own_fields;
delete from customer_sales where customer_no in (select customer_no from customer_facts);
insert into customer_sales by name from new_sales;
delete from order_products where customer_no in (select customer_no from customer_facts);
insert into order_products by name from new_order_products;

create or replace temp table changed_customers as
select customer_no from changed inner join customer_numbers using (customer_id);

create or replace temp table judged as
select 'customers' as table_name, customer_id as row_key from shop_customers
union all select 'orders', order_id from shop_orders
union all select 'order_items', order_item_id from shop_order_items
union all select 'refunds', refund_id from shop_refunds
union all select 'customer_fields', customer_id || '|' || field from shop_customer_fields
union all select 'social_accounts', customer_id || '|' || network from shop_social_accounts
union all select 'carts', cart_id from shop_carts
union all select 'cart_items', cart_id from shop_cart_items
union all select 'reviews', review_id from shop_reviews
union all select 'nps_responses', response_id from shop_nps_responses
union all select 'interactions', interaction_id from shop_interactions
union all select 'score_adjustments', adjustment_id from shop_score_adjustments;

delete from rejected_rows where exists (
    from judged where judged.table_name = rejected_rows.table_name and judged.row_key = rejected_rows.row_key
) or table_name in ('products', 'categories', 'exchange_rates', 'field_types');
insert into rejected_rows from rejected;
