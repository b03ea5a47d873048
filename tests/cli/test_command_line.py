"""What holds for every command: help, exit codes, where results and messages go."""

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.cli import COMMANDS
from tests.cli.conftest import Run
from tests.refresh.small_shop import SmallShop

SEGMENTS = [sys.executable, "-m", "orchestration.cli"]
# Typer and Rich, and what they need.
DRAW_HELP = {"typer", "rich", "pygments", "markdown_it", "mdurl", "shellingham", "click", "annotated_doc", "attr"}


def on_terminal(arguments: list[str], *, columns: int = 100, **environment: str) -> str:
    """Run `segments` on a terminal of its own and give all it wrote there."""
    terminal, inside = pty.openpty()
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), **environment}
    process = subprocess.Popen([*SEGMENTS, *arguments], stdout=inside, stderr=inside, stdin=inside, env=settings)
    os.close(inside)
    said = b""
    while True:
        if not select.select([terminal], [], [], 30)[0]:
            process.kill()
            break
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    process.wait()
    os.close(terminal)
    return said.decode()


def test_help_lists_every_command(run: Run) -> None:
    answer = run("--help")
    assert answer.code == 0
    assert all(name in answer.out for name in COMMANDS)
    assert "Exit codes" in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    answer = run(command, "--help")
    assert answer.code == 0
    assert f"segments {command}" in answer.out


def test_help_imports_nothing_but_what_draws_it() -> None:
    """What comes in with dbt, DuckDB or Dagster takes seconds to import."""
    script = (
        "import sys; from orchestration.cli import main; sys.argv = ['segments', '--help']\n"
        "try: main()\n"
        "finally: print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names, file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Exit codes" in said.stdout
    imported = {name for name in said.stderr.split() if not name.startswith("_")}
    assert {"orchestration", "typer", "rich"} <= imported
    assert imported <= {"orchestration", *DRAW_HELP}


def test_a_misspelled_command_is_wrong_use(run: Run) -> None:
    answer = run("refrehs")
    assert answer.code == 2
    assert "Did you mean 'refresh'?" in answer.err
    assert answer.out == ""


def test_a_folder_without_a_project_is_wrong_use(run: Run, tmp_path: Path) -> None:
    answer = run("--project", tmp_path, "list")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"{tmp_path} is not a dbt project: it has no dbt_project.yml\n"


def test_a_fault_of_the_file_system_has_no_traceback(shop: SmallShop, run: Run) -> None:
    shop.project.published_file.unlink()
    shop.project.published_file.mkdir()
    answer = run("--project", shop.project.root, "list")
    assert answer.code == 3
    assert "published.duckdb cannot be opened" in answer.err
    assert "Traceback" not in answer.err


def test_a_publication_of_an_older_house_has_no_traceback(shop: SmallShop, run: Run) -> None:
    with duckdb.connect(str(shop.project.published_file)) as connection:
        connection.execute("alter table segment_sizes rename members to people")
    answer = run("--project", shop.project.root, "list")
    assert answer.code == 3
    assert "does not answer: Binder Error" in answer.err


def test_a_reader_that_goes_away_is_no_fault(shop: SmallShop) -> None:
    command = f"{sys.executable} -m orchestration.cli --project '{shop.project.root}' list | true"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert said.stderr == ""


def test_colours_are_for_terminals_that_want_them(shop: SmallShop) -> None:
    arguments = ["--project", str(shop.project.root), "list"]
    assert "\x1b[" in on_terminal(arguments)
    assert not re.search(r"\x1b\[[0-9;]*3\dm", on_terminal(arguments, NO_COLOR="1"))


def test_a_narrow_terminal_cuts_no_code_short(shop: SmallShop) -> None:
    said = on_terminal(["--project", str(shop.project.root), "list"], columns=40, NO_COLOR="1")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said).replace("\r", "")
    assert all(len(line.rstrip()) <= 40 for line in plain.splitlines())
    assert "moscow" in plain
    assert "owner" not in plain
