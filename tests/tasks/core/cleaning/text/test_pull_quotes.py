"""Quotations that repeat a sentence of the article, and those that do not."""

import pytest

from tests.support.article_text import paragraphs_of

HEADLINE = "The last ringer of Orlen"
SAID = "Nobody taught me, I only pulled when the others pulled"
STORY = [
    "For fifty-one years Alma Reed has rung the smallest of the five bells, and on Sunday she hands over the rope.",
    f'"{SAID}," she says, and laughs. "By the time they noticed that I was a girl, I knew all the changes by heart."',
    "Her successor is nine years old, has to stand on a box, and has been told the same that Alma was told in her day.",
]


@pytest.mark.parametrize(
    "quote",
    [
        f"<blockquote class='pulled'><p>“{SAID}”</p></blockquote>",
        f"<figure class='quote'><blockquote>{SAID.upper()}</blockquote><cite>Alma Reed</cite></figure>",
        f"<blockquote><div>{SAID}.</div></blockquote>",
    ],
)
def test_a_quotation_that_the_article_contains_is_shown_once(quote: str) -> None:
    """Such a quotation draws readers into the article, whatever its letters and marks look like."""
    html = f"<h1>{HEADLINE}</h1><div><p>{STORY[0]}</p>{quote}<p>{STORY[1]}</p><p>{STORY[2]}</p></div>"
    assert [line for line in paragraphs_of(html, HEADLINE) if line != "Alma Reed"] == STORY


def test_a_quotation_of_its_own_is_kept_with_the_person_quoted() -> None:
    """The footer of a quotation names the person. No other footer is part of the text."""
    quote = "The rope knows more than I do."
    box = f"<blockquote><p>{quote}</p><footer>Alma Reed, bell-ringer</footer></blockquote>"
    html = f"<h1>{HEADLINE}</h1><div><p>{STORY[0]}</p>{box}<p>{STORY[1]}</p><footer>Posted in bells</footer></div>"
    assert paragraphs_of(html, HEADLINE) == [STORY[0], quote, "Alma Reed, bell-ringer", STORY[1]]
