"""The site is built strictly, and works offline."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.documents import DOCS


def build(source: Path, target: Path) -> "subprocess.CompletedProcess[str]":
    """Build as `make docs` does."""
    options = ("--fail-on-warning", "--keep-going", "--quiet", "--fresh-env")
    command = [sys.executable, "-m", "sphinx", *options, str(source), str(target)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("site")
    built = build(DOCS, folder)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """No page uses a script, style, font or image of another site."""
    loads = re.compile(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=\"(?:https?:)?//[^\"]+\"")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 40
    assert [found for page in pages for found in loads.findall(page.read_text(encoding="utf-8"))] == []
    styles = [path for path in site.rglob("*.css") if re.search(r"url\([\"']?(?:https?:)?//", path.read_text("utf-8"))]
    assert styles == []


def test_what_leads_nowhere_fails_the_build(tmp_path: Path) -> None:
    """A link to a missing page or anchor and a missing image each fail the build with an error."""
    pages = tmp_path / "docs"
    pages.mkdir()
    (pages / "static").symlink_to(DOCS / "static")
    (pages / "conf.py").write_text((DOCS / "conf.py").read_text(encoding="utf-8"), encoding="utf-8")
    text = "# Home\n\n[gone](gone.md)\n\n[gone](index.md#gone)\n\n![gone](gone.png)\n"
    (pages / "index.md").write_text(text, encoding="utf-8")
    built = build(pages, tmp_path / "site")
    assert built.returncode != 0
    assert {int(line) for line in re.findall(r"index\.md:(\d+): WARNING", built.stderr)} == {3, 5, 7}
