"""`dateline init` starts a project; without one, every command says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dateline.config import loader
from dateline.config.loader import ConfigMistakesError, load
from dateline.flows.cli import app
from dateline.flows.cli.commands import init
from dateline.tasks.core.errors import ConfigError

WRITTEN = {".gitignore", "README.md", "config/settings.toml", "config/sources/example.toml"}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and no configuration named."""
    monkeypatch.delenv("DATELINE_CONFIG", raising=False)
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def commands(group: Any, *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - click's, through typer
    """Yield each command with its name in words."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *names, name)
        else:
            yield (*names, name), command


COMMANDS = [pair for pair in commands(get_command(app)) if pair[0] not in {("init",), ("demo",)}]


@pytest.mark.parametrize(("names", "command"), COMMANDS, ids=[" ".join(names) for names, _ in COMMANDS])
def test_without_a_project_every_command_offers_to_start_one(empty: Path, names: tuple[str, ...], command: Any) -> None:  # noqa: ANN401 - as above
    """Every command exits with a hint at `init`, and writes nothing."""
    args = [*names]
    for parameter in command.params:
        if parameter.required:
            value = "2026-01-01" if "since" in parameter.name or "until" in parameter.name else "https://news.example/1"
            args += [parameter.opts[0], value] if parameter.param_type_name == "option" else [value]
    ended = CliRunner().invoke(app, args)
    assert isinstance(ended.exception, ConfigMistakesError), ended.output
    assert "`dateline init` starts a project" in str(ended.exception)
    assert files(empty) == set()


def test_a_project_is_started_here(empty: Path) -> None:
    """Its configuration is valid, also from a subfolder; nothing else is written, and the next steps are printed."""
    told = CliRunner().invoke(app, ["init"])
    assert told.exit_code == 0, told.output
    assert files(empty) == WRITTEN
    assert "dateline sources add URL" in told.output
    config = load()
    assert (config.folder, set(config.sources)) == (empty / "config", {"example"})
    assert not config.sources["example"].enabled
    assert "/archive/" in (empty / ".gitignore").read_text()


def test_a_project_is_started_elsewhere(empty: Path) -> None:
    """The folder is created, and the next steps contain its path."""
    told = CliRunner().invoke(app, ["init", "deep/newsroom"])
    assert "  cd deep/newsroom\n" in told.output
    assert files(empty / "deep" / "newsroom") == WRITTEN


def test_no_existing_file_is_changed(empty: Path) -> None:
    """If one of the files exists, the error names it and nothing is written."""
    (empty / "README.md").write_text("mine")
    with pytest.raises(ConfigError, match=r"exist already: README\.md\. Choose another folder"):
        init.init(Path())
    assert files(empty) == {"README.md"}
    assert (empty / "README.md").read_text() == "mine"


def test_a_second_time_it_says_that_this_is_a_project(empty: Path) -> None:  # noqa: ARG001 - the working folder
    """Nothing is wrong with it, so nobody is sent to another folder."""
    init.init(Path())
    with pytest.raises(ConfigError, match="is a project already: nothing was written"):
        init.init(Path())


def test_a_folder_that_cannot_be_written_is_told(empty: Path) -> None:
    """A file in the way, or the installation as target, is reported in a sentence."""
    (empty / "file").touch()
    with pytest.raises(ConfigError, match="could not be written"):
        init.init(Path("file"))


def test_the_installation_is_not_written_to(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installed package is refused as a project folder."""
    monkeypatch.setattr(loader, "SHIPPED", empty / "config")
    with pytest.raises(ConfigError, match="is part of the installation"):
        init.init(Path("below"))
    assert files(empty) == set()
