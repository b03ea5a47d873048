"""Customers and what hangs on them, as queries over `arrivals(number, registered_at)`."""

from typing import Final

CUSTOMERS: Final = """
create view people as
select
    number,
    registered_at,
    country_of(number) as country,
    tier_of(number) as tier,
    choice(number, 'sex', 2) as sex,
    choice(number, 'home', getvariable('city_shares')) as home,
    -- one household in a few hundred shares the address of the customer before
    if(number % 211 = 0, number - 1, number) as mailbox,
from arrivals;

create view customers as
select
    customer_code(number) as customer_id,
    getvariable('first_names')[
        1 + (2 * country + sex) * getvariable('names_per_list') + choice(number, 'name', getvariable('names_per_list'))
    ] as first_name,
    getvariable('surnames')[
        1 + (2 * country + sex) * getvariable('names_per_list')
        + choice(number, 'surname', getvariable('names_per_list'))
    ] as last_name,
    if(tier = 4 or chance(number, 'organization') < 0.05,
        ['ООО «Ромашка', 'Nowak i Wspólnicy «', 'Teehaus GmbH «', 'Harbour Café Ltd «'][1 + country]
            || printf(' %d»', 1 + choice(number, 'branch', 900)), null) as organization,
    case
        when chance(mailbox, 'e-mail') < 0.08 then null
        when chance(mailbox, 'e-mail') < 0.11 then printf('Customer.%07d@Example.COM', mailbox)
        else printf('customer.%07d@example.', mailbox) || ['com', 'org', 'net'][1 + choice(mailbox, 'domain', 3)]
    end as email,
    -- numbers nobody can have: area code 000, and the ranges British and German films use
    if(chance(number, 'phone') < 0.12, null, [
        printf('+7 000 %03d-%02d-%02d', number // 10000 % 1000, number // 100 % 100, number % 100),
        printf('+48 000 %03d %03d', number // 1000 % 1000, number % 1000),
        printf('+49 171 39200%02d', number % 100),
        printf('+44 7700 900%03d', number % 1000)
    ][1 + country]) as phone,
    if(chance(number, 'gender') < 0.06, null, ['male', 'female'][1 + sex]) as gender,
    case
        when chance(number, 'birth') < 0.15 then null
        when number % 150 = 29 then make_date(1940 + 4 * choice(number, 'leap', 17), 2, 29)
        else date '1940-01-01' + choice(number, 'birthday', 25000)
    end as birth_date,
    case
        when chance(number, 'city') < 0.06 then null
        when chance(number, 'city') < 0.065 then ''
        when chance(number, 'city') < 0.08
            then ' ' || upper(getvariable('cities')[1 + country * getvariable('city_shares') + home])
        else getvariable('cities')[1 + country * getvariable('city_shares') + home]
    end as city,
    if(chance(number, 'city') < 0.065, null, getvariable('regions')[
        1 + country * getvariable('city_shares') + home
    ]) as region,
    getvariable('countries')[1 + country] as country,
    if(tier >= 3,
        ['Анна Крылова', 'Игорь Белов', 'Ewa Zając', 'Jürgen Vogt', 'Kate Brown'][1 + choice(number, 'manager', 5)],
        null) as manager_name,
    registered_at,
    if(chance(number, 'source') < 0.1, null,
        ['search', 'advertising', 'friend', 'social', 'fair', 'marketplace'][1 + choice(number, 'from', 6)]) as source,
    ['moscow', 'warsaw', 'berlin', 'london'][1 + country] as store,
    tier = 4 and chance(number, 'vip') < 0.6 as is_vip,
    chance(number, 'blocked') < 0.015 as is_blocked,
    if(chance(number, 'e-mail consent') < 0.04, null, chance(number, 'e-mail consent') < 0.66) as email_consent,
    if(chance(number, 'sms consent') < 0.04, null, chance(number, 'sms consent') < 0.42) as sms_consent,
    registered_at + to_seconds(cast(floor(tenure(registered_at) * chance(number, 'edited')) as bigint)) as updated_at,
from people;
"""

FIELDS: Final = """
create view field_types as
select * from (values
    ('pet_breed', 'Порода питомца', 'text'),
    ('child_gender', 'Пол ребёнка', 'text'),
    ('loyalty_card', 'Номер карты лояльности', 'text'),
    ('cups_per_day', 'Filiżanek dziennie', 'number'),
    ('wedding_date', 'Hochzeitstag', 'date'),
    ('wants_catalogue', 'Wants the printed catalogue', 'boolean')
) as types(field, label, type);

create view field_slots as
select number, registered_at, unnest(range(1, 7)) as slot from arrivals;

create view customer_fields as
select
    customer_code(number) as customer_id,
    ['pet_breed', 'child_gender', 'loyalty_card', 'cups_per_day', 'wedding_date', 'wants_catalogue'][slot] as field,
    case slot
        when 1 then ['Корги', 'Такса', 'Owczarek polski', 'Dackel', 'Beagle', 'Сибирская кошка', 'Maine Coon'][
            1 + choice(number, 'breed', 7)]
        when 2 then ['мальчик', 'девочка'][1 + choice(number, 'child', 2)]
        when 3 then printf('%04d-%07d', 4000 + choice(number, 'card', 1000), number)
        when 4 then printf('%.1f', 0.5 * (1 + choice(number, 'cups', 16)))
        when 5 then strftime(date '1985-01-01' + choice(number, 'wedding', 13000), '%Y-%m-%d')
        else ['true', 'false'][1 + choice(number, 'catalogue', 2)]
    end as value,
    registered_at + to_seconds(cast(floor(tenure(registered_at) * chance(number, 'field')) as bigint)) as updated_at,
from field_slots
where chance(number * 8 + slot, 'has field') < [0.3, 0.25, 0.5, 0.2, 0.15, 0.35][slot];
"""

SOCIAL_ACCOUNTS: Final = """
create view network_slots as
select number, registered_at, unnest(range(1, 5)) as slot from arrivals;

create view social_accounts as
select customer_code(number) as customer_id, ['vk', 'telegram', 'instagram', 'facebook'][slot] as network,
    registered_at as updated_at,
from network_slots
where chance(number * 8 + slot, 'has account') < [0.2, 0.2, 0.15, 0.1][slot];
"""
