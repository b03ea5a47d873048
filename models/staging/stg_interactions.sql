{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('interaction_id') }} as interaction_id,
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_text('channel') }} as channel,
    {{ customer_segments.as_text('kind') }} as kind,
    {{ customer_segments.as_timestamp('occurred_at') }} as occurred_at,
    -- Compared by key below. Here, where the source is scanned, each distinct value is worked on once.
    {{ customer_segments.text_key(customer_segments.as_text('channel')) }} as channel_key,
    {{ customer_segments.text_key(customer_segments.as_text('kind')) }} as kind_key,
    {{ customer_segments.unread_values('interactions') }}
from {{ customer_segments.living_rows('interactions') }} as living
