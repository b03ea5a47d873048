"""Text is data: whatever it looks like, it reaches the macros and the docs as it was meant."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from orchestration import specs
from orchestration.specs.cells import WHITE_SPACE, join_values, trim
from tests.specs.rendering import arguments, described, generate
from tests.specs.seed_texts import SEGMENT_HEADER, filter_rows, segment_rows

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(trim)
hostile = st.sampled_from(
    [
        "{{ x }}",
        "{% raw %}",
        "{# c",
        "}}",
        "'",
        '"',
        "\\",
        "it's",
        "a\u2028b",
        "\ufeff",
        "👩‍👩‍👧",
        "%}",
        "\u202e",
        "a: b # c",
        "| x",
    ]
)


@given(values=st.lists(texts | hostile, min_size=1, max_size=4))
def test_any_text_reaches_the_macro_as_it_was_meant(values: list[str]) -> None:
    cell = join_values(values).replace('"', '""')
    files = generate(segment_rows("tea"), filter_rows(f'tea,,city,,in,"{cell}",'))

    root = arguments(files["models/segments/segment_tea.sql"])["root"]
    assert root["all"][0]["values"] == sorted({trim(value) for value in values})  # type: ignore[index]


@given(name=texts | hostile, brand=texts | hostile)
def test_any_text_reaches_the_descriptions_as_it_was_meant(name: str, brand: str) -> None:
    cell = name.replace('"', '""')
    scope = brand.replace("\\", "\\\\").replace(";", "\\;").replace("|", "\\|").replace('"', '""')
    segments = f'{SEGMENT_HEADER}tea,"{cell}",dynamic,true,true,"{cell}",\n'

    files = generate(segments, filter_rows(f'tea,,paid_sum,"brand={scope}",at_least,1,'))

    model = described(files["models/segments/_generated.yml"], "segment_tea")
    assert str(model["description"]).startswith(trim(name))
    assert model["config"]["meta"]["owner"] == trim(name)  # type: ignore[index]
    measures = arguments(files["models/segments/segment_measures.sql"])["measures"]
    assert measures[0]["scope"] == {"brand": [trim(brand)]}  # type: ignore[index]


@given(field=texts | hostile, values=st.lists(texts | hostile, min_size=1, max_size=3))
def test_any_text_is_said_as_it_was_meant(field: str, values: list[str]) -> None:
    cells = [f"custom.x{field}", "", "in", join_values(values)]
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    segments, filters = segment_rows("tea"), filter_rows(f"tea,,{row},")

    document = generate(segments, filters)["models/segments/_generated.yml"]

    sentence = specs.in_words(specs.specs_from(segments.encode(), filters.encode()).segments[0])
    description = described(document, "segment_tea")["description"]
    assert description == f"Name of tea. {sentence} One row per member."
    assert all(character == " " or unicodedata.category(character)[0] not in "CZ" for character in sentence)


@given(text=texts | hostile)
def test_nothing_invisible_and_no_jinja_is_left_in_a_literal(text: str) -> None:
    cell = join_values([text]).replace('"', '""')
    sql = generate(segment_rows("tea"), filter_rows(f'tea,,city,,equals,"{cell}",'))["models/segments/segment_tea.sql"]

    literal = sql[sql.index("'values': [") + len("'values': [") : sql.rindex("]}")].rpartition("]},")[0]
    assert not set(literal[1:-1]) & set("'{}%")
    assert all(character == " " or unicodedata.category(character)[0] not in "CZ" for character in literal)


def test_white_space_is_that_of_unicode() -> None:
    assert len(WHITE_SPACE) == 25
    assert trim("\u3000\u00a0 \x1fx\x1f\t") == "\x1fx\x1f"
