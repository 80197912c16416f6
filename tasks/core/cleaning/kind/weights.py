"""What each sign of a page's kind is worth, as ``tests/benchmarks/learn_page_kind.py`` has learned it.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (taken for articles). Above zero speaks
for an article, below against it; the sum decides, from zero up.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "address like a headline": 2.76,
    "share of the text outside teasers": 2.37,
    "address among stories": 2.36,
    "address with a year": 1.84,
    "a date in its text": 1.63,
    "address with a number": 1.51,
    "publication declared in its head": 1.09,
    "declared an article": 0.97,
    "authors declared": 0.76,
    "length of the headline": 0.72,
    "authors": 0.44,
    "share of the text": 0.35,
    "text named so": 0.06,
    "length of the text": 0.00,
    "share of links": -0.56,
    "no main heading": -1.00,
    "headings in the text": -1.67,
    "calls to customers": -1.99,
    "speaks of itself": -2.03,
    "declared a list": -2.45,
    "address of a shop": -2.53,
    "declared goods, a course or a service": -2.69,
    "basket, stock and delivery": -2.94,
}
BIAS = -1.87
"""What every page begins with."""
