{{ config(materialized='view', tags=['deployed_once']) }}
-- Interactions that have happened by `as_of`, with the shop's day of each.
select
    interaction_id,
    customer_id,
    channel,
    kind,
    channel_key,
    kind_key,
    {{ customer_segments.shop_date('occurred_at') }} as interaction_date
from {{ ref('valid_interactions') }}
where occurred_at <= {{ customer_segments.deployed_as_of() }}
