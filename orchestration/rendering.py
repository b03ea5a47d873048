"""Turn a template of the house's macros into SQL at once, for a question that cannot wait for dbt to start.

The macros are those of dbt's own manifest and run in dbt's own Jinja environment; only what leads dbt up to that point
(its command line, project, adapters) is left out. Whatever is out of the ordinary, such as a macro edited since the
manifest was written, a relation that is not in it or a name only dbt knows, is given to `dbt compile` instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from orchestration.faults import UserError
from orchestration.macros_in_jinja import render_here
from orchestration.project import Project


class NotRenderedError(UserError):
    """Report what only dbt could render, where dbt must not be started."""

    def __init__(self) -> None:
        """Say what helps."""
        super().__init__("the macros are not those of the last refresh; run `segments refresh`")


Render = Callable[[Project, str, Mapping[str, str]], str]


def render(project: Project, template: str, variables: Mapping[str, str]) -> str:
    """Give the SQL of a template without writing anything and without opening the warehouse.

    Args:
        project: the project whose macros and models it names.
        template: SQL with Jinja.
        variables: environment variables the macros read, beside those of this process.
    """
    try:
        return render_here(project, template, variables)
    except Exception:  # noqa: BLE001 whatever the reason, dbt's answer or dbt's complaint is the one to give
        return _render_by_dbt(project, template, variables)


def render_without_dbt(project: Project, template: str, variables: Mapping[str, str]) -> str:
    """Give the SQL of a template, or refuse where dbt would have to be started: it writes files and sets variables."""
    try:
        return render_here(project, template, variables)
    except Exception as error:
        raise NotRenderedError from error


def _render_by_dbt(project: Project, template: str, variables: Mapping[str, str]) -> str:
    from orchestration.refresh.dbt_run import compile_inline  # noqa: PLC0415 not needed as a rule
    from orchestration.refresh.dbt_settings import environment, project_arguments  # noqa: PLC0415 see above
    from orchestration.refresh.packages import install_packages  # noqa: PLC0415 see above
    from orchestration.refresh.progress import ignore  # noqa: PLC0415 see above

    with environment(variables):
        install_packages(project, ignore, "compile")
        return compile_inline(project, template, project_arguments(project))
