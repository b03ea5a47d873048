-- Fails for every shop table of whose rows more than `max_rejected_share` cannot be used; nothing is published then.
select
    table_name,
    rows_read,
    rows_rejected
from {{ ref('shop_row_counts') }}
where rows_rejected > rows_read * {{ customer_segments.setting('max_rejected_share') }}
