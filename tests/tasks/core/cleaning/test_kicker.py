"""The kicker: the words that a page shows before its headline."""

import json

import pytest

from dateline.tasks.core.archive.changes import changes, content_hash
from dateline.tasks.core.archive.columns import row_of
from dateline.tasks.core.archive.records import read_article, to_json
from dateline.tasks.core.cleaning import extract
from tests.support.records import an_article

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
JSON_LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sails again on Monday"}</script>'
)


def read(heading: str, head: str = JSON_LD) -> tuple[str | None, str | None, str | None]:
    page = f'<html lang="en"><meta charset="utf-8"><title>Quay Post</title>{head}<body>{heading}{STORY}</body></html>'
    record = extract(page.encode(), "https://www.quay-post.example/a/ferry")
    return record.headline, record.kicker, record.provenance.get("kicker")


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><span>Island traffic</span> Ferry sails again on Monday</h1>",
        "<h1><span>Island traffic</span><span>Ferry sails again on Monday</span></h1>",
        "<h1><a href='/x'><strong>Island traffic:</strong> Ferry sails again on Monday</a></h1>",
        "<h1><small>Island traffic</small> <em>Ferry sails</em> again on Monday</h1>",
        '<h1><div class="topline">Island traffic</div>Ferry sails again on Monday</h1>',
    ],
)
def test_a_kicker_stands_apart(heading: str) -> None:
    """It is what the h1 shows before the headline that other places confirm."""
    assert read(heading) == ("Ferry sails again on Monday", "Island traffic", "markup:h1")


@pytest.mark.parametrize(
    "above",
    [
        '<p class="kicker">Island traffic</p><h1>{}</h1>',
        '<span class="article__eyebrow">Island traffic</span><h1>{}</h1>',
        '<header><div class="Dachzeile">Island traffic:</div><div><h1>{}</h1></div></header>',
        '<div class="antetitulo">Island traffic</div><!-- --><h1>{}</h1>',
    ],
)
def test_a_kicker_may_stand_in_an_element_above_the_heading(above: str) -> None:
    assert read(above.format("Ferry sails again on Monday")) == (
        "Ferry sails again on Monday",
        "Island traffic",
        "markup:kicker",
    )


@pytest.mark.parametrize(
    "heading",
    [
        '<p class="kicker">Island traffic</p><p>Tickets</p><h1>Ferry sails again on Monday</h1>',
        '<p class="kicker">Quay Post</p><h1>Ferry sails again on Monday</h1>',
        '<p class="text">Island traffic</p><h1>Ferry sails again on Monday</h1>',
        "<h1>Ferry sails again on Monday</h1>",
        "<h1><em>Ferry</em> sails again on Monday</h1>",
        "<h1><span>04.03.2026</span> Ferry sails again on Monday</h1>",
        "<h1><span>Quay Post</span> Ferry sails again on Monday</h1>",
        '<h1><span class="visually-hidden">Report</span> Ferry sails again on Monday</h1>',
        "<h2><span>Island traffic</span> Ferry sails again on Monday</h2>",
    ],
)
def test_a_heading_without_one_has_none(heading: str) -> None:
    """The site's name, a date and hidden words are no kicker."""
    assert read(heading) == ("Ferry sails again on Monday", None, None)


def test_a_marked_kicker_needs_no_second_place() -> None:
    """A class that names the kicker suffices, whether the kicker stands in the heading or above it."""
    for name in ("kicker", "roofline", "article__pre-title", "Volanta"):
        inside = f'<h1><span class="{name}">Island traffic</span> Ferry sails again on Monday</h1>'
        assert read(inside, "") == ("Ferry sails again on Monday", "Island traffic", "markup:h1")
        above = f'<p class="{name}">Island traffic</p><h1>Ferry sails again on Monday</h1>'
        assert read(above, "") == ("Ferry sails again on Monday", "Island traffic", "markup:kicker")


def test_a_record_without_kicker_keeps_its_bytes_and_hash() -> None:
    """The field is omitted if it is null, so that archives of earlier versions pass their audits."""
    plain, bold = an_article(), an_article(kicker="Island traffic")
    assert "kicker" not in json.loads(to_json(plain))
    assert content_hash(plain) == "a25cb000234c539f909453b083a58ba5c13ec87b99005ccd9d766bb9f65f8eb5"
    assert json.loads(to_json(bold))["kicker"] == "Island traffic"
    assert read_article(to_json(bold), "k") == bold
    assert content_hash(bold) != content_hash(plain)


def test_a_kicker_is_content_but_no_part_of_the_identity() -> None:
    """It is compared and exported, but does not change the deduplication key."""
    plain, bold = an_article(), an_article(kicker="Island traffic")
    assert plain.dedupe_key == bold.dedupe_key
    assert [(change.field, change.after) for change in changes(plain, bold)] == [("kicker", "Island traffic")]
    assert (row_of(plain)["kicker"], row_of(bold)["kicker"]) == (None, "Island traffic")
