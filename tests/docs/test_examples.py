"""The examples in the README and the documentation work, in a project with the bundled sample."""

import os
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.config.schema import Settings, Source
from dateline.flows.cli import app
from dateline.flows.sample_site import serving_sample
from tests.support.command import sample_source
from tests.support.documents import PAGES, Example, examples_of, name_of
from tests.support.paths import ROOT

EXAMPLES = [example for page in PAGES for example in examples_of(page)]
RUN = [example for example in EXAMPLES if example.not_run is None]
WITH_CODE = [page for page in PAGES if any(e.page == page and e.language in {"sh", "python"} for e in RUN)]
KNOWN_LANGUAGES = {"sh", "python", "toml", "json", "text"}
SAMPLE_ADDRESS = "http://127.0.0.1:8642"


def run_command(line: str) -> str:
    """Run one command line of an example and return its output."""
    words = shlex.split(line, comments=True)
    if not words:
        return ""
    assert words[0].removeprefix(".venv/bin/") == "dateline", f"{line}: only dateline can be run here; say why not"
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == 0, f"{line}: {result.output}"
    assert "nothing found" not in result.output, f"{line}: take words that the sample has"
    return result.output


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Iterator[str]:  # noqa: ARG001 - flows need it
    """The address of the sample site, which the project in the working folder has archived as two sources."""
    checkout = tmp_path_factory.mktemp("examples")
    project = checkout / "dateline-demo"
    sources = project / "config" / "sources"
    sources.mkdir(parents=True)
    (project / "config" / "settings.toml").touch()
    for place in (project, checkout):  # the tutorial goes into the demo's project, below a checkout
        (place / "config").mkdir(exist_ok=True)
        (place / "config" / "sample").symlink_to(ROOT / "config" / "sample")
    with serving_sample(port=0) as site, pytest.MonkeyPatch.context() as patch:
        for name in ("courier", "sample"):
            text = sample_source(site).replace('name = "sample"', f'name = "{name}"')
            (sources / f"{name}.toml").write_text(text, encoding="utf-8")
        for name in [name for name in os.environ if name.startswith("DATELINE_")]:
            patch.delenv(name)
        patch.chdir(project)
        (project / "dateline-demo").symlink_to(project)  # the README stays outside
        patch.setenv("DATELINE_CONFIG", str(project / "config"))
        run_command("dateline ingest courier sample")
        yield site


@pytest.mark.parametrize("page", WITH_CODE, ids=name_of)
def test_the_examples_of_a_page_work(page: Path, address: str, tmp_path: Path) -> None:
    """Commands succeed and Python code runs, in the order of the page."""
    for example in [e for e in RUN if e.page == page]:
        if example.language == "sh":
            for line in example.text.splitlines():
                run_command(line.replace(SAMPLE_ADDRESS, address))
        elif example.language == "python":
            script = tmp_path / "example.py"
            script.write_text(example.text, encoding="utf-8")
            runpy.run_path(str(script))


@pytest.mark.parametrize("example", [e for e in RUN if e.language == "toml"], ids=str)
def test_configuration_examples_are_valid(example: Example) -> None:
    """Each TOML block is a valid source file or part of the settings."""
    table = tomllib.loads(example.text)
    if "source" in table:
        assert set(table) == {"source"}
        Source.model_validate(table["source"])
    else:
        Settings.model_validate({**table, "archive": {"kind": "local", **table.get("archive", {})}})


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_says_what_it_is(example: Example) -> None:
    """Each block has a language, and a comment says why if it is not run."""
    assert example.language in KNOWN_LANGUAGES
    assert example.not_run is None or len(example.not_run.split()) >= 3
