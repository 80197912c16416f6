"""Text from pages is never markup in the artifacts of a run."""

import pytest
from markdown_it import MarkdownIt

from dateline.tasks.core.models import Outcome, OutcomeKind, Reason, Window
from dateline.tasks.core.runs.summary import Amounts, Stages, summarize
from tests.support.local_site import at
from tests.support.nasty_text import NASTY

pytestmark = pytest.mark.usefixtures("prefect_home")

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
URLS = ("javascript:alert(1)", "https://a.example/b) <img src=x> [c](javascript:alert(1))|d", "file:///tmp/<b>.html")


def outcomes() -> list[Outcome]:
    """Outcomes with each nasty text, without unpaired surrogates, which no outcome can contain."""
    written = [text.replace("\ud800", "\N{REPLACEMENT CHARACTER}") for text in NASTY]
    texts = [(text, url) for text in (*written, "x" * 10_000) for url in URLS]
    common: dict[str, object] = {"source": "sample", "at": at(4), "published_at": at(3)}
    new: dict[str, object] = {"kind": OutcomeKind.NEW} | common
    rejected: dict[str, object] = {"kind": OutcomeKind.REJECTED, "reason": Reason.NO_TEXT} | common
    return [
        *(Outcome.model_validate(new | {"url": url, "headline": text, "article": text}) for text, url in texts),
        *(Outcome.model_validate(rejected | {"url": url, "detail": text}) for text, url in texts),
    ]


def test_no_cell_of_a_table_is_more_than_text_or_a_link_to_its_page() -> None:
    """Each cell is one paragraph of text, whose links lead to the web."""
    from dateline.flows.ui.ingest_report import article_rows, rejection_rows  # noqa: PLC0415 - after Prefect's settings

    found = outcomes()
    rows = [*article_rows(found), *rejection_rows(found)]
    assert len(rows) == len(found)
    for cell in (cell for row in rows for cell in row.values() if cell):
        assert len(cell) < 1_000
        assert [token.type for token in MARKDOWN.parse(cell)] == ["paragraph_open", "inline", "paragraph_close"]
        inside = MARKDOWN.parse(cell)[1].children or []
        assert {token.type for token in inside} <= {"text", "text_special", "link_open", "link_close"}
        assert all(str(token.attrs["href"]).startswith("https://a.example/") for token in inside if token.attrs)


def test_each_note_of_a_report_is_one_line_of_text() -> None:
    """Each note is one line in the list of notes, whatever it contains."""
    from dateline.flows.ui.ingest_report import Report, report_markdown  # noqa: PLC0415 - after Prefect's settings

    summary = summarize(outcomes(), Amounts(), discovered=0, known=0)
    stages = Stages(lambda: 0.0)
    shapes = [
        [token.type for token in MARKDOWN.parse(report_markdown(Report("s", state, Window(), summary, stages, notes)))]
        for state, notes in [("Completed", ["a"] * len(NASTY)), *((f"Failed: {text}", NASTY) for text in NASTY)]
    ]
    assert all(shape == shapes[0] for shape in shapes)
