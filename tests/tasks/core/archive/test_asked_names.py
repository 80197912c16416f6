"""What people write to name an article or a page."""

import pytest

from dateline.tasks.core.archive.asked_names import as_archived


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("1FFC88D8", "1ffc88d8"),
        (" 1ffc88d8 ", "1ffc88d8"),
        ("1ffc88d8…", "1ffc88d8"),
        ("1FFC88D8...", "1ffc88d8"),
        ("1ffc88d8..", "1ffc88d8"),
        ("1ffc88d8.7C1E.", "1ffc88d8.7c1e"),
        ("1ffc88d8.json", "1ffc88d8"),
        ("1FFC88D8.0A1B2C3D4E5F", "1ffc88d8.0a1b2c3d4e5f"),
        ("courier.example/2026/03/Storm.html?Id=7", "https://courier.example/2026/03/Storm.html?Id=7"),
        ("127.0.0.1:8642/storm", "https://127.0.0.1:8642/storm"),
    ],
)
def test_a_name_is_found_as_it_is_copied(written: str, known: str) -> None:
    """In any case, with the blanks and dots around it, and without the scheme that browsers hide."""
    assert as_archived(written) == known


@pytest.mark.parametrize(
    "name",
    [
        "https://courier.example/2026/03/Storm.html",
        "articles/2026/03/01/1FFC.json",
        "./archive/articles/2026/03/01/1ffc.json",
        "backup.old/articles/2026/03/01/1ffc.json",
        "rejected/courier/2026/03/01/0aab.json",
        "pier",
        "",
    ],
)
def test_other_names_stay(name: str) -> None:
    """Keys, paths to records, URLs, and what nobody can find."""
    assert as_archived(name) == name
