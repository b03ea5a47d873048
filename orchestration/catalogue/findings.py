"""Say in the reader's language what the refresh found: of the segments' contracts, and of rows it could not use."""

from __future__ import annotations

import re

from orchestration.catalogue.reader import Reader
from orchestration.contracts import ContractResult

_REASON = re.compile(r"(?P<what>row rejected|value ignored): (?:(?P<kind>no|not a|unknown) )?(?P<name>.+)")


def contract_finding(reader: Reader, contract: ContractResult) -> str:
    """Say what was found of a contract."""
    return reader.say(
        contract.words,
        members=reader.count(contract.customers),
        all=reader.count(contract.out_of),
        share=reader.share(contract.actual),
        segment=contract.segment_code,
        others=reader.say(" or ").join(contract.argument.split("|")),
    )


def rejection(reader: Reader, reason: str) -> str:
    """Say why a row or a value could not be used; a reason that is not known here is said as it is."""
    found = _REASON.fullmatch(reason)
    if found is None:
        return reason
    say, name = reader.say, found["name"]
    what = {"row rejected": say("row rejected"), "value ignored": say("value ignored")}[found["what"]]
    known = {
        "not a": {
            "timestamp": say("not a timestamp"),
            "date": say("not a date"),
            "boolean": say("not a boolean"),
            "number": say("not a number"),
        },
        "unknown": {
            "customer": say("unknown customer"),
            "order": say("unknown order"),
            "product": say("unknown product"),
            "cart": say("unknown cart"),
            "field": say("unknown field"),
            "category": say("unknown category"),
        },
        "no": {"exchange rate on its day": say("no exchange rate on its day")},
        None: {
            "a later row has the same key": say("a later row has the same key"),
            "the category is above itself": say("the category is above itself"),
        },
    }
    if why := known[found["kind"]].get(name):
        return f"{what}: {why}"
    if found["kind"] == "no":
        return f"{what}: {say('no {column}', column=name)}"
    if name.startswith("not one of "):
        return f"{what}: {say('not one of {names}', names=name.removeprefix('not one of '))}"
    return reason
