{{ config(materialized='incremental', full_refresh=false, meta={'published': true}) }}
select segment_code, definition_hash, foundation_hash, {{ as_of() }} as formed_at
from {{ ref('segment_definitions') }}
