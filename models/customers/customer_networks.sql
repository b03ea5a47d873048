{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- The social networks each customer has an account in, names that compare equal counted once.
select
    customer_id,
    {{ customer_segments.text_list('network') }} as social_networks
from (
    select
        customer_id,
        min(network) as network
    from {{ ref('valid_social_accounts') }}
    where {{ customer_segments.text_key('network') }} is not null
    {{ customer_segments.changed_only(keyword='and') }}
    group by customer_id, {{ customer_segments.text_key('network') }}
) as spelled
group by customer_id
