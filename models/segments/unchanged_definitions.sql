-- Segments that rest on the same definitions as when they were last computed; inactive ones are not computed, so they are unchanged.
select present.segment_code
from {{ ref('segment_definitions') }} as present
left join {{ source('operations', 'previous_definitions') }} as previous on present.segment_code = previous.segment_code
where not present.is_active or previous.foundation_hash = present.foundation_hash
