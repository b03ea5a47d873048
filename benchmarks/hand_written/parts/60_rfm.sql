-- What depends on everybody or on the clock alone; it is computed anew for all customers every time.
create or replace temp table customer_rfm as
with

buyers as (
    select customer_no, customer_id, floor(date_diff('microsecond', last_paid_at, getvariable('as_of')) / 86400000000)::bigint
        as recency_days, paid_orders_count as frequency, net_paid_sum as monetary
    from customer_state
    where paid_orders_count > 0
),

places as (
    select customer_no, recency_days,
        row_number() over (order by recency_days, customer_id) - 1 as recency_place,
        row_number() over (order by frequency, customer_id) - 1 as frequency_place,
        row_number() over (order by monetary, customer_id) - 1 as monetary_place,
        count(*) over () - 1 as last_place
    from buyers
),

edges as (
    select percent,
        max(case when recency_place = (percent * last_place) // 100 then recency_days * (100 - (percent * last_place) % 100) else 0 end)
        + max(case when recency_place = (percent * last_place) // 100 + 1 then recency_days * ((percent * last_place) % 100) else 0 end)
        as days_times_100
    from places
    cross join (values (20), (40), (60), (80)) as percents(percent)
    where recency_place in ((percent * last_place) // 100, (percent * last_place) // 100 + 1)
    group by percent
),

all_edges as (
    select list(days_times_100) as edges from edges
),

scores as (
    select customer_no,
        1 + len(list_filter(edges, lambda edge: recency_days * 100 <= edge)) as recency_score,
        1 + len(list_filter([20, 40, 60, 80], lambda cut: frequency_place * 100 >= cut * last_place)) as frequency_score,
        1 + len(list_filter([20, 40, 60, 80], lambda cut: monetary_place * 100 >= cut * last_place)) as monetary_score
    from places
    cross join all_edges
)

select *,
    case
        when recency_score <= 2 and frequency_score <= 2 then 'hibernating'
        when recency_score <= 2 and frequency_score <= 4 then 'at_risk'
        when recency_score <= 2 then 'cant_lose'
        when recency_score = 3 and frequency_score <= 2 then 'about_to_sleep'
        when recency_score = 3 and frequency_score = 3 then 'need_attention'
        when recency_score <= 4 and frequency_score >= 4 then 'loyal'
        when recency_score = 4 and frequency_score = 1 then 'promising'
        when recency_score = 5 and frequency_score = 1 then 'new'
        when frequency_score <= 3 then 'potential_loyalist'
        else 'champion'
    end as rfm_group
from scores;


create or replace temp table customer_clock as
select customer_no, getvariable('today') - last_order_date as days_since_last_order,
    case when birth_date <= getvariable('today') then
        year(getvariable('today')) - year(birth_date)
        - if(
            if(getvariable('is_common_year') and month(birth_date) = 2 and day(birth_date) = 29, 228,
                month(birth_date) * 100 + day(birth_date))
            > month(getvariable('today')) * 100 + day(getvariable('today')), 1, 0
        )
    end as age
from customer_state;
