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
    group by customer_id, {{ customer_segments.text_key('network') }}
) as spelled
group by customer_id
