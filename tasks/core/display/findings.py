"""What an examination of an installation found: one finding for each part of it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a part of an installation is."""

    WELL = "well"
    WARNING = "warning"
    """It works, and will or may cause trouble."""
    FAULT = "fault"
    """Runs fail or lose time because of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of an installation, how it is, and what to do."""

    part: str
    verdict: Verdict
    found: str
    remedy: str = ""
    """What to do. Empty where all is well."""

    @property
    def sentence(self) -> str:
        """What was found and what to do, in one line."""
        return f"{self.found}. {self.remedy}".removesuffix(" ").removesuffix(".") + "."


def well(part: str, found: str) -> Finding:
    """Return a finding that calls for nothing."""
    return Finding(part, Verdict.WELL, found)


def warning(part: str, found: str, remedy: str) -> Finding:
    """Return a finding about what may cause trouble."""
    return Finding(part, Verdict.WARNING, found, remedy)


def fault(part: str, found: str, remedy: str) -> Finding:
    """Return a finding about what must be mended."""
    return Finding(part, Verdict.FAULT, found, remedy)
