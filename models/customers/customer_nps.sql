{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- Each customer's latest answer to "would you recommend us", and the group it puts the customer in.
with

answers as (
    select
        *,
        row_number() over (partition by customer_id order by answered_at desc nulls last, response_id desc nulls last) as place
    from {{ ref('valid_nps_responses') }}
    where answered_at <= {{ customer_segments.as_of_timestamp() }}
    {{ customer_segments.changed_only(keyword='and') }}
)

select
    customer_id,
    score as last_nps_score,
    case
        when score >= {{ customer_segments.setting('nps_promoter_from') }} then 'promoter'
        when score >= {{ customer_segments.setting('nps_passive_from') }} then 'passive'
        when score is not null then 'detractor'
    end as nps_group,
    {{ customer_segments.shop_date('answered_at') }} as last_nps_date
from answers
where place = 1
