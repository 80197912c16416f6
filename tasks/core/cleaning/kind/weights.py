"""The weight of each feature of `features_of`, as learned by ``tests/benchmarks/learn_page_kind.py``.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (assumed to be articles). A positive
weight speaks for an article, a negative one against it. A page with a sum of zero or more is an article.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "address in a story section": 2.57,
    "headline-like address": 2.47,
    "share of text outside teasers": 2.18,
    "template of an article": 1.98,
    "year in the address": 1.52,
    "date in the text": 1.47,
    "number in the address": 1.29,
    "headline length": 1.12,
    "declared as an article": 1.08,
    "authors": 0.87,
    "declared publication time": 0.38,
    "declared authors": 0.14,
    "only its last change is dated": -0.70,
    "template of a lasting page": -0.73,
    "no main heading": -0.94,
    "share of links": -1.23,
    "headings in the text": -2.02,
    "calls to action": -2.30,
    "address in a shop section": -2.35,
    "declared as a list": -2.64,
    "declared as a product, course or service": -2.86,
    "shop wording": -3.22,
}
BIAS = -1.88
"""What the sum of every page starts with."""
