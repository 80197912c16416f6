"""JSON-LD as publishers write it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.structured import first_text, main_article, parse_json_ld, texts

ARTICLE = {"@type": "NewsArticle", "headline": "Tower lit"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["@graph", "@type", "name", "x"]), inner)
    ),
    max_leaves=15,
)


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(ARTICLE),
        json.dumps([ARTICLE]),
        json.dumps({"@graph": [ARTICLE]}),
        f"<!-- {json.dumps(ARTICLE)} -->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",
        f"/*<![CDATA[*/ {json.dumps(ARTICLE)} /*]]>*/",
        f"{json.dumps(ARTICLE)};",
        '{"@type": "NewsArticle", "headline": "Tower lit",}',
        json.dumps(ARTICLE) + "{broken",
    ],
)
def test_article_is_found_in_every_wrapping(script: str) -> None:
    """Lists, graphs, comments, CDATA, stray commas and trailing garbage do not hide the article."""
    found = parse_json_ld(script)
    assert ARTICLE in found


def test_line_breaks_inside_strings_are_read() -> None:
    """A raw line break in a string, which JSON forbids, is accepted."""
    assert parse_json_ld('{"headline": "Tower\nlit"}') == [{"headline": "Tower\nlit"}]


@pytest.mark.parametrize("script", ["", "   ", "[" * 100_000, '{"@graph":' * 100_000, "nonsense", "<!-- -->"])
def test_what_is_no_json_gives_nothing(script: str) -> None:
    """Blank, broken and endlessly nested scripts yield no objects, and no error."""
    assert parse_json_ld(script) == []


def test_main_article_is_the_one_that_names_the_page() -> None:
    """Among several articles, the one with the URL of the page wins."""
    other: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": "Other",
        "datePublished": "2024",
        "url": "https://a.example/x",
    }
    own: dict[str, Any] = {"@type": "Article", "headline": "Own", "mainEntityOfPage": {"@id": "https://a.example/own/"}}
    assert main_article([other, own], "https://a.example/own") is own


def test_article_inside_a_web_page_is_found() -> None:
    """The mainEntity of a WebPage counts as the article."""
    page = {"@type": "WebPage", "mainEntity": {**ARTICLE, "author": "Mara"}}
    assert main_article([page])["author"] == "Mara"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        ([" a  b "], "a b"),
        ({"@value": "a"}, "a"),
        ([{"name": ["", "a"]}], "a"),
        ("&amp;quot;a&amp;quot;", '"a"'),
        ({"x": "a"}, None),
        (5, None),
    ],
)
def test_first_text_of_any_shape(value: object, text: str | None) -> None:
    """The string of a property is found however it is wrapped."""
    assert first_text(value) == text


@given(JSON)
def test_any_json_is_read(value: object) -> None:
    """No shape of JSON raises; results are objects and clean strings."""
    found = parse_json_ld(json.dumps(value))
    assert all(isinstance(node, dict) for node in found)
    assert isinstance(main_article(found), dict)
    assert all(text == " ".join(text.split()) != "" for text in texts(value))
