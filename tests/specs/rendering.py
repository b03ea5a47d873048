"""Generate files from seed texts, and read them back the way dbt does."""

import jinja2
import yaml

from orchestration import specs
from orchestration.project import HOUSE_NAME


def generate(segments: str, filters: str, project_name: str = HOUSE_NAME, score_rules: str = "") -> dict[str, str]:
    scores = score_rules.encode() or None
    return specs.generated_files(specs.specs_from(segments.encode(), filters.encode(), scores), project_name)


def arguments(sql: str) -> dict[str, object]:
    """Render a generated model with a macro that only keeps what it is given."""
    kept: dict[str, object] = {}
    macro = sql[sql.index("{", sql.index("\n", sql.rindex("-- "))) :]
    shared = ["segment_members", "segment_measures", "segment_definitions", "segment_axes", "score_points"]
    names = ["segment_membership", *shared]
    template = jinja2.Environment(autoescape=False).from_string(macro)  # noqa: S701 no HTML here
    template.render(ref=str, config=lambda **_: "", **dict.fromkeys(names, kept.update))
    return kept


def described(document: str, name: str) -> dict[str, object]:
    """Give a model of a generated YAML as dbt renders it."""
    model = next(model for model in yaml.safe_load(document)["models"] if model["name"] == name)
    render = jinja2.Environment(autoescape=False).from_string  # noqa: S701 no HTML here
    model["description"] = render(model["description"]).render()
    model["config"]["meta"] = {
        key: render(value).render() if isinstance(value, str) else value
        for key, value in model["config"].get("meta", {}).items()
    }
    return model
