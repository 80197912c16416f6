"""What pages say about the repository is true: paths, tests, links and keys in the archive."""

import re
from pathlib import Path

import pytest

from dateline.flows.cli import app
from docs.generator.commands import leaves, parameters
from tests.support.documents import DOCS, PAGES, name_of
from tests.support.paths import ROOT
from tests.support.sample_archive import ingest_folder, objects, sample_settings

MAX_README_BYTES = 6000
COMMANDS = {
    name: {flag for parameter in parameters(function) for flag in parameter.flags} for name, function in leaves(app)
}
MADE_BY_READERS = {"docs/_build/html", "config/sources/courier.toml"}
_PATH = re.compile(r"`((?:flows|tasks|config|tests|docs|\.package|\.github|\.ci)/[\w./-]*)`")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_COMMAND = re.compile(r"`(?:[.]venv/bin/)?(dateline [a-z][^`]*)`")
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
_PLACES = {
    "<key>": "[0-9a-f]{64}",
    "<hash>": "[0-9a-f]{12,32}",
    "<source>": "[a-z0-9_-]+",
    "<run>": "[0-9TZa-z-]+",
    "<batch>": "[0-9]+",
    "YYYY": r"\d{4}",
    "MM": r"\d\d",
    "DD": r"\d\d",
}


def test_the_readme_is_short() -> None:
    """The README fits on a few screens; the rest is in the documentation."""
    assert (ROOT / "README.md").stat().st_size <= MAX_README_BYTES


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_paths_on_a_page_exist(page: Path) -> None:
    """Files and folders on a page exist; names in capitals are placeholders."""
    named = {path for path in _PATH.findall(page.read_text(encoding="utf-8")) if not re.search(r"NAME|NNN", path)}
    assert sorted(path for path in named - MADE_BY_READERS if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_tests_on_a_page_exist(page: Path) -> None:
    """Tests on a page exist in the file that is named with them."""
    named = _TEST.findall(page.read_text(encoding="utf-8"))
    assert [f"{path}::{test}" for path, test in named if not _has_test(ROOT / path, test)] == []


def test_each_threat_has_its_test() -> None:
    """Each line of the threat model names a test, or says that it is not covered."""
    text = (DOCS / "explanation" / "threat-model.md").read_text(encoding="utf-8")
    threats = re.findall(r"^- .+(?:\n {2}.+)*", text, re.MULTILINE)
    assert len(threats) > 30
    assert [threat for threat in threats if not (_TEST.search(threat) or "not covered" in threat)] == []


def _has_test(path: Path, test: str) -> bool:
    return path.exists() and f"def {test}(" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_sentences_exist(page: Path) -> None:
    """Commands in sentences exist and have the options that are named with them."""
    for named in _COMMAND.findall(page.read_text(encoding="utf-8")):
        command = max((name for name in COMMANDS if f"{named} ".startswith(f"{name} ")), key=len, default=None)
        assert command, named
        options = set(re.findall(r"(?<=\s)--[a-z-]+", named))
        assert options <= COMMANDS[command] | {"--help"}, named


@pytest.mark.parametrize("page", [page for page in PAGES if DOCS not in page.parents], ids=name_of)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Links to files outside the site have a target; Sphinx checks the others."""
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    assert sorted(target for target in targets if not (page.parent / target).exists()) == []


def test_every_object_of_an_archive_is_in_the_layout(tmp_path: Path) -> None:
    """Each key of an archive matches exactly one row of the table."""
    ingest_folder(sample_settings(tmp_path))
    text = (DOCS / "reference" / "archive-layout.md").read_text(encoding="utf-8")
    patterns = [re.escape(row) for row in re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)]
    for place, pattern in _PLACES.items():
        patterns = [row.replace(re.escape(place), pattern) for row in patterns]
    keys = objects(tmp_path)
    assert {key.partition("/")[0] for key in keys} == {"articles", "raw", "runs", "rejected"}
    assert [key for key in keys if sum(bool(re.fullmatch(pattern, key)) for pattern in patterns) != 1] == []
