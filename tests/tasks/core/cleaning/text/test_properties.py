"""Properties of the text of any page."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.config.schema import CleaningRules, Selectors
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.blocks import flatten
from dateline.tasks.core.cleaning.text.read import read_text
from dateline.tasks.core.cleaning.text.visible import visible

WORDS = st.sampled_from(
    ["river", "ferry", "Monday,", "said.", "“Yes”", "a", "1,000", "Überfahrt", "渡轮", "\u200b", "\x00", "&shy;"]
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
TAGS = st.one_of(
    st.sampled_from(("p", "div", "span", "article", "main", "aside", "section", "ul", "li", "h1", "h2", "blockquote")),
    st.sampled_from(("table", "tr", "td", "figure", "figcaption", "a", "b", "br", "template", "noscript", "x-y")),
)
CLASSES = st.sampled_from(
    ["", "article-body", "related", "comments", "caption", "standfirst", "hidden", "ad", "css-1x"]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, name, inner: f"<{tag} class='{name}'>{''.join(inner)}</{tag}>",
        TAGS,
        CLASSES,
        st.lists(children, max_size=5),
    )


PAGES = st.recursive(TEXTS, _element, max_leaves=40)


def read(html: str, headline: str | None = None, rules: CleaningRules | None = None) -> object:
    data = html.encode("utf-8", "replace")
    page = Page(data, rules=rules) if rules else Page(data)
    return read_text(Document(data), page, headline)


@given(PAGES, st.one_of(st.none(), TEXTS))
@settings(max_examples=150)
def test_any_tree_is_read_the_same_each_time(html: str, headline: str | None) -> None:
    """Any tree is read without an error, and twice with the same result."""
    assert read(html, headline) == read(html, headline)


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes_are_read(data: bytes) -> None:
    """Any bytes are read without an error."""
    read_text(Document(data), Page(data), None)


@given(st.text(max_size=30))
@settings(max_examples=100)
def test_any_selector_is_obeyed_or_warned_about(selector: str) -> None:
    """Any selector is applied or causes a warning."""
    rules = CleaningRules(selectors=Selectors(text=selector, summary=selector, remove=(selector,)))
    read("<p class='a'>The ferry sails at noon.</p>", rules=rules)


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "div", "li", "blockquote"]), st.integers(0, 10**6)), min_size=3, max_size=30
    )
)
@settings(max_examples=60)
def test_each_paragraph_once_and_in_order(parts: list[tuple[str, int]]) -> None:
    """Each paragraph of a bare story is read once, in the order of the page."""
    lines = [
        f"Boat number {number} came in as the one before {place} others, and left again with the tide."
        for place, (_, number) in enumerate(parts)
    ]
    inner = "".join(f"<{tag}>{line}</{tag}>" for (tag, _), line in zip(parts, lines, strict=True))
    found = read_text(Document(inner.encode()), Page(b""), None).text.split("\n\n")
    assert found == lines


@given(st.text(max_size=200))
def test_visible_text_is_folded_and_stays_so(text: str) -> None:
    """Folding white space and removing invisible characters is idempotent."""
    folded = visible(text)
    assert visible(folded) == folded
    assert "\x00" not in folded
    assert "\u00ad" not in folded


def test_deep_nesting_needs_no_recursion() -> None:
    """Thousands of nested elements cause no recursion error."""
    depth = 3_000
    document = Document(b"<div>" * depth + b"The ferry sails at noon, said the captain." + b"</div>" * depth)
    assert [block.text for block in flatten(document.root).blocks] == ["The ferry sails at noon, said the captain."]
