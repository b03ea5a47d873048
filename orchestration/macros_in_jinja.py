"""Run the house's macros in dbt's own Jinja environment, by dbt's own manifest, without dbt."""

from __future__ import annotations

import datetime  # noqa: ICN001 macros know it by this name
import itertools
import os
import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from types import ModuleType
from typing import Any

import jinja2
import pytz  # type: ignore[import-untyped]
from dbt_common.clients.jinja import get_environment
from dbt_common.exceptions.macros import MacroReturn
from dbt_common.utils.jinja import get_dbt_macro_name
from jinja2.utils import missing

from orchestration.project import HOUSE_NAME, Project
from orchestration.refresh.artifacts import read_manifest

ADAPTER = "duckdb"
PREFIXES = (f"{ADAPTER}__", "default__")

# dbt's own packages are one namespace to macros; what comes later wins.
DBT_PACKAGES = ("dbt", f"dbt_{ADAPTER}")

MODULES = (datetime, itertools, pytz, re)


class UnusualError(Exception):
    """Say that this is for dbt itself."""


def render_here(project: Project, template: str, variables: Mapping[str, str]) -> str:
    """Give the SQL of a template, or an UnusualError; anything else that goes wrong is for dbt to say, too."""
    manifest = read_manifest(project)
    if manifest["metadata"]["adapter_type"] != ADAPTER or manifest["metadata"]["project_name"] != project.name:
        raise UnusualError
    return str(_parsed(template).render(_Context(project, manifest, {**os.environ, **variables}).names))


class _Context:
    """Hold what a macro may call; anything else is undefined, and so unusual."""

    def __init__(self, project: Project, manifest: Mapping[str, Any], variables: Mapping[str, str]) -> None:
        self.project = project
        self.manifest = manifest
        self.variables = variables
        self._dbt = _Package(self, *DBT_PACKAGES)
        self._packages = [_Package(self, name) for name in dict.fromkeys((project.name, HOUSE_NAME))]

    @cached_property
    def names(self) -> dict[str, Any]:
        """Give everything by the name macros call it by; dbt's macros call each other without their package."""
        return {
            **{name: self._dbt[name] for name in self._dbt.macros},
            **{package.name: package for package in (self._dbt, *self._packages)},
            "adapter": {"dispatch": self._dispatch},
            "env_var": self._env_var,
            "exceptions": {"raise_compiler_error": _raise},
            "execute": True,
            "modules": {module.__name__: _members(module) for module in MODULES},
            "ref": self._ref,
            "return": _return,
            "source": self._source,
            "var": self.project.variables.get,
        }

    def _dispatch(self, name: str, _namespace: str | None = None) -> Callable[..., Any]:
        """Find the macro of this warehouse; dbt_project.yml sets the same order for dbt's namespace."""
        for package in (*self._packages, self._dbt):
            for prefix in PREFIXES:
                if prefix + name in package.macros:
                    return package[prefix + name]
        raise UnusualError

    def _env_var(self, name: str, default: str | None = None) -> str:
        value = self.variables.get(name, default)
        if value is None:
            raise UnusualError
        return value

    def _ref(self, name: str) -> str:
        """Give a relation by the name of its node: the project's own, else the only one."""
        relations = {node["package_name"]: node for node in self.manifest["nodes"].values() if node["name"] == name}
        own = relations.get(self.project.name)
        return _relation([own] if own else list(relations.values()))

    def _source(self, source: str, name: str) -> str:
        nodes = self.manifest["sources"].values()
        return _relation([node for node in nodes if (node["source_name"], node["name"]) == (source, name)])


class _Undefined(jinja2.Undefined):
    """Stand for what is missing as Jinja has it, but for a name: that one may be dbt's."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *more: Any) -> None:  # noqa: ANN401 Jinja's own
        if hint is None and obj is missing:
            raise UnusualError(name)
        super().__init__(hint, obj, name, *more)


class _Package:
    """Let macros be called by their package, as in `customer_segments.predicate`."""

    def __init__(self, context: _Context, *names: str) -> None:
        self.name = names[0]
        self._context = context
        self.macros = {
            macro["name"]: macro
            for name in names
            for macro in context.manifest["macros"].values()
            if macro["package_name"] == name
        }
        self._compiled: dict[str, Callable[..., Any]] = {}

    def __getitem__(self, name: str) -> Callable[..., Any]:
        macro = self.macros[name]

        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 Jinja knows no types
            if name not in self._compiled:
                self._compiled[name] = self._compile(macro)
            try:
                return self._compiled[name](*arguments, **named)
            except MacroReturn as returned:
                return returned.value

        return call

    def _compile(self, macro: Mapping[str, Any]) -> Callable[..., Any]:
        self._check_is_current(macro)
        module = _parsed(macro["macro_sql"]).make_module(vars=self._context.names, shared=False)
        compiled: Callable[..., Any] = getattr(module, get_dbt_macro_name(macro["name"]))
        return compiled

    def _check_is_current(self, macro: Mapping[str, Any]) -> None:
        """Refuse a macro that is not in its file as the manifest has it; dbt's own come with dbt."""
        project = self._context.project
        roots = {project.name: project.root, HOUSE_NAME: project.house}
        root = roots.get(macro["package_name"])
        if root and macro["macro_sql"] not in (root / macro["original_file_path"]).read_text(encoding="utf-8"):
            raise UnusualError


@lru_cache(maxsize=512)
def _parsed(text: str) -> jinja2.Template:
    """Parse a macro once, however often this process renders."""
    environment = get_environment()
    environment.undefined = _Undefined
    return environment.from_string(text)


def _relation(nodes: list[Mapping[str, Any]]) -> str:
    if len(nodes) != 1 or not nodes[0].get("relation_name"):
        raise UnusualError
    return str(nodes[0]["relation_name"])


def _members(module: ModuleType) -> dict[str, Any]:
    return {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}


def _return(value: object = None) -> None:
    raise MacroReturn(value)


def _raise(message: str) -> None:
    raise UnusualError(message)
