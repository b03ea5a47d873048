-- The reconciliation as it is shown. One row per bucket, then one of their sum.
select
    coalesce(bucket, 'total') as bucket,
    cast(sum(lines) as bigint) as lines,
    cast(sum(quantity) as bigint) as quantity,
    sum(amount) as amount,
    sum(shop_amount) as shop_amount
from reconciliation
group by rollup (bucket)
order by grouping(bucket), min(position)
