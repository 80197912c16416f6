"""The weight of each feature of `features_of`, as learned by ``tests/benchmarks/learn_page_kind.py``.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (assumed to be articles). A positive
weight speaks for an article, a negative one against it. A page with a sum of zero or more is an article.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "headline-like address": 2.96,
    "share of text outside teasers": 2.76,
    "address in a story section": 2.74,
    "year in the address": 2.09,
    "date in the text": 1.85,
    "number in the address": 1.68,
    "declared publication time": 1.17,
    "declared authors": 0.93,
    "declared as an article": 0.82,
    "headline length": 0.79,
    "authors": 0.51,
    "share of links": -0.51,
    "no main heading": -0.96,
    "headings in the text": -1.94,
    "calls to action": -2.29,
    "address in a shop section": -2.48,
    "declared as a product, course or service": -2.66,
    "declared as a list": -2.92,
    "shop wording": -2.99,
}
BIAS = -2.67
"""What the sum of every page starts with."""
