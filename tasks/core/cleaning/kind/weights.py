"""What each sign of a page's kind is worth, as ``tests/benchmarks/learn_page_kind.py`` has learned it.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (taken for articles). Above zero speaks
for an article, below against it; the sum decides, from zero up.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "address like a headline": 2.90,
    "share of the text outside teasers": 2.73,
    "address among stories": 2.64,
    "address with a year": 2.08,
    "a date in its text": 1.77,
    "address with a number": 1.58,
    "publication declared in its head": 1.18,
    "declared an article": 0.96,
    "length of the headline": 0.78,
    "authors declared": 0.78,
    "authors": 0.48,
    "share of links": -0.80,
    "no main heading": -1.04,
    "headings in the text": -1.76,
    "calls to customers": -2.00,
    "speaks of itself": -2.16,
    "address of a shop": -2.59,
    "declared a list": -2.71,
    "declared goods, a course or a service": -2.74,
    "basket, stock and delivery": -2.99,
}
BIAS = -2.24
"""What every page begins with."""
