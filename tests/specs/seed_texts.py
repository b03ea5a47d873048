"""Seeds as text: the least that is right, to put one wrong thing into, and projects made of them."""

from pathlib import Path

from orchestration.project import Project, find_project

SEGMENT_HEADER = "segment_code,name,kind,is_active,is_in_analytics,owner,description\n"
FILTER_HEADER = "segment_code,group,field,scope,operator,value,reason\n"
SCORE_HEADER = "score_code,group,field,scope,operator,value,points,reason\n"
RETIRED_HEADER = "segment_code,retired_on,reason\n"
PRIORITY_HEADER = "list,rank,segment_code\n"
CONTRACT_HEADER = "segment_code,rule,argument,severity\n"

SEGMENTS = SEGMENT_HEADER + "tea,Tea,dynamic,true,true,,\n"
FILTERS = FILTER_HEADER + "tea,,paid_sum,,at_least,1,\n"


def segment_rows(*codes: str) -> str:
    """Give segments.csv with these segments."""
    return SEGMENT_HEADER + "".join(f"{code},Name of {code},dynamic,true,true,,\n" for code in codes)


def filter_rows(*rows: str) -> str:
    """Give segment_filters.csv with these rows."""
    return FILTER_HEADER + "".join(f"{row}\n" for row in rows)


def make_project(
    root: Path,
    segments: str | bytes | None = SEGMENTS,
    filters: str | bytes | None = FILTERS,
    **others: str,
) -> Project:
    """Make a project with these seeds and others by name; None leaves a file out."""
    (root / "seeds").mkdir(parents=True)
    (root / "dbt_project.yml").write_text("name: test_shop\n", encoding="utf-8")
    for name, content in {"segments": segments, "segment_filters": filters, **others}.items():
        if content is not None:
            (root / "seeds" / f"{name}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return find_project(root)
