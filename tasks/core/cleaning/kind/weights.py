"""What each sign of a page's kind is worth, as ``tests/benchmarks/learn_page_kind.py`` has learned it.

Learned on the sets ``wcxb`` (labelled: articles, listings, collections, products, services) and ``dates``,
``longtail``, ``readers``, ``publishers``, ``hand-labelled`` and ``benchmark`` (taken for articles). Above zero speaks
for an article, below against it; the sum decides, from zero up.
"""

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "address like a headline": 2.69,
    "address among stories": 2.28,
    "address with a year": 1.83,
    "address with a number": 1.73,
    "share of the text outside teasers": 1.64,
    "a date in its text": 1.60,
    "share of the text": 1.12,
    "publication declared in its head": 1.08,
    "declared an article": 0.98,
    "length of the headline": 0.83,
    "authors declared": 0.76,
    "authors": 0.38,
    "length of the text": 0.37,
    "text named so": 0.12,
    "a date": 0.00,
    "address of a list": -0.00,
    "share of links": -0.61,
    "no main heading": -1.03,
    "headings in the text": -1.22,
    "speaks of itself": -2.04,
    "calls to customers": -2.08,
    "address of a shop": -2.65,
    "declared goods, a course or a service": -2.71,
    "declared a list": -2.83,
    "basket, stock and delivery": -2.96,
}
BIAS = -2.21
"""What every page begins with."""
