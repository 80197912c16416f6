"""The settings in ``DATELINE_`` variables. Imported only if there are any, because pydantic-settings takes time."""

from typing import Any

from pydantic import Field, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from dateline.config.schema import Settings

_Environment = create_model(
    "_Environment",
    __base__=BaseSettings,
    # Tables as they come; their values are checked together with the file's, by `Settings`.
    **{name: (dict[str, Any], Field(default_factory=dict)) for name in Settings.model_fields},  # type: ignore[call-overload]  # names at run time
)
_Environment.model_config |= SettingsConfigDict(env_nested_delimiter="__")


def read_overrides(prefix: str) -> dict[str, Any]:
    """Return the tables that variables with this prefix set, with values as they are written there.

    Raises:
        ValueError: a variable sets a whole table to a single value.
    """
    return _Environment(_env_prefix=prefix).model_dump(exclude_defaults=True)
