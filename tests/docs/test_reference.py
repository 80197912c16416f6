"""The reference agrees with the code, and is complete."""

import re
import types
from collections.abc import Iterator
from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from pydantic import BaseModel
from typer.testing import CliRunner

from dateline.config.schema import Settings, Source
from dateline.flows.cli import app
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.runtime import events
from dateline.tasks.core.archive.audit_findings import Fault
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.models import Article, Outcome, OutcomeKind, Reason, Rejection
from docs.generator.commands import leaves, parameters
from docs.generator.descriptions import MissingDescriptionError, describe
from docs.generator.pages import PARTS, generated_pages, parts_in_use
from tests.support.documents import DOCS, name_of

REFERENCE = DOCS / "reference"


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """Return the text below a second-level heading."""
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def types_in(annotation: object) -> Iterator[type]:
    """Yield the classes in an annotation."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from types_in(inner)


def tables_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and the models of all its fields."""
    yield model
    for field in model.model_fields.values():
        for inner in types_in(field.annotation):
            if issubclass(inner, BaseModel):
                yield from tables_of(inner)


PAGES = list(generated_pages())


@pytest.mark.parametrize(("path", "text"), PAGES, ids=[name_of(path) for path, _ in PAGES])
def test_generated_parts_are_up_to_date(path: Path, text: str) -> None:
    """`python -m docs.generator`, which `make docs` runs, changes nothing."""
    assert path.read_text(encoding="utf-8") == text, "run `make docs` and commit what it changes"


def test_every_generated_part_is_on_a_page() -> None:
    """All generated parts are used."""
    assert parts_in_use() == set(PARTS)


@pytest.mark.parametrize("command", [name for name, _ in leaves(app)])
def test_every_command_and_option_is_in_the_reference(command: str) -> None:
    """Everything that `--help` lists has a row in the section of its command."""
    helped = CliRunner().invoke(app, [*command.split()[1:], "--help"], terminal_width=200).output
    described = section(page("commands"), command)
    assert described
    flags = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", helped.partition("Options")[2])) - {"--help"}
    assert [flag for flag in flags if f"`{flag}`" not in described] == []


@pytest.mark.parametrize(("model", "name"), [(Settings, "settings"), (Source, "source-files")])
def test_every_setting_is_in_the_reference(model: type[BaseModel], name: str) -> None:
    """Each key of each table has a row with a description."""
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", page(name), re.MULTILINE))
    skipped = {Settings} if model is Settings else set()
    for table in tables_of(model):
        keys = set() if table in skipped or table.__name__ == "RawDays" else set(table.model_fields)
        assert {key for key in keys if not rows.get(key, "").strip()} == set(), table.__name__


@pytest.mark.parametrize("model", [Article, Rejection, Outcome, Tombstone])
def test_every_field_and_value_of_a_record_is_in_the_reference(model: type[BaseModel]) -> None:
    """Each field has a row, and so has each value of its enums."""
    text = page("records") + page("outcomes")
    for table in tables_of(model):
        assert [name for name in table.model_fields if f"| `{name}` |" not in text] == []
        for field in table.model_fields.values():
            for inner in types_in(field.annotation):
                values = [member.value for member in inner] if issubclass(inner, Enum) else []
                assert [value for value in values if f"| `{value}` |" not in text] == []


def test_every_outcome_reason_and_fault_is_in_the_reference() -> None:
    """Each outcome, reason and fault has a row in its table."""
    for title, enum in (("Outcomes", OutcomeKind), ("Reasons", Reason), ("Faults", Fault)):
        listed = re.findall(r"^\| `(\w+)` \|", section(page("outcomes"), title), re.MULTILINE)
        assert listed == [member.value for member in enum]


def test_every_exit_code_is_in_the_reference() -> None:
    """The table has exactly the exit codes of the program."""
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", page("exit-codes"), re.MULTILINE)] == list(ExitCode)


def test_every_event_is_in_the_reference() -> None:
    """Each event that the program emits has a row."""
    emitted = set(re.findall(r'"(dateline\.\w+\.\w+)"', Path(events.__file__).read_text(encoding="utf-8")))
    assert emitted == set(re.findall(r"^\| `(dateline\.[\w.]+)` \|", page("events"), re.MULTILINE))


class Undescribed(StrEnum):
    """An enum with a member without a description."""

    DESCRIBED = "described"
    """It is."""
    FORGOTTEN = "forgotten"


def test_a_missing_description_is_an_error() -> None:
    """The error names a member without a docstring, or an option without a help text."""
    assert describe(Undescribed, "DESCRIBED") == "It is."
    with pytest.raises(MissingDescriptionError, match="FORGOTTEN"):
        describe(Undescribed, "FORGOTTEN")

    def command(again: Annotated[str, typer.Option("--again")]) -> None:
        raise AssertionError(again)

    with pytest.raises(MissingDescriptionError, match="again"):
        list(parameters(command))
