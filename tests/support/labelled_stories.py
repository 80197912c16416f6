"""A labelled set for the search of similar stories: texts, each with the number of its story.

The stories are invented; their variants are what outlets make of an agency's text. Unrelated stories share a quote or
boilerplate.
"""

import json
from collections.abc import Iterator
from itertools import cycle

from tests.support.paths import ROOT

SET = json.loads((ROOT / "tests" / "data" / "similar" / "stories.json").read_text(encoding="utf-8"))


def labelled() -> Iterator[tuple[int, str, str]]:
    """Yield the number of a story, the name of a variant, and its text."""
    for number, story in enumerate(SET["stories"]):
        lead, paragraphs = story["lead"], story["paragraphs"]
        whole = "\n\n".join(paragraphs)
        yield number, "agency", whole
        yield number, "light edits", edited(whole, 17)
        yield number, "more edits", edited(whole, 11)
        yield number, "shortened", "\n\n".join(paragraphs[:2])
        yield number, "other lead", "\n\n".join([lead, *paragraphs[:2]])
        yield number, "other lead, edits", edited("\n\n".join([lead, *paragraphs]), 17)
        yield number, "with boilerplate", f"{whole}\n\n{SET['boilerplate']}"
        yield number, "with the quote", "\n\n".join([paragraphs[0], SET["quote"], *paragraphs[1:]])
        yield number, "capitals and spacing", whole.upper().replace(". ", ".\n\n")


def edited(text: str, every: int) -> str:
    """Return a text in which every n-th word is changed, or in Japanese some particles."""
    words = text.split(" ")
    if len(words) < every:
        return text.replace("という", "とのことだ").replace("四十", "40").replace("予定だ", "見通し")
    changes = cycle(("reportedly", "", "about", "today"))
    return " ".join(next(changes) if at % every == every // 2 else word for at, word in enumerate(words))
