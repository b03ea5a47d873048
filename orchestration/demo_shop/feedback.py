"""Reviews, answers, contacts, points and exchange rates, as queries over their plans."""

from typing import Final

REVIEWS: Final = """
create view reviews as
select
    printf('V%08d', ordered_number) as review_id,
    customer_code(customer_number) as customer_id,
    product_code(product_of(ordered_number * 16 + 1, customer_number)) as product_id,
    [5, 5, 5, 4, 4, 3, 2, 1][1 + choice(ordered_number, 'rating', 8)] as rating,
    reviewed_at,
    reviewed_at as updated_at,
from review_plan;

create view nps_responses as
select
    printf('Q%08d', ordered_number) as response_id,
    customer_code(customer_number) as customer_id,
    [10, 10, 9, 9, 8, 8, 7, 6, 4, 0][1 + choice(ordered_number, 'score', 10)] as score,
    answered_at,
    answered_at as updated_at,
from nps_plan;
"""

INTERACTIONS: Final = """
create view interactions as
select
    printf('N%08d', number) as interaction_id,
    customer_code(customer_number) as customer_id,
    ['email', 'email', 'email', 'email', 'sms', 'sms', 'phone', 'chat', 'site', 'site'][way] as channel,
    ['sent', 'delivered', 'opened', 'clicked', 'sent', 'delivered', 'call', 'message', 'visit', 'visit'][way] as kind,
    occurred_at,
from (
    select *, 1 + choice(number, 'way', 10) as way,
    from (select *, getvariable('held_interactions') + 1 + rowid as number from interaction_plan)
);
"""

SCORE_ADJUSTMENTS: Final = """
create view score_adjustments as
select
    printf('A%08d', number) as adjustment_id,
    customer_code(customer_number) as customer_id,
    [100, 50, 25, -20, -50][reason] as points,
    ['день рождения', 'opóźniona dostawa', 'Freundschaftswerbung', 'returned goods', 'доставка не удалась'][reason]
        as reason,
    ['a.krylova', 'e.zajac', 'j.vogt'][1 + choice(number, 'author', 3)] as author,
    adjusted_at,
from (
    select *, 1 + choice(number, 'reason', 5) as reason,
    from (select *, getvariable('held_adjustments') + 1 + rowid as number from adjustment_plan)
);
"""

EXCHANGE_RATES: Final = """
-- A rate for every Monday: the usual one, swinging by up to a fifth in slow and quick waves.
create view exchange_rates as
select
    currency,
    valid_from,
    cast(round(usual_rate(currency) * (
        1 + 0.15 * sin(epoch(valid_from) / 3e7 + len(currency) + ascii(currency))
        + 0.05 * (chance(epoch(valid_from)::bigint, currency) - 0.5)
    ), 4) as decimal(18,8)) as rate,
from (select unnest(['EUR', 'GBP', 'PLN', 'USD']) as currency, valid_from from rate_plan)
order by valid_from, currency;
"""
