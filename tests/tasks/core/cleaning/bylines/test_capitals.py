"""Names in capitals."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4


def authors(byline: str, elsewhere: str = "", head: str = "") -> tuple[str, ...]:
    page = (
        f"<html lang='en'><head><meta charset='utf-8'><title>Ferry sails again</title>{head}</head>"
        f"<body><h1>Ferry sails again</h1><p class='byline'>{byline}</p>{STORY}{elsewhere}</body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


def test_capitals_stay_if_the_page_writes_the_name_in_no_other_way() -> None:
    assert authors("BY IDA HOLM AND OLE McRAE") == ("IDA HOLM", "OLE McRAE")


@pytest.mark.parametrize(
    ("elsewhere", "head"),
    [
        ("<p>Ida Holm and Ole McRae write about ports.</p>", ""),
        ("<p>ida holm, Ole MCRAE</p><p>Ida Holm</p><p>Ole McRae</p>", ""),
        ("", '<meta name="twitter:data1" content="Ida Holm, Ole McRae">'),
        ("", '<script type="application/ld+json">[{"name": "Ida Holm"}, {"name": "Ole McRae"}]</script>'),
    ],
)
def test_the_pages_other_spelling_is_taken(elsewhere: str, head: str) -> None:
    assert authors("BY IDA HOLM AND OLE McRAE", elsewhere, head) == ("Ida Holm", "Ole McRae")
