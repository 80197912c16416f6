"""What each sign of a page's kind is worth, as ``tests/benchmarks/learn_page_kind.py`` has learned it.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (taken for articles). Above zero speaks
for an article, below against it; the sum decides, from zero up.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "address like a headline": 2.96,
    "share of the text outside teasers": 2.76,
    "address among stories": 2.74,
    "address with a year": 2.09,
    "a date in its text": 1.85,
    "address with a number": 1.68,
    "publication declared in its head": 1.17,
    "authors declared": 0.93,
    "declared an article": 0.82,
    "length of the headline": 0.79,
    "authors": 0.51,
    "share of links": -0.51,
    "no main heading": -0.96,
    "headings in the text": -1.94,
    "calls to customers": -2.29,
    "address of a shop": -2.48,
    "declared goods, a course or a service": -2.66,
    "declared a list": -2.92,
    "basket, stock and delivery": -2.99,
}
BIAS = -2.67
"""What every page begins with."""
