{{ config(materialized='view', tags=['deployed_once']) }}
-- What an e-mail platform or a call list needs of each member, under the column names that import forms expect.
with

memberships as (
    select * from {{ ref('segment_memberships') }}
),

customers as (
    select * from {{ ref('valid_customers') }}
),

aggregates as (
    select * from {{ ref('unscored_aggregates') }}
),

orders as (
    select * from {{ ref('customer_orders') }}
)

select
    memberships.segment_code,
    memberships.customer_id as "CustomerId",
    {{ customer_segments.joined_text(['customers.first_name', 'customers.last_name'], ' ') }} as "Name",
    aggregates.organization as "Organization",
    aggregates.email as "Email",
    aggregates.phone as "Phone",
    aggregates.manager_name as "ManagerName",
    orders.last_order_number as "LastOrderNumber",
    orders.last_order_id as "LastOrderId",
    aggregates.orders_sum as "OrdersSum",
    aggregates.orders_count as "OrdersCount",
    {{ customer_segments.joined_text(['aggregates.city', 'aggregates.region', 'aggregates.country'], ', ') }} as "Location",
    customers.registered_at as "RegistrationDateTime",
    aggregates.birth_date as "BirthDay"
from memberships
inner join customers on memberships.customer_id = customers.customer_id
inner join aggregates on memberships.customer_id = aggregates.customer_id
left join orders on memberships.customer_id = orders.customer_id
