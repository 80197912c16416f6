"""Learn the weight of each feature of a page's kind from labelled pages, and measure the weights on other sites.

    python -m tests.benchmarks.learn_page_kind [--write] [--data ../shared/cleaning]

The pages are not part of the repository. Those of ``sets/wcxb`` are labelled article, listing, collection, product or
service. Those of the other sets are assumed to be articles, and count less because nobody has labelled them. The pages
are split by site into two halves. Weights are learned on each half and measured on the other, so that no page is judged
by weights that were learned on its site. With ``--write``, the weights learned on both halves are written to
``tasks/core/cleaning/kind/weights.py``.

The model is a logistic regression in which the sign of each weight is fixed: a feature that speaks for an article is
never held against one.
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
from dateline.tasks.core.cleaning.kind.features import PageProfile, features_of
from dateline.tasks.core.cleaning.kind.judge import judge_by_rule
from dateline.tasks.core.web.urls import registrable_domain
from tests.support.paths import ROOT, SHARED

AGAINST = frozenset(
    {
        "declared as a product, course or service",
        "declared as a list",
        "template of a lasting page",
        "address in a shop section",
        "share of links",
        "headings in the text",
        "no main heading",
        "only its last change is dated",
        "calls to action",
        "shop wording",
    }
)
"""Features that can only speak against an article. All others can only speak for one."""
LABELLED = "wcxb"
TARGET = ROOT / "tasks/core/cleaning/kind/weights.py"
STEPS = 500
RIDGE, SHRINK = 3.0, 1.0
"""The strength of the L2 and of the L1 regularization."""
UNLABELLED, OTHERS = 0.3, 1.2
"""The sample weights of pages without a label, and of pages labelled as something else. Labelled articles have 1."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page's features and rule, and what it really is."""

    half: int
    labelled: bool
    article: bool
    complete: bool
    """Whether it has a headline, a text and a date, without which a page does not become a record."""
    ruled: bool | None
    """Whether a rule makes it an article, or None if no rule applies."""
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """The weight of each feature, and what the sum of every page starts with."""

    weights: Mapping[str, float]
    bias: float

    def accepts(self, sample: Sample) -> bool:
        """Return whether the page is judged to be an article."""
        if sample.ruled is not None:
            return sample.ruled
        return self.bias + sum(self.weights[name] * value for name, value in sample.features.items()) >= 0


def samples(data: Path) -> Iterator[Sample]:
    """Yield a sample for each page of all sets."""
    files = [*sorted(data.glob("expected*.jsonl")), *sorted((data / "sets").glob("*/expected.jsonl"))]
    for file in files:
        for line in filter(None, file.read_text(encoding="utf-8").split("\n")):
            label = json.loads(line)
            body = gzip.decompress((file.parent / "pages" / f"{label['id']}.html.gz").read_bytes())
            yield sample(label, body, labelled=file.parent.name == LABELLED)


def sample(label: Mapping[str, str], body: bytes, *, labelled: bool) -> Sample:
    """Return the sample of a labelled page."""
    page = Page(body, label.get("url"))
    document = Document(body, page.url)
    extraction, read = read_html(page, document)
    profile = PageProfile(page, extraction, document, read)
    return Sample(
        half=half_of(label),
        labelled=labelled,
        article=label.get("kind", "article") == "article",
        complete=bool(extraction.headline and extraction.text and extraction.published_at),
        ruled=None if (ruled := judge_by_rule(profile)) is None else ruled.is_article,
        features=features_of(profile),
    )


def half_of(label: Mapping[str, str]) -> int:
    """Return the half, 0 or 1, that a page's site is in."""
    site = registrable_domain(label.get("url") or "") or label.get("publisher") or label["id"]
    return hashlib.sha256(site.casefold().encode()).digest()[0] % 2


def learn(pages: Sequence[Sample]) -> Model:
    """Return the weights that separate articles from other pages best (projected gradient descent with momentum)."""
    names = sorted({name for page in pages for name in page.features})
    direction = [-1.0 if name in AGAINST else 1.0 for name in names]
    scale = [_deviation([page.features.get(name, 0.0) for page in pages]) for name in names]
    rows = [
        [d * page.features.get(n, 0.0) / s for n, d, s in zip(names, direction, scale, strict=True)] + [1.0]
        for page in pages
    ]
    sample_weights = [_sample_weight(page) for page in pages]
    found = _descend(rows, [float(page.article) for page in pages], sample_weights)
    weights = (w * d / s for w, d, s in zip(found, direction, scale, strict=False))
    return Model(dict(zip(names, weights, strict=True)), found[-1])


def _sample_weight(page: Sample) -> float:
    if not page.labelled:
        return UNLABELLED
    return 1.0 if page.article else OTHERS


def _descend(rows: Sequence[Sequence[float]], wanted: Sequence[float], sample_weights: Sequence[float]) -> list[float]:
    size = len(rows[0])
    step = 4.0 / (sum(c * _dot(row, row) for row, c in zip(rows, sample_weights, strict=True)) + RIDGE)
    step *= size / 4  # the bound is for a single direction, and the features share it
    best = [0.0] * size
    ahead, momentum = list(best), 1.0
    columns = list(zip(*rows, strict=True))
    for _ in range(STEPS):
        errors = [
            c * (1 / (1 + math.exp(-max(-30.0, min(30.0, _dot(row, ahead))))) - y)
            for row, y, c in zip(rows, wanted, sample_weights, strict=True)
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
    """Print how many articles the model accepts and how many other pages it rejects.

    The second pair of figures also rejects pages without headline, text or date, as the cleaner does.
    """
    labelled = [page for page in pages if page.labelled]
    articles, others = ([p for p in labelled if p.article is kind] for kind in (True, False))

    def per_cent(of: Sequence[Sample], wanted: Callable[[Sample], bool]) -> str:
        return f"{100 * sum(map(wanted, of)) / len(of):.1f}"

    print(
        f"{title}: model alone: articles accepted {per_cent(articles, model.accepts)} %, "
        f"others rejected {per_cent(others, lambda p: not model.accepts(p))} %, "
        f"unlabelled accepted {per_cent([p for p in pages if not p.labelled], model.accepts)} %; "
        f"with headline, text and date: articles {per_cent(articles, lambda p: p.complete and model.accepts(p))} %, "
        f"others rejected {per_cent(others, lambda p: not (p.complete and model.accepts(p)))} %"
    )


def as_module(model: Model) -> str:
    """Return the source of the module with the weights."""
    names = sorted(model.weights, key=lambda name: -model.weights[name])
    lines = "\n".join(f'    "{name}": {model.weights[name]:.2f},' for name in names)
    return f'''"""The weight of each feature of `features_of`, as learned by ``tests/benchmarks/learn_page_kind.py``.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (assumed to be articles). A positive
weight speaks for an article, a negative one against it. A page with a sum of zero or more is an article.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {{
{lines}
}}
BIAS = {model.bias:.2f}
"""What the sum of every page starts with."""
'''


def main() -> None:
    """Learn and report, and write the weights with ``--write``."""
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
