{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- Counts, sums and last days of what a customer did beside ordering: carts left behind, reviews, interactions.
with

{% for relation in ('abandoned_carts', 'written_reviews', 'past_interactions') %}
{{ relation }} as (
    select * from {{ ref(relation) }}
    {{ customer_segments.changed_only() }}
),

{% endfor %}
carts as (
    select
        customer_id,
        count(*) as abandoned_carts_count,
        sum(amount) as abandoned_carts_sum,
        max(abandoned_date) as last_abandoned_cart_date
    from abandoned_carts
    group by customer_id
),

reviews as (
    select
        customer_id,
        count(*) as reviews_count,
        {{ customer_segments.divide_half_up('sum(rating)', 'count(rating)') }} as average_rating,
        max(review_date) as last_review_date
    from written_reviews
    group by customer_id
),

interactions as (
    select
        customer_id,
        count(*) as interactions_count,
        max(interaction_date) as last_interaction_date
    from past_interactions
    group by customer_id
)

select
    customers.customer_id,
    cast(coalesce(carts.abandoned_carts_count, 0) as bigint) as abandoned_carts_count,
    cast(coalesce(carts.abandoned_carts_sum, 0) as decimal(18, 4)) as abandoned_carts_sum,
    carts.last_abandoned_cart_date,
    cast(coalesce(reviews.reviews_count, 0) as bigint) as reviews_count,
    reviews.average_rating,
    reviews.last_review_date,
    cast(coalesce(interactions.interactions_count, 0) as bigint) as interactions_count,
    interactions.last_interaction_date
from {{ ref('valid_customers') }} as customers
left join carts on customers.customer_id = carts.customer_id
left join reviews on customers.customer_id = reviews.customer_id
left join interactions on customers.customer_id = interactions.customer_id
{{ customer_segments.changed_only('customers.customer_id') }}
