{#- What each order that has happened by `as_of` is worth, in the reporting currency; the money policy is in macros/setting.sql.
    orders, items: relations with the columns of valid_orders and valid_order_items. -#}
{% macro amounts_of_orders(orders, items) %}
with

orders as (
    select * from {{ orders }}
    where ordered_at <= {{ customer_segments.as_of_timestamp() }}
),

line_totals as (
    select
        order_id,
        sum(gross) as lines_amount,
        sum(coalesce(quantity, 0)) as items_count
    from {{ items }}
    group by order_id
),

refunds as (
    select refunds.order_id, sum({{ customer_segments.round_half_up('cast(coalesce(refunds.amount, 0) as decimal(24, 4)) * orders.rate') }}) as refunded_amount
    from {{ ref('valid_refunds') }} as refunds
    inner join {{ orders }} as orders on refunds.order_id = orders.order_id
    where refunds.refunded_at <= {{ customer_segments.as_of_timestamp() }}
    group by refunds.order_id
),

states as (
    select
        *,
        {{ customer_segments.order_discount('orders') }} as order_discount,
        coalesce(cancelled_at <= {{ customer_segments.as_of_timestamp() }}, false) as is_cancelled,
        coalesce(paid_at <= {{ customer_segments.as_of_timestamp() }}, false) as is_paid_or_was
    from orders
)

select
    states.order_id,
    states.customer_id,
    states.ordered_at,
    states.ordered_date,
    states.status_key,
    states.channel_key,
    states.store_key,
    states.channel,
    states.store,
    states.is_cancelled,
    states.is_paid_or_was and not states.is_cancelled as is_paid,
    states.rate,
    states.order_discount as discount,
    cast(coalesce(line_totals.lines_amount, 0) as decimal(18, 4)) as lines_amount,
    case
        when states.rate = 1 then cast(coalesce(line_totals.lines_amount, 0) - states.order_discount as decimal(18, 4))
        else {{ customer_segments.round_half_up(
            'cast(coalesce(line_totals.lines_amount, 0) - states.order_discount as decimal(24, 4)) * states.rate'
        ) }}
    end as amount,
    cast(coalesce(refunds.refunded_amount, 0) as decimal(18, 4)) as refunded_amount,
    cast(coalesce(line_totals.items_count, 0) as decimal(18, 4)) as items_count
from states
left join line_totals on states.order_id = line_totals.order_id
left join refunds on states.order_id = refunds.order_id
{% endmacro %}
