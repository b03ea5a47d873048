"""Break the house in every way of the catalogue, one at a time, and see a test fail: `make mutations`."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tests.mutations.catalogue import Mutation, mutations

HOUSE = Path(__file__).resolve().parents[2]
NEEDED = ("macros", "models", "seeds", "profiles", "examples", "orchestration", "tests")
FILES = ("dbt_project.yml", "pyproject.toml")
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider")
AT_ONCE = 2


def outcome(mutation: Mutation) -> str:
    """Tell what its tests say of the broken house: caught, survived, or a house too broken to be tested."""
    return _tested(mutation.tests, mutation)


def _tested(tests: tuple[str, ...], mutation: Mutation | None = None) -> str:
    with TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        house.mkdir()
        for name in NEEDED:
            shutil.copytree(
                HOUSE / name,
                house / name,
                ignore=shutil.ignore_patterns("__pycache__", "dbt_packages", "shop_data", "target", "logs"),
            )
        for name in FILES:
            shutil.copy(HOUSE / name, house / name)
        if mutation:
            file = house / mutation.file
            text = file.read_text(encoding="utf-8")
            if text.count(mutation.old) != 1:
                return f"stale: {mutation.file} has the text {text.count(mutation.old)} times"
            file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *OPTIONS, *tests],
            cwd=house,
            env={**os.environ, "PYTHONPATH": str(house)},
            capture_output=True,
            text=True,
            check=False,
        )
        failed = [line for line in run.stdout.splitlines() if line.startswith("FAILED")]
        if failed:
            return f"caught by {failed[0].split('::', 1)[1].split(' ')[0]}"
        return "SURVIVED" if run.returncode == 0 else f"broken: {run.stdout[-200:]}"


def main() -> int:
    """Print a line per mutation; the answer is no when one survives."""
    console = Console()
    wanted = [one for one in mutations() if not sys.argv[1:] or any(word in one.name for word in sys.argv[1:])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # A test that fails anyhow would seem to catch everything.
        for answer in pool.map(_tested, {one.tests for one in wanted}):
            if answer != "SURVIVED":
                console.print(f"without any mutation: {answer}", highlight=False, markup=False, soft_wrap=True)
                return 1
        answers = []
        for mutation, answer in zip(wanted, pool.map(outcome, wanted), strict=True):
            console.print(f"{mutation.name}: {answer}", highlight=False, markup=False, soft_wrap=True)
            answers.append(answer)
    caught = sum(answer.startswith("caught") for answer in answers)
    console.print(f"{caught} of {len(answers)} mutations caught")
    return 0 if caught == len(answers) else 1


if __name__ == "__main__":
    sys.exit(main())
