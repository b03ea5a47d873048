"""A Ghost site on this machine: started with an empty database, set up by its owner, and looked at from within."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from tests.ghost.installation import Installation
from tests.notifications.mail_server import MailServer, free_port, mail_server

# What Ghost itself writes, which is no log of ours: its packages are named like addresses.
OUTPUT = "ghost_output.txt"
OWNER = {"name": "Owner", "email": "owner@example.com", "password": "kettle-and-7-cups", "blogTitle": "Tea shop"}
STARTS_WITHIN = 300


@dataclass(frozen=True)
class Member:
    """Hold what Ghost's database has of a member."""

    name: str | None
    labels: frozenset[str]
    newsletters: frozenset[str]


@dataclass
class Site:
    """Hold a site that runs.

    Attributes:
        url: where it is.
        database: its file.
        mail: takes everything it sends.
        admin: speaks to the Admin API as its owner.
        key: of the integration the owner made.
    """

    url: str
    database: Path
    mail: MailServer
    admin: httpx.Client = field(repr=False)
    key: str = field(default="", repr=False)

    def set_up(self) -> None:
        """Become the owner, and make an integration."""
        self._ask("POST", "authentication/setup/", {"setup": [OWNER]})
        login = {"username": OWNER["email"], "password": OWNER["password"]}
        self.admin.post("session/", json=login).raise_for_status()
        made = self._ask("POST", "integrations/?include=api_keys", {"integrations": [{"name": "segments"}]})
        keys = made["integrations"][0]["api_keys"]
        self.key = next(key["secret"] for key in keys if key["type"] == "admin")

    def make_label(self, name: str) -> str:
        """Make a label and give its slug."""
        return str(self._ask("POST", "labels/", {"labels": [{"name": name}]})["labels"][0]["slug"])

    def make_member(self, address: str, **given: object) -> None:
        """Make a member as the owner would."""
        self._ask("POST", "members/", {"members": [{"email": address, **given}]})

    def copy_member(self, model: str, addresses: Sequence[str]) -> None:
        """Make members like another in the database itself: hundreds would take Ghost minutes."""
        with closing(sqlite3.connect(self.database, timeout=60)) as connection, connection:
            connection.row_factory = sqlite3.Row
            member = dict(connection.execute("select * from members where email = ?", [model]).fetchone())
            query = "select * from members_newsletters where member_id = ?"
            letters = [dict(row) for row in connection.execute(query, [member["id"]])]
            for address in addresses:
                own = {"id": token_hex(12), "uuid": str(uuid4()), "transient_id": token_hex(12), "email": address}
                _insert(connection, "members", member | own)
                for letter in letters:
                    _insert(connection, "members_newsletters", letter | {"id": token_hex(12), "member_id": own["id"]})

    def delete(self, address: str) -> None:
        """Delete a member as the owner would."""
        self.admin.delete(f"members/{self._shown(address)['id']}/").raise_for_status()

    def unsubscribe(self, address: str) -> None:
        """Leave all newsletters by the link at the end of every letter, as the member would."""
        link = urlsplit(self._shown(address)["unsubscribe_url"])
        httpx.put(
            f"{self.url}/members/api/member/newsletters/?{link.query}", json={"newsletters": []}, timeout=60
        ).raise_for_status()

    def members(self) -> dict[str, Member]:
        """Read all members from the database, by address."""
        query = """
            select
                members.email,
                members.name,
                (
                    select group_concat(distinct labels.slug) from members_labels
                    join labels on members_labels.label_id = labels.id where members_labels.member_id = members.id
                ),
                (
                    select group_concat(newsletters.slug) from members_newsletters
                    join newsletters on members_newsletters.newsletter_id = newsletters.id
                    where members_newsletters.member_id = members.id
                )
            from members
        """
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            rows = connection.execute(query).fetchall()
        return {email: Member(name, _names(labels), _names(newsletters)) for email, name, labels, newsletters in rows}

    def _shown(self, address: str) -> dict[str, Any]:
        found = (
            self.admin.get("members/", params={"search": address, "limit": 100}).raise_for_status().json()["members"]
        )
        return next(member for member in found if member["email"] == address)

    def _ask(self, method: str, path: str, body: object) -> dict[str, Any]:
        answer = self.admin.request(method, path, json=body)
        assert answer.is_success, answer.text
        return dict(answer.json())


@contextmanager
def running(installation: Installation, folder: Path) -> Iterator[Site]:
    """Run a new site for as long as the block lasts."""
    content = folder / "content"
    shutil.copytree(installation.ghost / "content", content)
    url = f"http://127.0.0.1:{free_port()}"
    database = folder / "ghost.db"
    with mail_server() as mail, (folder / OUTPUT).open("wb") as log:
        settings = {
            "NODE_ENV": "production",
            "url": url,
            "server__port": url.rpartition(":")[2],
            "database__client": "better-sqlite3",
            "database__connection__filename": str(database),
            "database__useNullAsDefault": "true",
            "paths__contentPath": f"{content}/",
            "mail__transport": "SMTP",
            "mail__options__host": "127.0.0.1",
            "mail__options__port": str(mail.port),
            "mail__from": "shop@example.com",
            # Its owner logs in from this program, and nothing of it may look for the network.
            "security__staffDeviceVerification": "false",
            "privacy__useUpdateCheck": "false",
            "privacy__useGravatar": "false",
            "logging__transports": '["stdout"]',
            "PATH": os.environ["PATH"],
        }
        command = [str(installation.node), "index.js"]
        process = subprocess.Popen(command, cwd=installation.ghost, env=settings, stdout=log, stderr=log)
        try:
            headers = {"origin": url, "accept-version": "v6.0"}
            with httpx.Client(base_url=f"{url}/ghost/api/admin/", headers=headers, timeout=60) as admin:
                _wait(admin, process, folder / OUTPUT)
                yield Site(url, database, mail, admin)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(admin: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < STARTS_WITHIN:
        try:
            if admin.get("site/").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise RuntimeError(f"Ghost does not start\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    places = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values()))


def _names(text: str | None) -> frozenset[str]:
    return frozenset(text.split(",")) if text else frozenset()
