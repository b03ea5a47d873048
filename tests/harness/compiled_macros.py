"""The macros of dbt and of the house, compiled before a command's process is forked: to be imported by what forks.

dbt compiles each macro once per process, two of a small refresh's fifteen seconds. It keeps them by their text,
so a macro that a test's shop has otherwise is compiled there.
"""

from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

from dbt_common.clients.jinja import extract_toplevel_blocks, template_cache

FOLDERS = (
    Path(str(files("dbt.include.global_project"))) / "macros",
    Path(str(files("dbt.include.duckdb"))) / "macros",
    Path(__file__).parents[2] / "macros",
)
# As dbt's own parser tells macros from what stands around them.
BLOCKS = {"macro", "materialization", "test", "data_test"}

for _file in (file for folder in FOLDERS for file in sorted(folder.rglob("*.sql"))):
    for _block in extract_toplevel_blocks(_file.read_text(encoding="utf-8"), BLOCKS, collect_raw_data=False):
        template_cache.get_node_template(SimpleNamespace(macro_sql=_block.full_block))
