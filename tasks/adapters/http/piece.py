"""A part of a file, as stores and sites return it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file. ``version`` changes with the file, and is None if the server does not tell."""

    body: bytes
    version: str | None = None
