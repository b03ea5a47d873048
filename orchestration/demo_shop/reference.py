"""What every query of the demo shop draws on: chance without a random generator, names, places and goods."""

from typing import Final

import duckdb

from orchestration.demo_shop.goods import BRANDS, SHELVES, category_tree
from orchestration.demo_shop.people import CITY_SHARES, COUNTRIES, NAMES_PER_LIST

CUSTOMERS_PER_ASSORTMENT: Final = 20_000
"""So many customers more, and a shelf gets another twelve products."""

CHANCE: Final = """
-- A number from 0 to 1 and a whole number below `options`, both settled by an id, a salt and the shop's seed.
create macro chance(id, salt) as (hash(id, salt, getvariable('seed')) >> 11) / 9007199254740992.0;
create macro choice(id, salt, options) as cast(hash(id, salt, getvariable('seed')) % options as integer);
-- The same, drawn anew at every move of the shop through time.
create macro fate(id, salt) as chance(hash(id, getvariable('since')), salt);
-- A whole second after `since` and not after `now`.
create macro moment(id, salt) as
    cast(getvariable('since') as timestamp)
    + to_seconds(1 + cast(floor(fate(id, salt) * getvariable('seconds')) as bigint));
create macro tenure(since) as
    cast(epoch(cast(getvariable('now') as timestamp)) - epoch(cast(since as timestamp)) as bigint);
"""

CODES: Final = """
create macro customer_code(number) as printf('C%07d', number);
create macro order_code(number) as printf('O%08d', number);
create macro product_code(number) as printf('P%06d', number);
"""

PEOPLE: Final = """
-- What a customer's number settles for good.
create macro country_of(number) as
    case when chance(number, 'country') < 0.62 then 0 when chance(number, 'country') < 0.77 then 1
        when chance(number, 'country') < 0.90 then 2 else 3 end;
create macro tier_of(number) as
    case when chance(number, 'tier') < 0.45 then 1 when chance(number, 'tier') < 0.80 then 2
        when chance(number, 'tier') < 0.95 then 3 else 4 end;
create macro favourite_of(number) as choice(number, 'favourite shelf', getvariable('shelves'));
"""

GOODS: Final = """
create macro shelf_of(product) as cast(product // getvariable('products_per_shelf') as integer);
-- Half of what people buy is from their favourite shelf, and on each shelf the first products sell best.
create macro product_of(line_key, customer_number) as
    (case when chance(line_key, 'shelf') < 0.5 then favourite_of(customer_number)
        else choice(line_key, 'any shelf', getvariable('shelves')) end) * getvariable('products_per_shelf')
    + cast(floor(pow(chance(line_key, 'product'), 1.7) * getvariable('products_per_shelf')) as integer);
-- The middle of each currency's rate to the rouble.
create macro usual_rate(currency) as
    case currency when 'PLN' then 20.0 when 'EUR' then 88.0 when 'USD' then 80.0 when 'GBP' then 102.0 else 1.0 end;
create macro money(amount) as cast(round(amount, 2) as decimal(18,4));
"""

PRODUCTS: Final = """
create temp table product_plan as
select
    number,
    number % getvariable('products_per_shelf') as place,
    shelf_of(number) as shelf,
    round(low * pow(high / low, chance(number, 'price')) / 10) * 10 as price,
from (
    select
        number,
        cast(getvariable('shelf_lows')[shelf_of(number) + 1] as double) as low,
        cast(getvariable('shelf_highs')[shelf_of(number) + 1] as double) as high,
    from range(getvariable('shelves') * getvariable('products_per_shelf')) as numbers(number)
)
order by number;

set variable prices = (select list(price order by number) from product_plan);

create view products as
select
    product_code(number) as product_id,
    printf('%03d-%05d', shelf, place) as sku,
    kinds[1 + place % len(kinds)] || ', ' || packs[1 + (place // len(kinds)) % len(packs)]
        || if(place < len(kinds) * len(packs), '', printf(' №%d', place)) as name,
    if(place = 5, null, getvariable('brands')[1 + choice(number, 'brand', len(getvariable('brands')))]) as brand,
    if(number = 11, null, getvariable('shelf_categories')[shelf + 1]) as category_id,
    getvariable('opened_at') as updated_at,
from (
    select *, getvariable('shelf_kinds')[shelf + 1] as kinds, getvariable('shelf_packs')[shelf + 1] as packs,
    from product_plan
);

create view categories as
select unnest(getvariable('category_ids')) as category_id, unnest(getvariable('category_names')) as name,
    unnest(getvariable('category_parents')) as parent_id;
"""


def _lists(customers: int) -> dict[str, object]:
    """Lay names, places and goods out in lists, where a query finds them by position alone, with no join."""
    tree = category_tree()
    id_of_path = {category.path: category.category_id for category in tree}
    homes = [[city for city in country.cities for _ in range(city.weight)] for country in COUNTRIES]
    return {
        "names_per_list": NAMES_PER_LIST,
        "city_shares": CITY_SHARES,
        "countries": [country.name for country in COUNTRIES],
        "first_names": [name for country in COUNTRIES for name in (*country.men, *country.women)],
        "surnames": [pair[sex] for country in COUNTRIES for sex in (0, 1) for pair in country.surnames],
        "cities": [city.name for cities in homes for city in cities],
        "regions": [city.region for cities in homes for city in cities],
        "shelves": len(SHELVES),
        "products_per_shelf": 12 * (1 + customers // CUSTOMERS_PER_ASSORTMENT),
        "shelf_categories": [id_of_path[shelf.path] for shelf in SHELVES],
        "shelf_lows": [shelf.low for shelf in SHELVES],
        "shelf_highs": [shelf.high for shelf in SHELVES],
        "shelf_kinds": [list(shelf.kinds) for shelf in SHELVES],
        "shelf_packs": [list(shelf.packs) for shelf in SHELVES],
        "brands": list(BRANDS),
        "category_ids": [category.category_id for category in tree],
        "category_names": [category.name for category in tree],
        "category_parents": [category.parent_id for category in tree],
    }


def set_variable(connection: duckdb.DuckDBPyConnection, name: str, value: object) -> None:
    """Give the queries a value under a name of this package's own."""
    connection.execute(f"set variable {name} = ?", [value])


def load_reference(connection: duckdb.DuckDBPyConnection, *, customers: int, seed: int) -> None:
    """Prepare a connection for the queries of this package; `customers` is the size the shop was made with."""
    for name, value in {"seed": seed, **_lists(customers)}.items():
        set_variable(connection, name, value)
    for statements in (CHANCE, CODES, PEOPLE, GOODS):
        connection.execute(statements)
