"""The base classes of all values, and the type of their timestamps."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, model_validator

_SURROGATE = re.compile("[\ud800-\udfff]")
_WITHOUT_TEXT = frozenset({int, float, bool, type(None), datetime})


def is_within_calendar(moment: date) -> bool:
    """Return whether adding a year to a day or time, or subtracting one, stays within the range of `datetime`."""
    return MINYEAR < moment.year < MAXYEAR


def _require_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a timestamp needs a time zone; dateline keeps aware UTC only")
    if not is_within_calendar(moment):
        raise ValueError("a timestamp must be between the years 2 and 9998")
    utc = moment.astimezone(UTC)
    # Prefect's times are of a class of its own, whose arithmetic forgets a zone that is not of its own class, too.
    return utc if type(utc) is datetime else datetime.combine(utc.date(), utc.time(), UTC)


UtcDatetime = Annotated[datetime, AfterValidator(_require_utc)]


def is_text(value: object) -> bool:
    """Return whether all strings in a value can be encoded as UTF-8, which excludes unpaired surrogates."""
    if isinstance(value, str):
        return value.isascii() or not _SURROGATE.search(value)
    if isinstance(value, dict):
        return all(is_text(key) and is_text(item) for key, item in value.items())
    return not isinstance(value, tuple) or all(map(is_text, value))


class Model(BaseModel):
    """The base of all values: strict, frozen, without unknown fields, and serializable as JSON."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _fits_json(self, info: ValidationInfo) -> Self:
        if info.mode == "json":  # its parser refuses unpaired surrogates
            return self
        for name, value in self.__dict__.items():
            # Most values are ASCII or numbers. Millions are read at a time, so a call for each would show.
            kind = type(value)
            if kind not in _WITHOUT_TEXT and not (kind is str and value.isascii()) and not is_text(value):
                raise ValueError(f"{name} contains an unpaired surrogate, which neither UTF-8 nor JSON can represent")
        return self


class Record(Model):
    """The base of stored records. Their published JSON Schemas contain the descriptions of the fields."""

    model_config = ConfigDict(use_attribute_docstrings=True)
