"""Help texts, shell completion, and the position of `--config`."""

import shlex
import subprocess
import sys

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command
from typer.testing import CliRunner

from dateline.flows.cli import app
from dateline.flows.cli.help import EXAMPLES, config_first, exclusions_last
from tests.support.command import Project, dateline, sample_source
from tests.support.command_environment import command_environment
from tests.support.sample_archive import SOURCE


def leaves(group: object, prefix: str = "") -> dict[str, object]:
    """Return the commands by their names."""
    found: dict[str, object] = {}
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        named = f"{prefix}{name}"
        found |= leaves(command, f"{named} ") if hasattr(command, "commands") else {named: command}
    return found


@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_is_in_whole_sentences(width: int) -> None:
    """No description is cut, however narrow the terminal; `-h` is `--help`."""
    shown = CliRunner(env={"TERMINAL_WIDTH": str(width), "COLUMNS": str(width)}).invoke(app, ["-h"])
    assert shown.exit_code == 0
    assert "..." not in shown.output.partition("Commands:")[2]
    assert "an example source, a .gitignore and a README." in " ".join(shown.output.split())


@pytest.mark.parametrize("example", [line for lines in EXAMPLES.values() for line in lines])
def test_each_example_is_a_command_line_that_is_understood(example: str) -> None:
    """Each is parsed as by the shell and the command, without running it."""
    words = shlex.split(example.partition(" >")[0])
    assert words.pop(0) == "dateline"
    command = get_command(app)
    found = leaves(command)
    name = max((name for name in found if words[: len(name.split())] == name.split()), key=len)
    found[name].make_context(name, words[len(name.split()) :])  # type: ignore[attr-defined]


def test_examples_are_of_commands_that_show_them() -> None:
    """Each is of an existing command, and stands at the end of its help, one per line."""
    for name, lines in EXAMPLES.items():
        shown = CliRunner().invoke(app, [*name.split(), "--help"])
        assert shown.exit_code == 0
        assert shown.output.endswith("Examples:\n" + "".join(f"    {line}\n" for line in lines))


def test_config_may_stand_behind_the_command(project: Project) -> None:
    """`--config` means the same in any position; without a value it is a usage error."""
    folder = project(sample_source("http://127.0.0.1:1"))
    for args in (["--config", "config", "check"], ["check", "--config", "config"], ["check", "--config=config"]):
        done = dateline(*args, folder=folder, DATELINE_CONFIG="nowhere")
        assert (done.returncode, "no mistakes found" in done.stdout) == (0, True), done.stderr
    assert dateline("check", "--config", folder=folder).returncode == 2


@pytest.mark.skipif(
    tuple(map(int, typer.__version__.split(".")[:2])) < (0, 29), reason="older versions of typer use click's sentences"
)
@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("browse --port 80x", "Invalid value for '--port': write a whole number from 0 to 65535, not '80x'"),
        ("serve --port 65536", "Invalid value for '--port': write a whole number from 1 to 65535, not '65536'"),
        ("serve --limit 0", "Invalid value for '--limit': write a whole number of 1 or more, not '0'"),
        ("search pier --limit 1.5", "Invalid value for '--limit': write a whole number from 1 to 1000, not '1.5'"),
        ("sources check --stale-days old", "'--stale-days': write a number of 0 or more, not 'old'"),
    ],
)
def test_a_number_that_is_none_is_told_in_plain_words(project: Project, command: str, told: str) -> None:
    """The sentence says what to write, and shows what was written."""
    done = dateline(*command.split(), folder=project(SOURCE))
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


@given(st.lists(st.sampled_from(["--config", "--config=x", "a", "--json", "--", "b"])))
def test_no_argument_is_lost(args: list[str]) -> None:
    """Only the order changes, and arguments after `--` stay there."""
    moved = config_first(args)
    assert sorted(moved) == sorted(args)
    if "--" in args:
        behind = args[args.index("--") :]
        assert moved[-len(behind) :] == behind


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("harbour -ferry", "harbour -- -ferry"),
        ("-ferry harbour --limit 3", "harbour --limit 3 -- -ferry"),
        ("harbour --json -ferry", "harbour --json -- -ferry"),
        ("harbour --author -Smith", "harbour --author -Smith"),
        ("harbour -h", "harbour -h"),
        ("-- -ferry harbour", "-- -ferry harbour"),
        ("--sourc x", "--sourc x"),
    ],
)
def test_a_word_may_be_excluded_without_quotes(given: str, understood: str) -> None:
    """What a search excludes looks like an option; a misspelt option is still one."""
    assert exclusions_last(given.split()) == understood.split()


def test_the_shell_completes_names_of_sources(project: Project) -> None:
    """Bash completes `dateline ingest sa<Tab>`; without a project there is no completion and no error."""
    folder = project(sample_source("http://127.0.0.1:1"))
    asked = {"_DATELINE_COMPLETE": "complete_bash", "COMP_WORDS": "dateline ingest sa", "COMP_CWORD": "2"}
    program = "import sys; sys.argv[0] = 'dateline'; from dateline.flows.cli import main; main()"

    def answer(config: str) -> tuple[str, str]:
        env = command_environment(folder, DATELINE_CONFIG=str(folder / config)) | asked
        done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
        return done.stdout.strip(), done.stderr

    assert answer("config") == ("sample", "")
    assert answer("nowhere") == ("", "")
