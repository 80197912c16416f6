"""The reference of what lies in the archive, and of the words in it, from models and enums."""

from enum import Enum, IntEnum

from pydantic import BaseModel

from dateline.flows.cli.exit_codes import ExitCode
from dateline.tasks.core.archive.audit_findings import REMEDIES, Fault
from dateline.tasks.core.archive.reprocess_effects import Effect
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.models import (
    Article,
    Cleaner,
    Outcome,
    OutcomeKind,
    Precision,
    RawPointer,
    Reason,
    Rejection,
    TimezoneSource,
)
from dateline.tasks.core.runs.backfill import SliceState
from dateline.tasks.core.runs.windows import SliceLength
from dateline.tasks.core.sources.probe import PartHealth
from dateline.tasks.core.sources.ways import Way
from docs.generator.descriptions import describe, members, summary
from docs.generator.markdown import code, sections, table
from docs.generator.value_types import types_of

RECORDS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("Article", Article),
    ("`raw`: where the bytes lie", RawPointer),
    ("`cleaner`: what made the record", Cleaner),
    ("Rejection", Rejection),
    ("Line of a manifest", Outcome),
    ("Tombstone", Tombstone),
)
RECORD_WORDS: tuple[tuple[str, type[Enum]], ...] = (
    ("`published_precision`", Precision),
    ("`timezone_source`", TimezoneSource),
)
OTHER_WORDS: tuple[tuple[str, type[Enum]], ...] = (
    ("Effects of `dateline reprocess`", Effect),
    ("Parts of a source in `dateline sources check`", PartHealth),
    ("Ways of finding pages (`--via`)", Way),
    ("Slices of a backfill (`--slice`)", SliceLength),
    ("States of a slice", SliceState),
)


def records() -> str:
    """Return a section for each kind of record, and for each word in one that has a few values."""
    return sections([*(_model(*record) for record in RECORDS), *(_enum(*words) for words in RECORD_WORDS)])


def outcomes() -> str:
    """Return the kinds of outcome."""
    return _table("outcome", OutcomeKind)


def reasons() -> str:
    """Return the reasons of rejections."""
    return _table("reason", Reason)


def faults() -> str:
    """Return what an audit can find, and what to do about it."""
    rows = [(code(fault.value), describe(Fault, fault.name), REMEDIES[fault]) for fault in Fault]
    return table(["fault", "meaning", "remedy"], rows)


def other_words() -> str:
    """Return the values of the other enums that commands print or take."""
    return sections(_enum(*words) for words in OTHER_WORDS)


def exit_codes() -> str:
    """Return what the exit codes mean."""
    return _table("exit code", ExitCode)


def _model(title: str, model: type[BaseModel]) -> str:
    types = types_of(model)
    rows = [(code(name), types[name], describe(model, name)) for name in model.model_fields]
    return sections((f"## {title}", summary(model), table(["field", "type", "meaning"], rows)))


def _enum(title: str, enum: type[Enum]) -> str:
    return sections((f"## {title}", summary(enum), _table("value", enum)))


def _table(head: str, enum: type[Enum]) -> str:
    plain = issubclass(enum, IntEnum)
    return table([head, "meaning"], ((value if plain else code(value), text) for value, text in members(enum)))
