-- Sizes of this refresh, and who is first in which list of priorities.
insert into sizes
with

customers_count as (
    select count(*) as customers_count from customer_state
),

now_in as (
    select segment_code, count(*) as members from members group by segment_code
),

moves as (
    select segment_code, count(*) filter (event = 'entered') as entered, count(*) filter (event = 'exited') as exited
    from events where occurred_at = getvariable('as_of') group by segment_code
)

select segment_code, getvariable('refresh_id'), getvariable('as_of'), coalesce(members, 0), coalesce(entered, 0),
    coalesce(exited, 0), coalesce(members / customers_count, 0)
from definitions
cross join customers_count
left join now_in using (segment_code)
left join moves using (segment_code);

insert into refreshes values (getvariable('refresh_id'), getvariable('as_of'));
