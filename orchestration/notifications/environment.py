"""The variables that say where notifications go, as one checked value."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, Secret, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from orchestration.notifications.addresses import is_address
from orchestration.notifications.outcome import Kind
from orchestration.notifications.settings import NotificationSettingsError

PREFIX = "SEGMENTS_"
PORTS = {"starttls": 587, "tls": 465, "none": 25}

SECRET_PREFIX = "whsec_"  # noqa: S105 not a secret, but how Standard Webhooks begins one
SECRET_BYTES = range(24, 65)


def _listed(text: object) -> object:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if isinstance(text, str) else text


def _owners(text: object) -> object:
    if not isinstance(text, str):
        return text
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if not all(owner.strip() and addresses.strip() for owner, _, addresses in pairs):
        raise ValueError("write owner=address pairs: sales=sales@example.com; crm=a@example.com, b@example.com")
    return {owner.strip(): _listed(addresses) for owner, _, addresses in pairs}


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError("write an e-mail address, such as crm@example.com")
    return text


def _webhook_secret(secret: SecretStr) -> SecretStr:
    begin, _, encoded = secret.get_secret_value().partition("_")
    try:
        size = len(base64.b64decode(encoded, validate=True)) if f"{begin}_" == SECRET_PREFIX else 0
    except ValueError:
        size = 0
    if size not in SECRET_BYTES:
        raise ValueError("write whsec_ and the base64 of 24 to 64 random bytes")
    return secret


Address = Annotated[str, AfterValidator(_address)]
Addresses = tuple[Address, ...]


class Settings(BaseSettings):
    """Hold where notifications go; a variable that is empty counts as not set.

    Attributes:
        notify_on: what is told of.
        notify_to: addresses that are told everything.
        notify_webhook: where a JSON document is posted to; a secret, because chat systems put their token in it.
        notify_webhook_secret: key the posts are signed with.
        notify_timeout: seconds a server may take to answer.
        owner_addresses: addresses of the owners in segments.csv that are no address themselves.
        smtp_host: the mail server.
        smtp_port: its port; by default that of the kind of security.
        smtp_security: how the connection is made private.
        smtp_user: name to log in with.
        smtp_password: password to log in with.
        smtp_from: address the letters come from.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, hide_input_in_errors=True)

    notify_on: Annotated[frozenset[Kind], NoDecode, BeforeValidator(_listed)] = frozenset(
        ("success", "warning", "failure")
    )
    notify_to: Annotated[Addresses, NoDecode, BeforeValidator(_listed)] = ()
    notify_webhook: Secret[HttpUrl] | None = None
    notify_webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    notify_timeout: Annotated[float, Field(gt=0, le=60)] = 10.0
    owner_addresses: Annotated[Mapping[str, Addresses], NoDecode, BeforeValidator(_owners)] = {}
    smtp_host: str | None = None
    smtp_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: Address | None = None

    @property
    def port(self) -> int:
        """Give the port of the mail server."""
        return self.smtp_port or PORTS[self.smtp_security]

    def tells_of(self, kind: Kind) -> bool:
        """Tell whether a refresh that ended this way is told of; one with warnings is a success, too."""
        return kind in self.notify_on or (kind == "warning" and "success" in self.notify_on)


def variable(name: str) -> str:
    """Give the variable of a setting."""
    return PREFIX + name.upper()


VARIABLES = tuple(variable(name) for name in Settings.model_fields)


def settings_of_environment() -> Settings:
    """Read the variables; everything that is wrong with them is raised at once."""
    problems: dict[str, str] = {}
    try:
        settings = Settings()
    except ValidationError as error:
        # Only pydantic's sentence is kept: the error itself knows the values.
        problems = {variable(str(one["loc"][0])): _sentence(one["msg"]) for one in error.errors(include_input=False)}
    if not problems:
        problems = _contradictions(settings)
    if problems:
        raise NotificationSettingsError(problems)
    return settings


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should be", "should be", 1)


def _contradictions(settings: Settings) -> dict[str, str]:
    """Find what is right by itself and wrong together."""
    given = settings.model_fields_set

    def needs(name: str, *others: str) -> dict[str, str]:
        there = next((other for other in others if other in given), None)
        return {variable(name): f"is not set, and {variable(there)} needs it"} if there and name not in given else {}

    problems = {
        **needs("smtp_host", "notify_to", "owner_addresses", "smtp_user", "smtp_from", "smtp_port"),
        **needs("smtp_from", "smtp_host"),
        **needs("smtp_user", "smtp_password"),
        **needs("smtp_password", "smtp_user"),
        **needs("notify_webhook", "notify_webhook_secret"),
    }
    if settings.smtp_password and settings.smtp_security == "none":
        problems[variable("smtp_security")] = "is none, which would send the password readable; write starttls or tls"
    return problems
