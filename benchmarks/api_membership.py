"""`python -m benchmarks.api_membership FOLDER`: how long the API takes to test a thousand customers, asked by fifty.

FOLDER holds the published.duckdb of any shop. The API runs as `make api` starts it, in as many processes as `--workers`
says; the fifty clients are connections of this process.

Two loads: every client asks again as soon as it is answered, which is as much as the API can take and mostly waiting in
line; and every client asks once a second, as programs that do something with the answers would.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import secrets
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psutil

from tests.api.serving import serving_command

CLIENTS = 50
IDS = 1_000
BODIES = 200
UNKNOWN = 20


@dataclass(frozen=True)
class Load:
    """Say how a load went: seconds of each answer, and of the cores."""

    name: str
    answers: list[float]
    seconds: float
    server_cpu: float
    clients_cpu: float

    def __str__(self) -> str:
        """Write one line."""
        cuts = statistics.quantiles(self.answers, n=100)
        return (
            f"{self.name}: {len(self.answers) / self.seconds:.0f} a second; "
            f"p50 {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f}, p99 {cuts[98] * 1000:.1f}, "
            f"longest {max(self.answers) * 1000:.1f}; "
            f"CPU of an answer: API {self.server_cpu / len(self.answers) * 1000:.2f} ms, "
            f"clients {self.clients_cpu / len(self.answers) * 1000:.2f}"
        )


class Client:
    """One connection that is kept; HTTP by hand, so that little of the time is the client's."""

    def __init__(self, port: int, key: str) -> None:
        """Keep where and as who."""
        self._port = port
        self._head = (
            f"POST /v1/memberships HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)

    async def ask(self, body: bytes) -> bytes:
        """Ask, and give the body of the answer, which must be 200."""
        self._writer.write(f"{self._head}{len(body)}\r\n\r\n".encode() + body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        return await self._reader.readexactly(length)


def questions(published: Path) -> tuple[list[bytes], Callable[[bytes, bytes], bool]]:
    """Make bodies of random customers and segments, and what tells whether an answer is right by SQL."""
    chance = random.Random(1)  # noqa: S311 the same questions each time
    with duckdb.connect(str(published), read_only=True) as connection:
        ids = [
            row[0] for row in connection.execute("select customer_id from customer_aggregates order by 1").fetchall()
        ]
        codes = [row[0] for row in connection.execute("select segment_code from segments order by 1").fetchall()]
    bodies = [
        json.dumps(
            {
                "segments": [chance.choice(codes)],
                "customer_ids": [
                    *chance.sample(ids, min(IDS - UNKNOWN, len(ids))),
                    *(f"nobody-{number}" for number in range(UNKNOWN)),
                ],
            }
        ).encode()
        for _ in range(BODIES)
    ]

    def is_right(body: bytes, answer: bytes) -> bool:
        asked, [found] = json.loads(body), json.loads(answer)["segments"]
        with duckdb.connect(str(published), read_only=True) as connection:
            rows = connection.execute(
                "select customer_id from segment_memberships where segment_code = ? "
                "and customer_id in (select unnest(?::varchar[]))",
                [asked["segments"][0], asked["customer_ids"]],
            ).fetchall()
        return {row[0] for row in rows} == set(found["members"])

    return bodies, is_right


async def measure(port: int, key: str, server: psutil.Process, published: Path, seconds: float) -> list[Load]:
    """Check answers, warm up, and put both loads on the API."""
    bodies, is_right = questions(published)
    clients = [Client(port, key) for _ in range(CLIENTS)]
    await asyncio.gather(*(_warm_up(client, bodies) for client in clients))
    for client in clients:  # who was done early has been hung up on
        await client.open()
    for body in bodies[:10]:
        if not is_right(body, await clients[0].ask(body)):
            raise RuntimeError("the API and SQL disagree")
    return [
        await _load("each asks again at once", clients, bodies, server, seconds, pause=0),
        await _load("each asks once a second", clients, bodies, server, seconds, pause=1),
    ]


async def _warm_up(client: Client, bodies: list[bytes]) -> None:
    """Let whichever process answers this client load every segment."""
    await client.open()
    for body in bodies:
        await client.ask(body)


async def _load(  # noqa: PLR0913, PLR0917 all of them different
    name: str, clients: list[Client], bodies: list[bytes], server: psutil.Process, seconds: float, pause: float
) -> Load:
    answers: list[float] = []
    used, own = _cpu(server), resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()

    async def keep_asking(number: int, client: Client) -> None:
        following = began + pause * number / len(clients)
        place = number
        while following < began + seconds:
            await asyncio.sleep(max(0.0, following - time.perf_counter()))
            # A client that is late because its last answer was asks at once: its wait counts from when it was due.
            due = following if pause else time.perf_counter()
            await client.ask(bodies[place % len(bodies)])
            ended = time.perf_counter()
            answers.append(ended - due)
            following = following + pause if pause else ended
            place += len(clients) + 1

    await asyncio.gather(*(keep_asking(number, client) for number, client in enumerate(clients)))
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    return Load(
        name,
        answers,
        took,
        _cpu(server) - used,
        after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime,
    )


def _cpu(process: psutil.Process) -> float:
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def main() -> None:
    """Measure, and print a line for each load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds published.duckdb")
    parser.add_argument("--workers", type=int, default=1, help="processes of the API")
    parser.add_argument("--seconds", type=float, default=20, help="of each load")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    key = secrets.token_urlsafe(32)
    environment = {
        "SEGMENTS_PROJECT": str(Path.cwd()),
        "SEGMENTS_HOME": str(folder),
        "SEGMENTS_API_KEYS": f"benchmark:members:{key}",
        "SEGMENTS_API_REQUESTS_PER_MINUTE": str(10**9),
    }
    with serving_command(Path.cwd(), Path(os.devnull), environment, workers=arguments.workers) as (port, started):
        process = psutil.Process(started)
        loads = asyncio.run(measure(port, key, process, folder / "published.duckdb", arguments.seconds))
        memory = sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))
    for load in loads:
        sys.stdout.write(f"{load}\n")
    sys.stdout.write(f"memory of the API: {memory / 2**20:.0f} MB\n")


if __name__ == "__main__":
    main()
