-- When a segment was first computed under a definition, its own or one that it reads; a static segment is formed again only when its latest
-- row is of another one of its own.
{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false, on_schema_change='fail') }}

select
    present.segment_code,
    present.definition_hash,
    present.foundation_hash,
    {{ customer_segments.as_of_timestamp() }} as formed_at
from {{ ref('segment_definitions') }} as present
left join {{ source('operations', 'previous_definitions') }} as previous on present.segment_code = previous.segment_code
where present.is_active and (previous.foundation_hash is null or previous.foundation_hash != present.foundation_hash)
