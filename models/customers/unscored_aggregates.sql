{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='customer_id', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- depends_on: {{ ref('changed_customers') }}
-- Everything measured of a customer without a scope, before there is a score. What moves with the clock or with the other customers (age, days,
-- RFM) is compared for everybody: looking is cheaper than to know who may have moved.
{% set today = customer_segments.date_literal(customer_segments.today()) %}
{% set salt = customer_segments.sql_text(customer_segments.setting('bucket_salt') ~ ':') %}
{% set days = dbt.datediff('held.last_order_date', today, 'day') %}
with

{% if is_incremental() %}
stale as (
    select held.customer_id
    from {{ this }} as held
    left join {{ ref('customer_rfm') }} as rfm on held.customer_id = rfm.customer_id
    where
        held.age is distinct from {{ customer_segments.age_in_years('held.birth_date') }}
        or held.days_since_last_order is distinct from {{ days }}
        or held.recency_score is distinct from rfm.recency_score
        or held.frequency_score is distinct from rfm.frequency_score
        or held.monetary_score is distinct from rfm.monetary_score
        or held.rfm_group is distinct from rfm.rfm_group

    union

    select customer_id from {{ ref('changed_customers') }}
),

{% endif %}
customers as (
    select * from {{ ref('valid_customers') }}
    where coalesce(registered_at <= {{ customer_segments.as_of_timestamp() }}, true)
    {% if is_incremental() %}and customer_id in (select customer_id from stale){% endif %}

),

described as (
    select
        *,
        {{ customer_segments.shop_date('registered_at') }} as registered_date,
        {{ customer_segments.age_in_years('birth_date') }} as age,
        lower({{ dbt.split_part(customer_segments.trimmed('email'), "'@'", -1) }}) as email_domain,
        {{ customer_segments.hash_bucket(salt ~ ' || customer_id') }} as bucket
    from customers
)

select
    described.customer_id,
    {% for column in ('city', 'region', 'country', 'gender') -%}
    described.{{ column }},
    {% endfor -%}
    cast(described.age as bigint) as age,
    described.birth_date,
    described.registered_date,
    {% for column in ('source', 'store', 'organization', 'manager_name', 'email') -%}
    described.{{ column }},
    {% endfor -%}
    case when described.email like '%@%' then nullif(described.email_domain, '') end as email_domain,
    described.phone,
    coalesce(networks.social_networks, {{ customer_segments.empty_text_list() }}) as social_networks,
    described.is_vip,
    described.is_blocked,
    described.email_consent,
    described.sms_consent,
    described.bucket,
    {% for column in ('orders_sum', 'paid_sum', 'net_paid_sum') -%}
    cast(coalesce(orders.{{ column }}, 0) as decimal(18, 4)) as {{ column }},
    {% endfor -%}
    {% for column in ('orders_count', 'paid_orders_count', 'cancelled_orders_count') -%}
    cast(coalesce(orders.{{ column }}, 0) as bigint) as {{ column }},
    {% endfor -%}
    case
        when orders.paid_orders_count > 0
            then {{ customer_segments.divide_half_up('orders.paid_sum', 'orders.paid_orders_count') }}
    end as average_check,
    orders.first_order_date,
    orders.last_order_date,
    cast({{ dbt.datediff('orders.last_order_date', today, 'day') }} as bigint)
        as days_since_last_order,
    cast(coalesce(orders.items_count, 0) as decimal(18, 4)) as items_count,
    coalesce(orders.order_channels, {{ customer_segments.empty_text_list() }}) as order_channels,
    orders.last_order_status,
    {% for column in ('categories_bought', 'products_bought', 'brands_bought') -%}
    coalesce(purchases.{{ column }}, {{ customer_segments.empty_text_list() }}) as {{ column }},
    {% endfor -%}
    cast(coalesce(purchases.distinct_categories_count, 0) as bigint) as distinct_categories_count,
    feedback.abandoned_carts_count,
    feedback.abandoned_carts_sum,
    feedback.last_abandoned_cart_date,
    feedback.reviews_count,
    feedback.average_rating,
    feedback.last_review_date,
    nps.last_nps_score,
    nps.nps_group,
    nps.last_nps_date,
    feedback.interactions_count,
    feedback.last_interaction_date,
    rfm.recency_score,
    rfm.frequency_score,
    rfm.monetary_score,
    rfm.rfm_group
from described
left join {{ ref('customer_networks') }} as networks on described.customer_id = networks.customer_id
left join {{ ref('customer_orders') }} as orders on described.customer_id = orders.customer_id
left join {{ ref('customer_purchases') }} as purchases on described.customer_id = purchases.customer_id
inner join {{ ref('customer_feedback') }} as feedback on described.customer_id = feedback.customer_id
left join {{ ref('customer_nps') }} as nps on described.customer_id = nps.customer_id
left join {{ ref('customer_rfm') }} as rfm on described.customer_id = rfm.customer_id
