"""Learn what each sign of a page's kind is worth, from labelled pages, and say how well that does on others.

    python -m tests.benchmarks.learn_page_kind [--write] [--data ../shared/cleaning]

The pages are not part of the repository: those of ``sets/wcxb`` are labelled article, listing, collection, product or
service; those of the other sets are taken for articles, and count less, since nobody has labelled them so. They are
split by site into two halves. Weights are learned on each half and looked at on the other, so that no page is judged by
weights that have seen its site; with ``--write``, those learned on both are written to
``tasks/core/cleaning/kind/weights.py``.

It is a logistic regression whose weights may have one sign only: what speaks for an article cannot be held against one.
"""

import argparse
import gzip
import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from dateline.tasks.core.cleaning import Document, Page
from dateline.tasks.core.cleaning.html_page import read_html
from dateline.tasks.core.cleaning.kind.judge import rule_for
from dateline.tasks.core.cleaning.kind.signs import Seen, signs_of
from dateline.tasks.core.web.urls import registrable_domain
from tests.support.paths import ROOT, SHARED

AGAINST = frozenset(
    {
        "declared goods, a course or a service",
        "declared a list",
        "address of a shop",
        "share of links",
        "headings in the text",
        "no main heading",
        "calls to customers",
        "basket, stock and delivery",
    }
)
"""Signs that can only speak against an article; all others can only speak for one."""
LABELLED = "wcxb"
TARGET = ROOT / "tasks/core/cleaning/kind/weights.py"
STEPS = 500
RIDGE, SHRINK = 3.0, 1.0
"""How strongly large weights are held back, and small ones drawn to nothing."""
UNLABELLED, OTHERS = 0.3, 1.5
"""What a page counts that nobody has labelled, and one that is labelled as no article; a labelled article counts 1."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as the judge sees it, and what it is."""

    half: int
    labelled: bool
    article: bool
    complete: bool
    """Whether it has a headline, a text and a date, without which no page becomes a record."""
    ruled: bool | None
    signs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """What each sign is worth, and what every page begins with."""

    weights: Mapping[str, float]
    bias: float

    def takes(self, sample: Sample) -> bool:
        """Return whether the page is judged an article."""
        if sample.ruled is not None:
            return sample.ruled
        return self.bias + sum(self.weights[name] * value for name, value in sample.signs.items()) >= 0


def samples(data: Path) -> Iterator[Sample]:
    """Yield a sample for each page of all sets."""
    files = [*sorted(data.glob("expected*.jsonl")), *sorted((data / "sets").glob("*/expected.jsonl"))]
    for file in files:
        for line in filter(None, file.read_text(encoding="utf-8").split("\n")):
            label = json.loads(line)
            body = gzip.decompress((file.parent / "pages" / f"{label['id']}.html.gz").read_bytes())
            yield sample(label, body, labelled=file.parent.name == LABELLED)


def sample(label: Mapping[str, str], body: bytes, *, labelled: bool) -> Sample:
    """Return what the judge sees of a labelled page."""
    page = Page(body, label.get("url"))
    document = Document(body, page.url)
    extraction, read = read_html(page, document)
    seen = Seen(page, extraction, document, read)
    return Sample(
        half=half_of(label),
        labelled=labelled,
        article=label.get("kind", "article") == "article",
        complete=bool(extraction.headline and extraction.text and extraction.published_at),
        ruled=None if (ruled := rule_for(seen)) is None else ruled.is_article,
        signs=signs_of(seen),
    )


def half_of(label: Mapping[str, str]) -> int:
    """Return which half a page's site is in."""
    site = registrable_domain(label.get("url") or "") or label.get("publisher") or label["id"]
    return hashlib.sha256(site.casefold().encode()).digest()[0] % 2


def learn(pages: Sequence[Sample]) -> Model:
    """Return the weights that tell articles best from other pages (projected gradient, with momentum)."""
    names = sorted({name for page in pages for name in page.signs})
    direction = [-1.0 if name in AGAINST else 1.0 for name in names]
    scale = [_deviation([page.signs.get(name, 0.0) for page in pages]) for name in names]
    rows = [
        [d * page.signs.get(n, 0.0) / s for n, d, s in zip(names, direction, scale, strict=True)] + [1.0]
        for page in pages
    ]
    counts = [_counts(page) for page in pages]
    found = _descend(rows, [float(page.article) for page in pages], counts)
    weights = (w * d / s for w, d, s in zip(found, direction, scale, strict=False))
    return Model(dict(zip(names, weights, strict=True)), found[-1])


def _counts(page: Sample) -> float:
    if not page.labelled:
        return UNLABELLED
    return 1.0 if page.article else OTHERS


def _descend(rows: Sequence[Sequence[float]], wanted: Sequence[float], counts: Sequence[float]) -> list[float]:
    size = len(rows[0])
    step = 4.0 / (sum(c * _dot(row, row) for row, c in zip(rows, counts, strict=True)) + RIDGE)
    step *= size / 4  # the bound is that of one direction alone; the signs share it
    best = [0.0] * size
    ahead, momentum = list(best), 1.0
    columns = list(zip(*rows, strict=True))
    for _ in range(STEPS):
        errors = [
            c * (1 / (1 + math.exp(-max(-30.0, min(30.0, _dot(row, ahead))))) - y)
            for row, y, c in zip(rows, wanted, counts, strict=True)
        ]
        slopes = [_dot(column, errors) for column in columns]
        held = [slope + RIDGE * a + SHRINK for slope, a in zip(slopes, ahead, strict=True)]
        held[-1] = slopes[-1]
        moved = [a - step * slope for a, slope in zip(ahead, held, strict=True)]
        moved[:-1] = [max(value, 0.0) for value in moved[:-1]]
        following = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = [m + (momentum - 1) / following * (m - b) for m, b in zip(moved, best, strict=True)]
        best, momentum = moved, following
    return best


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(map(mul, left, right))


def _deviation(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0


def report(title: str, model: Model, pages: Sequence[Sample]) -> None:
    """Print how many articles the judge lets pass and how many other pages it refuses, alone and with all else."""
    labelled = [page for page in pages if page.labelled]
    articles, others = ([p for p in labelled if p.article is kind] for kind in (True, False))

    def per_cent(of: Sequence[Sample], wanted: Callable[[Sample], bool]) -> str:
        return f"{100 * sum(map(wanted, of)) / len(of):.1f}"

    print(
        f"{title}: judge alone: articles {per_cent(articles, model.takes)}, "
        f"others refused {per_cent(others, lambda p: not model.takes(p))}, "
        f"unlabelled {per_cent([p for p in pages if not p.labelled], model.takes)}; "
        f"with text and date: articles {per_cent(articles, lambda p: p.complete and model.takes(p))}, "
        f"others refused {per_cent(others, lambda p: not (p.complete and model.takes(p)))}"
    )


def as_module(model: Model) -> str:
    """Return the module that holds the weights."""
    names = sorted(model.weights, key=lambda name: -model.weights[name])
    lines = "\n".join(f'    "{name}": {model.weights[name]:.2f},' for name in names)
    return f'''"""What each sign of a page's kind is worth, as ``tests/benchmarks/learn_page_kind.py`` has learned it.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (taken for articles). Above zero speaks
for an article, below against it; the sum decides, from zero up.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {{
{lines}
}}
BIAS = {model.bias:.2f}
"""What every page begins with."""
'''


def main() -> None:
    """Learn, report, and write where it is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED / "cleaning")
    parser.add_argument("--write", action="store_true", help="write the weights learned on both halves")
    options = parser.parse_args()
    pages = list(samples(options.data))
    halves = [[page for page in pages if page.half == half] for half in (0, 1)]
    for half in (0, 1):
        model = learn(halves[half])
        report(f"learned on half {half}, this half", model, halves[half])
        report(f"learned on half {half}, the other", model, halves[1 - half])
    model = learn(pages)
    report("learned on both, both", model, pages)
    for name, weight in sorted(model.weights.items(), key=lambda item: item[1]):
        print(f"  {weight:6.2f}  {name}")
    if options.write:
        TARGET.write_text(as_module(model), encoding="utf-8")


if __name__ == "__main__":
    main()
