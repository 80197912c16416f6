"""The script that learns the weights of features, on made-up samples."""

import random

from tests.benchmarks.learn_page_kind import AGAINST, Sample, as_module, half_of, learn


def sample(*, article: bool, **features: float) -> Sample:
    """Return a labelled page with these features."""
    named = {name.replace("_", " "): value for name, value in features.items()}
    return Sample(half=0, labelled=True, article=article, complete=True, ruled=None, features=named)


def made_up(count: int = 200) -> list[Sample]:
    """Return articles, which mostly have authors, and other pages, which mostly call to action; and noise in both."""
    chance = random.Random(4)  # noqa: S311 - samples, no secrets
    pages = []
    for number in range(count):
        article = number % 2 == 0
        often, seldom = float(chance.random() < 0.9), float(chance.random() < 0.1)
        authors, calls = (often, seldom) if article else (seldom, often)
        pages.append(sample(article=article, authors=authors, calls_to_action=calls, noise=chance.random()))
    return pages


def test_informative_features_get_weights_and_noise_does_not() -> None:
    """The weights separate nearly all samples, each feature has its own sign, and noise has almost no weight."""
    pages = made_up()
    model = learn(pages)
    assert model.weights["authors"] > 1
    assert model.weights["calls to action"] < -1
    assert abs(model.weights["noise"]) < 0.5
    assert sum(model.accepts(page) is page.article for page in pages) > 0.9 * len(pages)


def test_no_weight_has_the_wrong_sign() -> None:
    """A feature that can only speak against an article never speaks for one, whatever the samples say."""
    assert "calls to action" in AGAINST
    turned = [
        sample(article=page.article, calls_to_action=page.features["authors"], noise=page.features["noise"])
        for page in made_up()
    ]
    assert learn(turned).weights["calls to action"] == 0


def test_a_rule_takes_precedence_over_the_weights() -> None:
    """If a rule applies to a page, the weights do not count."""
    model = learn(made_up())
    ruled = Sample(half=0, labelled=True, article=False, complete=True, ruled=False, features={"authors": 1.0})
    assert not model.accepts(ruled)


def test_a_site_is_in_one_half() -> None:
    """All pages of a site are in the same half, whatever their host's first label; sites are in both halves."""
    hosts = [f"https://www.paper{n}.example" for n in range(40)]
    assert {half_of({"id": "1", "url": host}) for host in hosts} == {0, 1}
    assert (
        len({half_of({"id": name, "url": f"https://{name}.harbour.example/a"}) for name in ("www", "m", "blog")}) == 1
    )


def test_the_written_module_holds_the_weights() -> None:
    """The module has the learned weights, rounded to two places."""
    model = learn(made_up())
    written: dict[str, object] = {}
    exec(as_module(model), written)  # noqa: S102 - our own text
    assert written["WEIGHTS"] == {name: round(weight, 2) for name, weight in model.weights.items()}
