"""Legal conditions at random, read from rows as a person would write them."""

from hypothesis import strategies as st

from orchestration import specs
from orchestration.specs.cells import join_values
from tests.specs.seed_texts import FILTER_HEADER, segment_rows

words = st.text("abcxyzЧай 19", min_size=1, max_size=8).map(str.strip).filter(bool)
numbers = st.integers(-(10**9), 10**9).map(str) | st.decimals(0, 100, places=2).map(str)
days = st.dates().filter(lambda day: day.year >= 1000).map(str) | st.sampled_from(
    ["today", "yesterday", "-30d", "+3d", "-2w", "-3m", "-1y", "-0d"]
)
month_days = st.sampled_from(["01-01", "02-29", "12-31", "06-15", "today", "+3d", "-1m"])
groups = st.sampled_from(["", "all", "any", "any-1/all", "none", "none/any/all-2", "any/none/none"])
SCOPE_VALUES = {"within": st.sampled_from(["0d", "1w", "30d", "2y"]), "from": st.just("-1y"), "to": st.just("today")}


@st.composite
def random_conditions(draw: st.DrawFn) -> specs.Condition:
    """Draw a field, one of its operators, a value and a scope that fit, and a group."""
    field = draw(st.sampled_from(list(specs.CATALOGUE.fields.values())))
    operator = draw(st.sampled_from(list(specs.CATALOGUE.operators_of[field.type].values())))
    name = f"custom.{draw(words)}" if field.type == "custom" else field.name
    kind = field.type if field.type in operator.types else operator.types[0]
    cells = [draw(groups), name, draw(_scopes(field)), operator.name, draw(_values(kind, operator.takes))]
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    filters = f"{FILTER_HEADER}tea,{row},\nother,,age,,is_set,,\n"
    return specs.specs_from(segment_rows("tea", "other").encode(), filters.encode()).by_code["tea"].conditions[0]


@st.composite
def _values(draw: st.DrawFn, kind: str, takes: str) -> str:
    single = {"number": numbers, "date": days, "segment": st.just("other")}.get(kind, words)
    if takes == "no value":
        return ""
    if takes == "a regular expression":
        return draw(words)
    if takes == "one value":
        return draw(single)
    if takes.startswith("a range"):
        return draw(_ranges(kind, takes))
    return join_values(draw(st.lists(single, min_size=1, max_size=3)))


@st.composite
def _ranges(draw: st.DrawFn, kind: str, takes: str) -> str:
    if "MM-DD" in takes:
        low, high = draw(month_days), draw(month_days)
    elif kind == "number":
        low, high = sorted((draw(numbers), draw(numbers)), key=float)
    else:
        low, high = sorted((str(draw(st.dates())), str(draw(st.dates()))))
    return draw(st.sampled_from([f"{low}..{high}", f"{low}..", f"..{high}"]))


@st.composite
def _scopes(draw: st.DrawFn, field: specs.Field) -> str:
    keys = draw(st.lists(st.sampled_from(field.scopes), unique=True, max_size=3)) if field.scopes else []
    if "within" in keys:
        keys = [key for key in keys if key not in {"from", "to"}]
    return ";".join(f"{key}={draw(SCOPE_VALUES.get(key, words))}" for key in keys)
