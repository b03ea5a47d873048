"""Tell Dagster what each dbt node is: one small method per question, put together in `get_asset_spec`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject

from orchestration.defs.models.segment_pages import SegmentPage

Node = Mapping[str, Any]

SEEDS_GROUP = "seeds"

# Who answers for the groups that are no chapters of models.
OWNERS = {
    "shop": "Data engineering",
    "operations": "Data engineering",
    "publication": "Data engineering",
    SEEDS_GROUP: "Marketing and data engineering",
}


class HouseTranslator(DagsterDbtTranslator):
    """Name groups after the chapters' folders and owners after the seeds."""

    def __init__(self, pages: Mapping[str, SegmentPage]) -> None:
        """Keep what the seeds say of each segment, by its code."""
        super().__init__()
        self._pages = pages

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        """Put together what one node is in Dagster."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = self.get_resource_props(manifest, unique_id)
        return spec.replace_attributes(
            group_name=self.group(node),
            owners=self.owners(node, manifest["groups"].values()),
            description=self.describe(node),
            kinds=self.kinds(spec, node),
        ).merge_attributes(metadata=self.page(node).metadata, tags=self.page(node).tags)

    def group(self, node: Node) -> str:
        """Give the chapter: the folder under `models/`, whatever project the node is of."""
        if node["resource_type"] == "source":
            return str(node["source_name"])
        return SEEDS_GROUP if node["resource_type"] == "seed" else str(node["fqn"][1])

    def owners(self, node: Node, groups: Iterable[Node]) -> list[str]:
        """Give the owner the seed names, or the chapter's."""
        named = node["config"].get("meta", {}).get("owner")
        group = next((group for group in groups if group["name"] == self.group(node)), None)
        owner = named or (group or {}).get("owner", {}).get("name") or OWNERS.get(self.group(node))
        return owner_names(owner) if owner else []

    def describe(self, node: Node) -> str:
        """Give the description as it was written, and the conditions of a segment; the SQL is one click away."""
        conditions = self.page(node).conditions
        return f"{node['description']}\n\n{conditions}" if conditions else str(node["description"])

    def kinds(self, spec: dg.AssetSpec, node: Node) -> set[str]:
        """Add how the node is built to dbt and the warehouse."""
        return spec.kinds | {str(node["config"].get("materialized") or node["resource_type"])}

    def page(self, node: Node) -> SegmentPage:
        """Give what the seeds say of a segment's model; nothing for any other."""
        return self._pages.get(node["config"].get("meta", {}).get("segment_code", ""), SegmentPage())

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        """Say in words what a test looks for."""
        check = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if check is None:
            return None
        return dg.AssetCheckSpec(
            name=check.name,
            asset=check.asset_key,
            description=describe_test(self.get_resource_props(manifest, unique_id)),
            additional_deps=check.additional_deps,
            blocking=check.blocking,
            metadata=check.metadata,
        )


def owner_names(owner: str) -> list[str]:
    """Give an owner as Dagster takes it: an address as it is, anybody else as a team."""
    return [owner if "@" in owner and " " not in owner else f"team:{owner}"]


def describe_test(test: Node) -> str:
    """Give what was written about a test: its description, its first comment, or what is tested of which column."""
    if test["description"]:
        return str(test["description"])
    generic = test.get("test_metadata")
    if not generic:
        comments = [line.removeprefix("--").strip() for line in test["raw_code"].splitlines() if line.startswith("--")]
        return comments[0] if comments else str(test["name"])
    arguments = generic["kwargs"]
    columns = arguments.get("columns") or [column for column in [arguments.get("column_name")] if column]
    return f"{generic['name'].replace('_', ' ')}: {', '.join(columns)}"
