"""Similar articles of an archive, in whatever order they were archived."""

import random
from itertools import combinations
from pathlib import Path

import pytest

from dateline.tasks.adapters.search import index
from dateline.tasks.core.models import Article
from dateline.tasks.core.search.similar import likeness, shingles
from dateline.tasks.similar import find_similar
from tests.support.filed import file_articles
from tests.support.labelled_stories import labelled
from tests.support.records import an_article
from tests.support.sample_archive import sample_settings


def articles() -> dict[str, tuple[int, Article]]:
    """Return the articles of three stories by id, each with the number of its story."""
    made = [(number, an_article(headline=f"{number} {name}", text=text)) for number, name, text in labelled()]
    return {article.id: (number, article) for number, article in made if number in {0, 5, 7}}


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_the_order_each_article_leads_to_its_story(tmp_path: Path, seed: int) -> None:
    settings, known = sample_settings(tmp_path), articles()
    order = [article for _, article in known.values()]
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    for part in (order[:9], order[9:]):
        file_articles(settings, part)
        find_similar(order[0], settings)
    pairs = set()
    for number, article in known.values():
        found, notes = find_similar(article, settings)
        assert notes == []
        assert {known[each.article.id][0] for each in found} == {number}
        pairs |= {frozenset((article.id, each.article.id)) for each in found}
    likely = {
        frozenset((one.id, other.id))
        for (_, one), (_, other) in combinations(known.values(), 2)
        if likeness(shingles(one.text), shingles(other.text)).is_similar
    }
    assert pairs <= likely
    assert len(pairs) >= 0.95 * len(likely)


def test_boilerplate_of_many_does_not_hide_the_same_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the articles that share a frequent hash only the newest are compared; the story's own hashes suffice."""
    monkeypatch.setattr(index, "MAX_PER_HASH", 3)
    settings, known = sample_settings(tmp_path), articles()
    file_articles(settings, [article for _, article in known.values()])
    boilerplate = "The desk answers each letter within two days and prints the best of them on Saturdays. "
    many = [an_article(headline=f"No {n}", text=f"{boilerplate} {'x' * n} {n} {n + 1} {n + 2}") for n in range(10)]
    file_articles(settings, many)
    _, article = next(iter(known.values()))
    found, _ = find_similar(article, settings)
    assert found
