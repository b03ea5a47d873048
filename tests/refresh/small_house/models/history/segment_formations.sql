{{ config(materialized='incremental', full_refresh=false, meta={'published': true}) }}
select segment_code, 'hash' as definition_hash, '{{ var('refresh_id') }}' as refresh_id
from {{ ref('segments') }}
