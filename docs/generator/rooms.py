"""Who may import whom, from the test that holds it."""

from docs.generator.markdown import code, table
from tests.test_rooms import GROUND, MAY_IMPORT


def rooms() -> str:
    """Return a row for each folder with what it may import, from the top floor to the ground."""
    rows = [
        (code(room), ", ".join(code(other) for other in allowed) or "nothing") for room, allowed in MAY_IMPORT.items()
    ]
    ground = ", ".join(code(module) for module in GROUND)
    return table(["folder or module", "may import"], rows) + f"\n\nEverything may import {ground}."
