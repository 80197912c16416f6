"""Rounds of trouble: in each, a run on a new archive is disturbed, and then another run completes the archive."""

import random
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from dateline.config.schema import LedgerSettings, LocalArchive, Settings
from tests.support.sample_archive import audit_of
from tests.torture.children import DONE, REPORTED, WrongError, finish
from tests.torture.random_kills import Places, check_settled, comparable, undisturbed
from tests.torture.writers import Writer, warm_up, writers


class CannotTryError(Exception):
    """This machine or user cannot make the trouble. The text says what is missing."""


@dataclass(frozen=True)
class Round:
    """A new archive, its writer, and a source of random moments."""

    folder: Path
    settings: Settings
    writer: Writer
    chance: random.Random
    lasts_s: float
    """How long an undisturbed writer takes."""
    ends: list[int]
    """The exit codes of disturbed runs, in this round and those before."""

    def write(self) -> None:
        """Let the writer write, in this process."""
        self.writer.write(self.settings)

    def moment(self) -> float:
        """Return a random moment of a run, in seconds after its start."""
        return self.chance.uniform(0, self.lasts_s)

    def check_ended(self, *statuses: int) -> None:
        """Check that disturbed runs were killed, succeeded, or ended with a `DatelineError`.

        Raises:
            WrongError: one of them did not.
        """
        self.ends.extend(statuses)
        if unexpected := set(statuses) - {DONE, REPORTED, -signal.SIGKILL}:
            raise WrongError(f"disturbed runs ended with {unexpected}")

    def with_archive(self, folder: Path) -> "Round":
        """Return the round with its archive in another folder."""
        return self._with(archive=LocalArchive(path=folder))

    def with_ledger(self, path: Path) -> "Round":
        """Return the round with another file as its ledger."""
        return self.with_ledger_at(f"sqlite:///{path}")

    def with_ledger_at(self, url: str) -> "Round":
        """Return the round with its ledger at that URL."""
        return self._with(ledger=LedgerSettings(url=url))

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return Path(self.settings.ledger.url.removeprefix("sqlite:///"))

    def _with(self, **parts: object) -> "Round":
        return replace(self, settings=self.settings.model_copy(update=parts))


Trouble = Callable[[Round], AbstractContextManager[Round]]
"""Disturbs a run, and ends the trouble. Yields the round with which the archive can be completed, inside the block."""
Check = Callable[[Settings, Writer, dict[str, Any]], None]


def check_nothing_lost(settings: Settings, writer: Writer, expected: dict[str, Any]) -> None:
    """Like `check_equal`, after a ledger was lost: pages in progress are fetched again, and have several outcomes.

    An audit with ``mend`` writes the manifest of a segment that has none yet.

    Raises:
        WrongError: the articles differ, or the pages that have outcomes do.
    """
    finish(partial(writer.write, settings), "the next writer")
    held = comparable(settings)
    if held["articles"] != expected["articles"]:
        raise WrongError("the articles differ from those of the undisturbed archive")
    if held["outcomes"].keys() != expected["outcomes"].keys():
        raise WrongError("the pages that have outcomes differ from those of the undisturbed archive")
    audit_of(settings, {writer.source.name: writer.source}, mend=True)
    check_settled(settings, writer)


def go_through(
    trouble: Trouble, check: Check, workdir: Path, rounds: int, seed: int, name: str = "stories"
) -> dict[str, Any]:
    """Run so many rounds, and return the figures, with the number of each round that failed, and why.

    ``name`` is the writer's.
    """
    place, writer = Places(workdir, None, "forever"), writers(workdir / "pages")[name]
    warm_up()
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    expected, lasts_s = undisturbed(place, writer)
    wrong: dict[int, str] = {}
    ends: list[int] = []
    for number in range(1, rounds + 1):
        folder = workdir / f"round-{number}"
        folder.mkdir()
        try:
            with trouble(Round(folder, place.new(folder.name), writer, chance, lasts_s, ends)) as after:
                check(after.settings, writer, expected)
        except CannotTryError as error:
            return {"seed": seed, "rounds": 0, "wrong": {}, "skipped": str(error)}
        except WrongError as error:
            wrong[number] = str(error)
    hindered = sum(status != DONE for status in ends)
    return {"seed": seed, "rounds": rounds, "runs": len(ends), "hindered": hindered, "wrong": wrong}
