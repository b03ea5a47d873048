-- Adds up where the lines of the file went. One row per bucket.
select
    buckets.position,
    buckets.bucket,
    goes_to,
    count(line) as lines,
    cast(coalesce(sum(quantity), 0) as bigint) as quantity,
    coalesce(sum(amount), 0) as amount,
    coalesce(sum(shop_amount), 0) as shop_amount,
    reason
from buckets
left join reconciled_lines on buckets.bucket = reconciled_lines.bucket
group by buckets.position, buckets.bucket, goes_to, reason
order by buckets.position
