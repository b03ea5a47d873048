"""Write the YAML beside the generated models: what each is, for whom, and the columns it promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.specs.literals import macro_prefix, yaml_text
from orchestration.specs.measures import Measure, known_field
from orchestration.specs.models import Segment
from orchestration.specs.words import in_words

_CUSTOMER = "The customer's id in the shop."
_SEGMENT = "The segment's code in seeds/segments.csv."
_HASH = "Fingerprint of kind and conditions; a new one means that the definition changed."

_MEASURED = "`as_of` of the refresh that wrote the measures the conditions were asked of, UTC; null where kept."


@dataclass(frozen=True)
class _Column:
    name: str
    data_type: str
    meaning: str
    is_published: bool = True


@dataclass(frozen=True)
class _Model:
    name: str
    description: str
    columns: Sequence[_Column]
    meta: Mapping[str, str] = field(default_factory=dict)
    access: str | None = None
    key: tuple[str, ...] = ()
    not_null: tuple[str, ...] = ()


_CUSTOMER_KEY = ("customer_id",)
_CUSTOMER_COLUMN = _Column("customer_id", "varchar", _CUSTOMER)


def segments_yaml(project_name: str, segments: Sequence[Segment], measures: Sequence[Measure]) -> str:
    """Describe the models of models/segments."""
    members = _Model(
        "segment_members",
        "Who belongs to which segment as of this refresh, of those who are compared with the last one: everybody, or "
        "those of whom alone a membership can differ. One row per customer and segment.",
        (
            _Column("customer_id", "varchar", _CUSTOMER),
            _Column("segment_code", "varchar", _SEGMENT),
            _Column("definition_hash", "varchar", _HASH),
        ),
    )
    definitions = _Model(
        "segment_definitions",
        "The segments as the seeds define them at this refresh. One row per segment.",
        (
            _Column("segment_code", "varchar", _SEGMENT),
            _Column("kind", "varchar", "dynamic or static."),
            _Column("is_active", "boolean", "Whether members are computed at every refresh."),
            _Column("definition_hash", "varchar", _HASH),
            _Column("foundation_hash", "varchar", "The same of all it reads: other segments, score rules."),
        ),
        key=("segment_code",),
        not_null=("definition_hash", "foundation_hash"),
    )
    stored = _Model(
        "scoped_measures",
        "Measures that change with a customer's own rows and windows alone. One row per customer.",
        (
            _CUSTOMER_COLUMN,
            *(column for measure in measures if measure.is_stored for column in _stored_columns(measure)),
        ),
        key=_CUSTOMER_KEY,
    )
    windows = _Model(
        "customers_with_moved_windows",
        "Customers with something on a day that a window of a measure has left or come to. One row per customer.",
        (_CUSTOMER_COLUMN,),
        key=_CUSTOMER_KEY,
    )
    plan = _Model(
        "segment_measures",
        "Every measure a condition of an active segment needs, each computed once. One row per customer.",
        (
            _CUSTOMER_COLUMN,
            *(column for measure in measures for column in _measure_columns(measure)),
            _Column("measured_at", "timestamp", "`as_of` of the refresh that wrote the row, UTC."),
        ),
        key=_CUSTOMER_KEY,
    )
    scores = _Model(
        "score_points",
        "Points of the score rules that hold. One row per customer and score.",
        (
            _Column("customer_id", "varchar", _CUSTOMER),
            _Column("score_code", "varchar", "The score's code in seeds/score_rules.csv."),
            _Column("points", "decimal(18,4)", "What the rule is worth."),
        ),
        key=("customer_id", "score_code"),
        not_null=("points",),
    )
    return _document(
        project_name, [members, definitions, windows, stored, plan, scores, *map(_segment_model, segments)]
    )


def analytics_yaml(project_name: str, segments: Iterable[Segment]) -> str:
    """Describe the models of models/analytics."""
    axes = (_Column(f"in_{segment.code}", "boolean", f"In the segment {segment.name}.") for segment in segments)
    model = _Model(
        "segment_axes",
        "Which of the segments meant for analytics a customer is in. One row per customer.",
        (_CUSTOMER_COLUMN, *axes),
        meta={"published": "true", "by_customer": "true"},
        access="public",
        key=_CUSTOMER_KEY,
    )
    return _document(project_name, [model])


def _segment_model(segment: Segment) -> _Model:
    said = [segment.name, segment.description, in_words(segment)]
    sentences = [text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in said if text]
    meta = {"published": "true", "segment_code": yaml_text(segment.code)}
    return _Model(
        f"segment_{segment.code}",
        " ".join([*sentences, "One row per member."]),
        (_CUSTOMER_COLUMN, _Column("measured_at", "timestamp", _MEASURED, is_published=False)),
        meta=meta | ({"owner": yaml_text(segment.owner)} if segment.owner else {}),
        access="public",
    )


def _measure_columns(measure: Measure) -> Iterator[_Column]:
    for name, data_type in measure.columns.items():
        form = f", as {name.removeprefix(measure.column + '_')}" if name != measure.column else ""
        yield _Column(name, data_type, f"{_in_words(measure)}{form}.")


def _stored_columns(measure: Measure) -> Iterator[_Column]:
    if measure.field == "days_since_last_order":
        yield _Column(measure.column, "date", f"{_in_words(measure)}, as the day they are counted from.")
    else:
        yield from _measure_columns(measure)


def _in_words(measure: Measure) -> str:
    """Say what a measure is, such as "paid_sum (money of the paid orders) where category = Чай, within 90d"."""
    meaning = known_field(measure.field).meaning
    words = {
        "value": f"{measure.field}: {meaning}",
        "key": f"{measure.field} as it is compared: normalised, trimmed, in lower case",
        "keys": f"{measure.field} as they are compared: normalised, trimmed, in lower case",
        "member": f"whether {measure.field} holds {measure.member}",
        "any": f"whether {measure.field} holds anything",
        "custom": f"{measure.field}: {meaning}",
    }
    scope = [
        f"{key} = {' or '.join(value)}" if isinstance(value, list) else f"{key} {value}"
        for key, value in measure.scope.literal().items()
    ]
    return words[measure.form] + (f", where {', '.join(scope)}" if scope else "")


def _document(project_name: str, models: Iterable[_Model]) -> str:
    return "models:\n" + "\n".join(_model_text(project_name, model) for model in models)


def _model_text(project_name: str, model: _Model) -> str:
    """Write one model.

    A generated model belongs to one shop. Where its project is another's package, dbt would take this description for
    the other project's model of the same name; switched off here, it goes with its own model.
    """
    enabled = f"enabled: \"{{{{ project_name == '{project_name}' }}}}\""
    lines = [f"  - name: {model.name}", f"    description: {yaml_text(model.description)}", "    config:"]
    lines.append(f"      {enabled}")
    if model.access:
        lines.append(f"      access: {model.access}")
    if model.meta:
        lines.append("      meta: {" + ", ".join(f"{key}: {value}" for key, value in model.meta.items()) + "}")
    if model.key:
        prefix = macro_prefix(project_name)
        present = f", not_null: [{', '.join(model.not_null)}]" if model.not_null else ""
        arguments = f"arguments: {{columns: [{', '.join(model.key)}]{present}}}"
        lines += ["    data_tests:", f"      - {prefix}primary_key: {{{arguments}, config: {{{enabled}}}}}"]
    lines.append("    columns:")
    for column in model.columns:
        lines += [f"      - name: {column.name}", f"        data_type: {column.data_type}"]
        lines.append(f"        description: {yaml_text(column.meaning)}")
        if not column.is_published:
            lines.append("        config: {meta: {published: false}}")
    return "\n".join(lines) + "\n"
