"""Read a platform's credentials from the environment, and from nowhere else."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from orchestration.delivery.platforms.errors import PlatformError


class Credentials(BaseSettings):
    """Hold credentials; subclasses name them and their prefix. An empty variable counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, hide_input_in_errors=True)


Read = TypeVar("Read", bound=Credentials)


def credentials(platform: str, kind: type[Read]) -> Read:
    """Read the variables of a platform; everything that is wrong with them is one error without their values."""
    problem = ""
    try:
        return kind()
    except ValidationError as error:
        prefix = kind.model_config.get("env_prefix", "")
        problem = "; ".join(
            f"{prefix}{one['loc'][0]}".upper() + (" is not set" if one["type"] == "missing" else " is not usable")
            for one in error.errors(include_input=False, include_url=False)
        )
    raise PlatformError(platform, problem)
