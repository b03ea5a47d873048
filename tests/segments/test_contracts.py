"""Contracts of segments: what holds is published, what is broken is named with its figure, and an error stops the rest.

Customers are numbers. Their city says which of the segments they are in, so every size below can be counted by eye:
`perm` and `moscow` live there, `either` in one of the two, `everyone` has any city or none.
"""

import json
from collections.abc import Iterable, Mapping

import pytest

from tests.harness import Shop, Tables, condition, segment

FIRST = "2026-03-09T08:00:00"
SECOND = "2026-03-09T12:00:00"
THIRD = "2026-03-09T16:00:00"

SEGMENTS = {
    "perm": condition("city", "equals", "Perm"),
    "moscow": condition("city", "equals", "Moscow"),
    "either": condition("city", "in", "Perm|Moscow"),
    "elsewhere": condition("city", "not_in", "Perm|Moscow"),
    "everyone": condition("orders_count", "at_least", "0"),
    "nowhere": condition("city", "is_not_set"),
    "perm_readers": condition("segment", "in", "perm"),
    "nobody": condition("city", "equals", "Atlantis"),
}
# 4 of 10 in Perm, 2 in Moscow, 4 elsewhere (one of them nowhere).
CITIES = ["Perm"] * 4 + ["Moscow"] * 2 + ["Berlin"] * 3 + [None]
HEADER = "segment_code,rule,argument,severity\n"


def write_cities(shop: Shop, cities: Iterable[str | None]) -> None:
    tables = Tables()
    for number, city in enumerate(cities, start=1):
        tables.customer(str(number), city=city)
    shop.write_tables(tables)


def write_contracts(shop: Shop, *rows: str) -> None:
    (shop.root / "seeds" / "segment_contracts.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")


def define(shop: Shop, segments: Mapping[str, Mapping[str, str]]) -> None:
    shop.write_seeds(
        [segment(code) for code in segments], [{"segment_code": code, **row} for code, row in segments.items()]
    )


def new_shop(root: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(root.mktemp("contracts") / "shop")
    define(shop, SEGMENTS)
    write_cities(shop, CITIES)
    return shop


# Contract, whether it holds, the figure, what is counted, of how many.
AT_FIRST = [
    ("perm,never_empty,", True, 4, 4, None),
    ("nobody,never_empty,", False, 0, 0, None),
    ("perm,min_members,4", True, 4, 4, None),
    ("perm,min_members,5", False, 4, 4, None),
    ("nobody,min_members,1", False, 0, 0, None),
    ("perm,min_members,999999999999999999", False, 4, 4, None),
    ("perm,max_share,0.4", True, 0.4, 4, 10),
    ("perm,max_share,0.3999999999", False, 0.4, 4, 10),
    ("moscow,max_share,0.20000", True, 0.2, 2, 10),
    ("nobody,max_share,0", True, 0, 0, 10),
    ("perm,max_share,0", False, 0.4, 4, 10),
    ("everyone,max_share,1", True, 1, 10, 10),
    ("perm,max_change,0", True, None, 4, None),
    ("perm,subset_of,either", True, 0, 0, None),
    ("perm,subset_of,nobody|everyone", True, 0, 0, None),
    ("either,subset_of,perm", False, 2, 2, None),
    ("either,subset_of,perm|moscow", True, 0, 0, None),
    ("nobody,subset_of,perm", True, 0, 0, None),
    ("perm,subset_of,nobody", False, 4, 4, None),
    ("perm,excludes,moscow", True, 0, 0, None),
    ("perm,excludes,moscow|nobody|elsewhere", True, 0, 0, None),
    ("either,excludes,perm", False, 4, 4, None),
    ("either,excludes,perm|everyone", False, 6, 6, None),
    ("nobody,excludes,everyone", True, 0, 0, None),
    ("perm,covers_with,moscow|elsewhere", True, 0, 0, None),
    ("perm,covers_with,moscow", False, 4, 4, None),
    ("nobody,covers_with,everyone", True, 0, 0, None),
    ("perm,covers_with,either", False, 4, 4, None),
]


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop with every contract as a warning, after its first refresh."""
    shop = new_shop(tmp_path_factory)
    write_contracts(shop, *(f"{contract},warn" for contract, *_ in AT_FIRST))
    shop.refresh(FIRST)
    return shop


@pytest.mark.parametrize(("contract", "figures"), [(contract, figures) for contract, *figures in AT_FIRST])
def test_a_contract_holds_or_is_broken_by_a_figure(refreshed: Shop, contract: str, figures: list[object]) -> None:
    code, rule, argument = contract.split(",")
    assert refreshed.query(
        "select holds, actual, customers_count, out_of_count, severity, cast(as_of as varchar)"
        f" from segment_contract_results where (segment_code, rule, argument) = ('{code}', '{rule}', '{argument}')"
    ) == [(*figures, "warn", "2026-03-09 08:00:00")]


def test_there_is_one_result_per_contract(refreshed: Shop) -> None:
    assert refreshed.query("select count(*) from segment_contract_results") == [(len(AT_FIRST),)]


def test_show_tells_the_state_of_a_segment_s_contracts(refreshed: Shop) -> None:
    said = refreshed.command("show", "moscow")
    assert "max_share 0.20000   warn       holds" in said
    assert "members: 2 of 10 customers, a share of 0.2   seeds/segment_contracts.csv:10" in said
    contracts = json.loads(refreshed.command("show", "either", "--format", "json"))["contracts"]
    assert contracts[0] == {
        "line": 17,
        "segment_code": "either",
        "rule": "subset_of",
        "argument": "perm",
        "severity": "warn",
        "holds": False,
        "actual": 2.0,
        "customers": 2,
        "out_of": None,
    }
    assert [contract["line"] for contract in contracts] == [17, 18, 23, 24]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop whose tests go on from each other's refreshes, in their order."""
    return new_shop(tmp_path_factory)


def test_a_broken_warning_is_published_and_said(shop: Shop) -> None:
    write_contracts(shop, "perm,subset_of,either,error", "everyone,max_share,0.5,warn", "perm,max_change,0.25,warn")
    run = shop.run("refresh", "--as-of", FIRST)
    assert run.returncode == 0, run.stderr
    broken = "seeds/segment_contracts.csv:3: everyone breaks max_share 0.5: members: 10 of 10 customers, a share of 1"
    assert f"build: warning: {broken}" in run.stderr
    assert "segment_contracts_warn" not in run.stderr
    lines = [line.split() for line in run.stdout.splitlines()]
    assert ["broken", "contract", "of", "rule", "found", "written", "in"] in lines
    row = "everyone max_share 0.5 members: 10 of 10 customers, a share of 1 seeds/segment_contracts.csv:3"
    assert row in [" ".join(line) for line in lines]
    assert not any(line[:1] == ["perm"] and "max_change" in line for line in lines)


def test_a_broken_error_is_named_and_publishes_nothing(shop: Shop) -> None:
    published = shop.root / "warehouse" / "published.duckdb"
    before = published.read_bytes()
    write_contracts(
        shop,
        "perm,never_empty,,warn",
        "either,excludes,perm|nobody,error",
        "everyone,max_share,0.5,warn",
        "moscow,min_members,3,error",
        "perm,subset_of,either,error",
    )
    for arguments in (("--as-of", SECOND), ("--as-of", SECOND, "--full")):
        run = shop.run("refresh", *arguments)
        assert (run.returncode, run.stdout) == (3, "")
        assert run.stderr.endswith(
            "the build failed, nothing was published\n"
            "  seeds/segment_contracts.csv:3: either breaks excludes perm|nobody: members also in perm or nobody: 4\n"
            "  seeds/segment_contracts.csv:5: moscow breaks min_members 3: members: 2\n"
        )
        assert "warning: seeds/segment_contracts.csv:4: everyone breaks max_share 0.5" in run.stderr
        assert published.read_bytes() == before
    assert [row[0] for row in shop.query("select refresh_id from segment_refreshes")] == ["20260309T080000Z"]


@pytest.mark.long
def test_a_change_is_measured_from_the_last_publication(shop: Shop) -> None:
    """Perm goes from 4 to 6, Moscow from 2 to 5, elsewhere from 4 to 3, nowhere from 1 to 0; nobody stays at 0."""
    if not (shop.root / "warehouse" / "published.duckdb").exists():  # the tests before it were left out
        shop.refresh(FIRST)
    write_cities(shop, ["Perm"] * 6 + ["Moscow"] * 5 + ["Berlin"] * 3)
    changes = {
        ("perm", "0.5"): (True, 0.5, 6, 4),
        ("perm", "0.4999999999"): (False, 0.5, 6, 4),
        ("moscow", "1"): (False, 1.5, 5, 2),
        ("elsewhere", "0.25"): (True, -0.25, 3, 4),
        ("elsewhere", "0.2499999999"): (False, -0.25, 3, 4),
        ("nowhere", "1"): (True, -1.0, 0, 1),
        ("nowhere", "0.99"): (False, -1.0, 0, 1),
        ("nobody", "0"): (True, None, 0, None),
    }
    write_contracts(shop, *(f"{code},max_change,{argument},error" for code, argument in changes))
    run = shop.run("refresh", "--as-of", SECOND)
    assert run.returncode == 3
    assert "perm breaks max_change 0.4999999999: members: 4 before, 6 now, a change of 0.5\n" in run.stderr
    assert "elsewhere breaks max_change 0.2499999999: members: 4 before, 3 now, a change of -0.25\n" in run.stderr
    assert run.stderr.count(" breaks ") == len([holds for holds, *_ in changes.values() if not holds])
    results = shop.built(
        "select segment_code, argument, holds, actual, customers_count, out_of_count from segment_contract_results"
    )
    assert {(code, argument): tuple(rest) for code, argument, *rest in results} == changes


@pytest.mark.long
def test_a_change_does_not_count_under_a_new_definition_or_from_nothing(shop: Shop) -> None:
    write_cities(shop, CITIES)
    write_contracts(shop)
    shop.refresh(SECOND)
    redefined = {"perm": condition("city", "in", "Perm|Berlin"), "new": condition("city", "is_set")}
    define(shop, {**SEGMENTS, **redefined})
    write_cities(shop, ["Atlantis"] * 5 + CITIES[5:])
    codes = ("perm", "perm_readers", "new", "nobody", "moscow")
    write_contracts(shop, *(f"{code},max_change,0,warn" for code in codes))
    shop.refresh(THIRD)
    results = shop.query("select segment_code, holds, customers_count, out_of_count from segment_contract_results")
    assert sorted(results) == [
        ("moscow", False, 1, 2),
        ("new", True, 9, None),
        ("nobody", True, 5, None),
        ("perm", True, 3, None),
        ("perm_readers", True, 3, None),
    ]


@pytest.mark.long
def test_a_shop_may_go_without_contracts_and_without_customers(shop: Shop) -> None:
    write_contracts(shop)
    shop.refresh(THIRD)
    assert shop.query("from segment_contract_results") == []
    write_cities(shop, [])
    write_contracts(
        shop,
        "perm,max_share,0,warn",
        "perm,covers_with,moscow,warn",
        "perm,never_empty,,warn",
        "perm,max_change,1,warn",
    )
    shop.refresh(THIRD)
    results = shop.query("select rule, holds, actual, out_of_count from segment_contract_results order by rule")
    assert results == [
        ("covers_with", True, 0.0, None),
        ("max_change", True, None, None),  # the refresh before had another definition
        ("max_share", True, 0.0, 0),
        ("never_empty", False, 0.0, None),
    ]


@pytest.mark.long
def test_codes_that_contain_one_another_are_told_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """`a_b` is neither `a`, `b` nor, as a pattern, `axb`; and a customer whose id looks like SQL is one customer."""
    shop = Shop.open(tmp_path_factory.mktemp("codes") / "shop")
    define(
        shop,
        {
            "a": condition("city", "equals", "A"),
            "axb": condition("city", "equals", "X"),
            "a_b": condition("city", "equals", "AB"),
        },
    )
    tables = Tables()
    for customer, city in (("'; drop table segments; --", "AB"), ("a|b", "X"), ("%", "A")):
        tables.customer(customer, city=city)
    shop.write_tables(tables)
    write_contracts(shop, "axb,subset_of,a_b,warn", "a_b,excludes,a|axb,error", "a,covers_with,a_b,warn")
    shop.refresh(FIRST)
    assert shop.query("select segment_code, holds, actual from segment_contract_results order by segment_code") == [
        ("a", False, 1.0),
        ("a_b", True, 0.0),
        ("axb", False, 1.0),
    ]
