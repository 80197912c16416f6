"""`dateline demo` archives the bundled sample in a project of its own, in any environment."""

from contextlib import ExitStack, suppress
from pathlib import Path
from socket import create_server

import pytest

from dateline.flows.cli.commands.demo import demo
from dateline.flows.sample_site import DEMO_PLACE, PORT
from dateline.tasks.core.errors import ConfigError
from tests.support.command import Project, dateline, sample_source
from tests.support.sample_archive import objects

_TUTORIAL = Path(__file__).parents[3] / "docs" / "tutorial.md"


def tutorial_output() -> list[str]:
    """Return the lines that the tutorial says are printed."""
    return words_of(_TUTORIAL.read_text().partition("```text\n")[2].partition("```")[0])


def words_of(output: str) -> list[str]:
    """Return the lines of an output without its alignment and without the URLs of examples."""
    return [" ".join(line.partition(" (http")[0].split()) for line in output.splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and DEMO_PLACE not in path.relative_to(folder).parts
    }


def test_the_demo_keeps_out_of_a_project_in_the_working_folder(project: Project, prefect_server: str) -> None:
    """Neither its configuration nor the environment applies, and a port in use is no obstacle."""
    folder = project(sample_source("http://127.0.0.1:1"))
    before = contents(folder)
    real = folder / "real"
    with ExitStack() as stack:
        with suppress(OSError):  # in use already: all the better
            stack.enter_context(create_server(("127.0.0.1", PORT)))
        first = dateline("demo", folder=folder, PREFECT_API_URL=prefect_server, DATELINE_ARCHIVE__PATH=str(real))
    assert first.returncode == 0, first.stderr
    assert f"Port {PORT} is in use, so the sample site is at http://127.0.0.1:86" in first.stderr
    assert [line for line in tutorial_output() if line not in words_of(first.stdout)] == []
    assert f"--config {DEMO_PLACE}/config\n" in first.stdout
    assert contents(folder) == before
    assert not real.exists()
    place = folder / DEMO_PLACE
    written = objects(place)
    assert [key for key in written if key.startswith("articles/")]
    again = dateline("demo", folder=place, PREFECT_API_URL=prefect_server)  # from within, at the same address
    assert "15  already known" in again.stdout, again.stderr
    assert not (place / DEMO_PLACE).exists()
    assert {key for key in objects(place) if key.startswith("articles/")} == {
        key for key in written if key.startswith("articles/")
    }


@pytest.mark.parametrize("there", ["config/settings.toml", "notes.txt", ""])
def test_the_demo_writes_into_no_folder_that_holds_something_else(tmp_path: Path, there: str) -> None:
    """A project, a folder with other files and a file are each refused and left unchanged."""
    folder = tmp_path / "mine"
    taken = folder / there
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_text("[archive]\n")
    with pytest.raises(ConfigError, match=r"contains something other .* name a new folder"):
        demo(folder)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [taken]
    assert taken.read_text() == "[archive]\n"
