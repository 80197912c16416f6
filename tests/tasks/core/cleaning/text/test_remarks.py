"""Remarks and warnings that a guide sets apart from its text, in boxes named like alerts and other content."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = (
    "<p>Scrape the hull from the keel upwards, and wash it with fresh water before it can dry in the sun again.</p>" * 4
)
REMARK = "The old paint is poisonous, so wear gloves and a mask."


def text_of(amid: str, above: str = "") -> str:
    page = f"<html><body><article>{above}<h1>How to paint a boat</h1>{STORY}{amid}{STORY}</article></body></html>"
    return extract(page.encode(), "https://quay.example/guides/paint").text or ""


@pytest.mark.parametrize(
    "box",
    [
        "<aside class='callout'><h4>{}</h4><p>{}</p></aside>",
        "<div class='alert alert-info' role='alert'><strong>{}:</strong> {}</div>",
        "<div class='info-box'><p><b>{}</b></p><p>{}</p></div>",
        "<section class='notice'><span>{}!</span><p>{}</p></section>",
    ],
)
@pytest.mark.parametrize(
    "label",
    ["Note", "WARNING", "Hinweis", "À noter", "Atención", "Uwaga", "Внимание", "Dikkat", "UYARI", "注意", "تحذير"],
)
def test_a_box_with_the_label_of_a_remark_belongs_to_the_text(box: str, label: str) -> None:
    remark = box.format(label, REMARK)
    assert REMARK in text_of(remark)
    assert REMARK not in text_of("", above=remark)
    assert REMARK not in text_of(box.format("More boats", REMARK))
    assert REMARK not in text_of(box.format(label, f"{REMARK} <form><input name=mail></form>"))
