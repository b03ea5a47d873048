"""A real browser that remembers what went wrong in it and whom it asked; only this machine answers."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SECONDS = 60
# Without these Chromium asks its maker for updates by itself.
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")

# Streamlit's own part of the page cannot know whether /segment is a page or the folder its server is in. It asks below
# that first, is told that nothing is there, and asks a level higher, where the server is. A page opened at / asks right
# away, but pages are linked to by their paths. Nothing but these two questions may be answered so.
_LOOKING_FOR_SERVER = re.compile(r"/[a-z]+/_stcore/(health|host-config)")
_NOT_THERE = "Failed to load resource: the server responded with a status of 404 (Not Found)"


class Visitor:
    """One tab, with its complaints and the addresses outside this machine it asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.set_default_timeout(SECONDS * 1000)
        page.route(lambda url: not url.startswith((f"{address}/", "data:", "blob:")), self._refuse)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        url = str(said.location.get("url", ""))
        is_looking = said.text == _NOT_THERE and _LOOKING_FOR_SERVER.fullmatch(url.removeprefix(self.address))
        if said.type == "error" and not is_looking:
            self.complaints.append(f"{said.text} {url}")

    def _refuse(self, route: Route) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def open(self, path: str, heading: str) -> None:
        """Open a page and wait until it is there as a whole."""
        self.page.goto(f"{self.address}/{path}")
        self.page.get_by_role("heading", name=heading, exact=True).first.wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is being computed."""
        self.page.wait_for_timeout(300)
        self.page.wait_for_function("() => !document.querySelector('[data-testid=\"stStatusWidget\"]')")

    def table(self, caption: str) -> list[list[str]]:
        """Read a table, row by row."""
        frame = self.page.get_by_role("region", name=caption, exact=True).first
        frame.wait_for()
        return [
            [cell.replace("\xa0", " ").replace("\u202f", " ") for cell in row]
            for row in frame.locator("tbody tr").evaluate_all(
                "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
            )
        ]


@contextmanager
def serving(root: Path, log: Path) -> Iterator[str]:
    """Serve the catalogue of a project; give its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "orchestration.catalogue", "--port", str(port)]
    with log.open("wb") as said, subprocess.Popen(command, cwd=root, stdout=said, stderr=said) as server:
        end = time.monotonic() + SECONDS
        while not _answers(port):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(SECONDS)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Chromium, as Debian has it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def _answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
