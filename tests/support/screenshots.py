"""Screenshots of pages, for the documentation: made by the tests that open these pages.

If the variable `SCREENSHOTS` names a folder, they are saved there; otherwise none is made.
"""

import base64
import os
from pathlib import Path

from playwright.sync_api import Page

_QUALITY = 82
"""Of 100. Text is sharp, and a picture takes a third of the space that it takes as PNG."""


def folder() -> Path | None:
    """Return the folder for screenshots, or None if none are wanted."""
    name = os.environ.get("SCREENSHOTS")
    return Path(name) if name else None


def screenshot(page: Page, name: str) -> None:
    """Save what the page shows in its window as ``NAME.webp``."""
    place = folder()
    if place is None:
        return
    # Playwright itself saves PNG and JPEG only.
    client = page.context.new_cdp_session(page)
    answer = client.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
    (place / f"{name}.webp").write_bytes(base64.b64decode(answer["data"]))
    client.detach()
