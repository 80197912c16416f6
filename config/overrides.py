"""The settings in ``DATELINE_`` variables. Imported only if there are any, because pydantic-settings takes time."""

from typing import Any

from pydantic import Field, TypeAdapter, create_model
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource

from dateline.config.schema import Settings

_Environment = create_model(
    "_Environment",
    __base__=BaseSettings,
    # Tables as they come; their values are checked together with the file's, by `Settings`.
    **{name: (dict[str, Any], Field(default_factory=dict)) for name in Settings.model_fields},  # type: ignore[call-overload]  # names at run time
)
_TABLES = TypeAdapter(dict[str, dict[str, Any]])


class _Variables(EnvSettingsSource):
    """Reads the variables. A value that is no JSON stays as it is written, also one that is nested too deeply."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:  # noqa: ANN401 - signature of pydantic-settings
        try:
            return super().decode_complex_value(field_name, field, value)
        except RecursionError as error:
            raise ValueError("this is nested too deeply") from error


def read_overrides(prefix: str) -> dict[str, Any]:
    """Return the tables that variables with this prefix set, with values as they are written there.

    Raises:
        ValueError: a variable sets a whole table to a single value.
    """
    return _TABLES.validate_python(_Variables(_Environment, env_prefix=prefix, env_nested_delimiter="__")())
