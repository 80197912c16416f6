"""Bodies with misleading names, and bodies in several boxes."""

import pytest

from tests.support.article_text import paragraphs_of

HEADLINE = "Night bakers of Tarn open by day"
STORY = [
    "For sixty years the bakers of Tarn sold their bread between midnight and five, to fishermen and to insomniacs.",
    "On Tuesday the first of them left its shutters up until noon, and a queue of pensioners formed along the wall.",
    "The fleet has shrunk to four boats, says the guild, and four crews cannot eat what nine ovens bake.",
    "Two of the nine will go on as before; their owners, brothers, say that they would not know how to sleep at night.",
    "The town will pay for new signs, since the old ones, painted black, cannot be read when the sun is up.",
    "A loaf costs what it did, and whoever comes before five still gets the second one for half of it.",
]
LONG = [*STORY, *(f"{line[:-1]}, as the {n}th of them told us." for n, line in enumerate(STORY, 4))]
COMMENTS = "".join(
    f"<div class='comment'><p>Reader {number} remembers the smell of the quay at four in the morning, fondly.</p></div>"
    for number in range(24)
)


def paragraphs(inner: str) -> list[str]:
    html = f"<!doctype html><html><body><h1>{HEADLINE}</h1>{inner}</body></html>"
    return paragraphs_of(html, HEADLINE)


def marked_up(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "name",
    ["content__text paywall-article", "gallery-body", "c-newsletter", "promo-text", "teaser-long", "js-lightbox"],
)
def test_the_body_is_found_under_any_name(name: str) -> None:
    """The body is found under any name, even below longer comments."""
    story = f"<article><div class='top'></div><div class='{name}'>{marked_up(STORY)}</div></article>"
    assert paragraphs(f"<main>{story}</main><div class='below'>{COMMENTS}</div>") == STORY


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<div class='row'><div class='body articleBody'>{}</div></div>",) * 2,
        ("<div class='pb-row pb-row-0'>{}</div>", "<div class='pb-row pb-row-1'>{}</div>"),
        ("<div class='post-text rich intro'>{}</div>", "<div class='post-text rich'>{}</div>"),
        ("<section class='part'>{}</section>",) * 2,
    ],
)
def test_a_story_in_several_boxes_is_joined(first: str, second: str) -> None:
    """Boxes of a story are joined, whatever stands between them and however unequal they are."""
    between = "<div class='shop'><ul><li><a href='/1'>Aprons</a></li><li><a href='/2'>Tins of Tarn</a></li></ul></div>"
    more = (
        "<div class='other'><a href='/1'><h3>A tale of the coast</h3></a><p>A lamp, a gull and a thief meet by night "
        "on the quay, and one of them goes home with more than it had.</p></div>"
    )
    body = f"{first.format(marked_up(LONG[:2]))}{between}{second.format(marked_up(LONG[2:]))}"
    assert paragraphs(f"<div class='page'>{body}<div class='rest'>{more}</div></div>") == LONG


def test_the_next_story_on_the_page_is_not_joined() -> None:
    """Text below another headline, or in another article element, is another story."""
    body = "<div class='body articleBody'>{}</div>"
    other = ["The lamp on the mole is to be lit again, the harbour office said, once a bulb of the old kind is found."]
    below = f"<h1>The lamp on the mole</h1>{body.format(marked_up(other))}"
    told = f"<div>{body.format(marked_up(LONG))}</div><div>{below}</div>"
    assert paragraphs(told) == LONG
    told = f"<article>{body.format(marked_up(LONG))}</article><article>{body.format(marked_up(other))}</article>"
    assert paragraphs(told) == LONG


@pytest.mark.parametrize("name", ["c-margin-bottom-s", "mg-bottom-38px", "padding-top-header", "md:border-bottom"])
def test_names_of_style_hint_at_nothing(name: str) -> None:
    """Class names such as ``margin-bottom`` do not make a paragraph a footer."""
    first, *others = STORY
    assert paragraphs(f"<p class='{name}'>{first}</p>{marked_up(others)}") == STORY


def test_an_introduction_is_not_the_body() -> None:
    """The body is the box around it if that adds long paragraphs, though they are in a box of another name."""
    intro = f"<header><h1>{HEADLINE}</h1><div class='teaser'>{marked_up(STORY[:2])}</div></header>"
    rest = f"<div class='rtf'>{' '.join(LONG[2:6])}<br><br>{' '.join(LONG[6:])}</div>"
    html = f"<main><article>{intro}{rest}</article></main>"
    text = "\n\n".join(paragraphs_of(html, HEADLINE))
    assert all(line in text for line in LONG[2:])


def test_rows_of_a_builder_around_the_heaviest_are_kept() -> None:
    """Each row has names of its own, and only one of them holds most of the story."""
    rows = (LONG[:2], LONG[2:9], LONG[9:])
    story = "".join(f"<div class='el-{name}'>{marked_up(row)}</div>" for name, row in zip("abc", rows, strict=True))
    inner = f"<div class='el-main'><div class='el-x'><div class='el-y'>{story}</div></div></div>"
    assert paragraphs(inner) == LONG


CARD = (
    "Nine ovens bake in Tarn, each of them heated with the wood of old boats, which is dry and a little salty, and "
    "gives the crust a taste that no other town has."
)


@pytest.mark.parametrize("name", ["card", "toc-wrapper", "recipe-card suggested", "carousel"])
def test_a_box_of_text_without_links_points_nowhere(name: str) -> None:
    """If more of the story follows. Below the story, such a box is about something else."""
    box = f"<div class='{name}'><div class='{name}__text'><p>{CARD}</p></div></div>"
    assert paragraphs(f"<article>{marked_up(STORY[:3])}{box}{marked_up(STORY[3:])}</article>") == [
        *STORY[:3], CARD, *STORY[3:],
    ]  # fmt: skip
    assert paragraphs(f"<article>{marked_up(STORY)}{box}</article>") == STORY
    linked = box.replace("each of them", "<a href='/1'>each</a> of <a href='/2'>them all</a>")
    assert paragraphs(f"<article>{marked_up(STORY[:3])}{linked}{marked_up(STORY[3:])}</article>") == STORY


def test_components_are_no_consent_managers() -> None:
    """Some systems begin the names of all their components with ``cmp-``."""
    rows = "".join(f"<div class='cmp-text text-{n}'><p>{line}</p></div>" for n, line in enumerate(STORY[:2]))
    assert paragraphs(f"<article>{rows}{marked_up(STORY[2:])}</article>") == STORY
