"""What an examination of an installation found: one finding for each part of it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The state of a part of an installation."""

    WELL = "well"
    WARNING = "warning"
    """It works, but may cause trouble."""
    FAULT = "fault"
    """Runs fail or lose time because of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of a part of an installation, and what to do about it."""

    part: str
    verdict: Verdict
    found: str
    remedy: str = ""
    """What to do. Empty if all is well."""

    @property
    def sentence(self) -> str:
        """What was found and what to do, in one line."""
        told = f"{self.found}. {self.remedy}".removesuffix(" ").removesuffix(".")
        return told if told.endswith("?") else f"{told}."


def well(part: str, found: str) -> Finding:
    """Return a finding that needs no action."""
    return Finding(part, Verdict.WELL, found)


def warning(part: str, found: str, remedy: str) -> Finding:
    """Return a finding about what may cause trouble."""
    return Finding(part, Verdict.WARNING, found, remedy)


def fault(part: str, found: str, remedy: str) -> Finding:
    """Return a finding about what must be fixed."""
    return Finding(part, Verdict.FAULT, found, remedy)
