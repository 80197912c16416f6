"""The pictures of the documentation."""

import re

from tests.support.documents import DOCS
from tests.support.paths import ROOT

IMAGES = sorted((DOCS / "images").iterdir())
MAX_SCREENSHOTS = 600_000


def test_each_picture_is_shown() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *DOCS.rglob("*.md")))
    shown = set(re.findall(r"!\[[^\]]+\]\((?:\.\./|docs/)*images/([\w.-]+)\)", pages))
    assert [image.name for image in IMAGES if image.name not in shown] == []


def test_screenshots_are_made_by_tests_and_small() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "flows").rglob("test_*.py"))
    screenshots = [image for image in IMAGES if image.suffix != ".svg"]
    assert [image.name for image in screenshots if f'"{image.stem}"' not in tests] == []
    assert sum(image.stat().st_size for image in screenshots) < MAX_SCREENSHOTS
