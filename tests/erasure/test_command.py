"""How the command is asked, and how it refuses."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.erasure.people import ANN, FIRST, THIRD, traces
from tests.harness import Shop, Tables, condition, segment

HOSTILE = (
    "O'Brien",
    'say "hi"; drop table segments; --',
    "two  spaces",
    "  leading-space",
    "Ёлка-🎄",
    "50%_of*[it]",
    "C:\\new\\",
    "x" * 3000,
    "[bold]rich[/bold]",
    "--not-an-option",
    "{{ jinja }}",
)


@pytest.fixture(scope="module")
def hostile_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("hostile") / "shop")
    data = Tables()
    data.product("tea", "Tea")
    for place, customer in enumerate((*HOSTILE, "stays")):
        data.customer(customer, email=f"customer{place}@example.com", city="Rome")
        data.order(f"order-{place}", customer, "2026-03-01 10:00:00", {"product_id": "tea", "unit_price": "1"})
    shop.write_tables(data)
    shop.write_seeds([segment("romans")], [{**condition("city", "equals", "Rome"), "segment_code": "romans"}])
    shop.refresh(FIRST)
    return shop


def test_ids_may_be_anything(hostile_shop: Shop, tmp_path: Path) -> None:
    shop = hostile_shop
    first, rest = HOSTILE[:2], HOSTILE[2:]
    shop.command("erase", "--yes", *first)
    ids = tmp_path / "ids.txt"
    ids.write_bytes("\r\n".join(("", *rest, rest[0])).encode())
    assert "9 customers erased" in shop.command("erase", "--yes", "--from", str(ids))
    shop.refresh(THIRD)
    assert traces(shop, *HOSTILE, *(f"customer{place}@example.com" for place in range(len(HOSTILE)))) == []
    assert shop.query("select customer_id from customer_aggregates") == [("stays",)]
    assert shop.members() == {"romans": {"stays"}}
    assert shop.query("select count(*) from erased_customers") == [(len(HOSTILE),)]


def test_erasing_twice_is_erasing_once(shop: Shop) -> None:
    shop.command("erase", ANN, "--yes")
    history, tombstones = shop.rows("segment_membership_history"), shop.rows("erased_customers")
    again = shop.run("erase", ANN, "--yes")
    assert again.returncode == 0
    assert "1 customer erased; searched" in again.stdout
    assert "rows removed" not in again.stdout
    assert (shop.rows("segment_membership_history"), shop.rows("erased_customers")) == (history, tombstones)


def test_one_unknown_id_erases_nobody(shop: Shop) -> None:
    before = {path: path.read_bytes() for path in (shop.root / "warehouse").rglob("*.duckdb")}
    run = shop.run("erase", ANN, "nobody", "[red]x", "--yes")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        '"nobody", "[red]x" are no customers here, nobody was erased; '
        "to keep them out before the source brings them: --in-advance"
    )
    assert {path: path.read_bytes() for path in (shop.root / "warehouse").rglob("*.duckdb")} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((ANN,), "not confirmed: there is no terminal to ask on; say --yes"),
        (("--yes",), "give the id of at least one customer, or a file with one id on each line: --from FILE"),
        (("--yes", "--from", "missing.txt"), "missing.txt cannot be read: No such file or directory"),
    ],
)
def test_wrong_use(refreshed_twice: Shop, arguments: tuple[str, ...], message: str) -> None:
    run = refreshed_twice.run("erase", *arguments)
    assert (run.returncode, run.stdout, run.stderr.strip()) == (2, "", message)


def test_waits_for_nobody_who_holds_the_lock(shop: Shop) -> None:
    script = (
        "import sys; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire(); "
        "print('held', flush=True); sys.stdin.read()"
    )
    lock = str(shop.root / "warehouse" / "refresh.lock")
    with subprocess.Popen(
        [sys.executable, "-c", script, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        run = shop.run("erase", ANN, "--yes")
        holder.communicate("", timeout=30)
    assert (run.returncode, run.stderr) == (3, "another refresh is running\n")


@pytest.mark.parametrize(("answer", "code"), [("n", 2), ("y", 0)])
def test_asks_on_a_terminal(shop: Shop, answer: str, code: int, on_terminal: Callable[..., tuple[int, str]]) -> None:
    ended, said = on_terminal(shop, answer, "erase", ANN)
    assert "Erase 1 customer everywhere, for good?" in said
    assert ended == code
    assert bool(traces(shop)) == (code != 0)


@pytest.fixture
def on_terminal() -> Callable[..., tuple[int, str]]:
    """Runs `segments` on a terminal, types one line, and gives how it ended and what was on the screen."""

    def run(shop: Shop, answer: str, *arguments: str) -> tuple[int, str]:
        own, theirs = os.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", "--project", str(shop.root), *arguments],
            cwd=Path(__file__).parents[2],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        said = b""
        try:
            while b"[y/N]" not in said:
                said += os.read(own, 1024)
            os.write(own, f"{answer}\n".encode())
            while chunk := os.read(own, 65536):
                said += chunk
        except OSError:
            pass  # the other side is closed: it has ended
        finally:
            os.close(own)
        return process.wait(timeout=120), said.decode(errors="replace")

    return run
