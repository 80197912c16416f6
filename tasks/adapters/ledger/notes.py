"""Reads back the small values that a ledger keeps in addition to the content of manifests."""

from typing import Protocol, TypeVar

from pydantic import ValidationError

from dateline.tasks.core.value_types import Model

M = TypeVar("M", bound=Model)


class Notes(Protocol):
    """The part of `dateline.tasks.core.protocols.Ledger` that keeps small values."""

    def note(self, name: str, key: str, value: Model) -> None:
        """Keep a value under a name and a key."""

    def noted(self, name: str, key: str) -> str | None:
        """Return the JSON of the value, or None if there is none."""


def recall(notes: Notes | None, name: str, key: str, model: type[M]) -> M | None:
    """Return the value kept under a name and a key, or None if there is none or it cannot be read.

    Another version of dateline may have written it in another form. Losing a note costs work, never an article.
    """
    noted = notes.noted(name, key) if notes else None
    try:
        return model.model_validate_json(noted) if noted else None
    except ValidationError:
        return None
