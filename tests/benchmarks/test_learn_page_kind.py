"""The script that learns what each sign is worth, on samples made up for the purpose."""

import random

from tests.benchmarks.learn_page_kind import AGAINST, Sample, as_module, half_of, learn


def sample(*, article: bool, **signs: float) -> Sample:
    """Return a labelled page with these signs."""
    named = {name.replace("_", " "): value for name, value in signs.items()}
    return Sample(half=0, labelled=True, article=article, complete=True, ruled=None, signs=named)


def made_up(count: int = 200) -> list[Sample]:
    """Return articles with authors, and other pages that speak of themselves; noise tells nothing."""
    chance = random.Random(4)  # noqa: S311 - samples, no secrets
    pages = []
    for number in range(count):
        article = number % 2 == 0
        often, seldom = float(chance.random() < 0.9), float(chance.random() < 0.1)
        authors, calls = (often, seldom) if article else (seldom, often)
        pages.append(sample(article=article, authors=authors, calls_to_customers=calls, noise=chance.random()))
    return pages


def test_what_tells_is_weighed_and_noise_is_not() -> None:
    """The weights tell nearly all samples apart, each sign on its own side, and noise is worth next to nothing."""
    pages = made_up()
    model = learn(pages)
    assert model.weights["authors"] > 1
    assert model.weights["calls to customers"] < -1
    assert abs(model.weights["noise"]) < 0.5
    assert sum(model.takes(page) is page.article for page in pages) > 0.9 * len(pages)


def test_no_weight_has_the_wrong_sign() -> None:
    """A sign that can only speak against an article never speaks for one, whatever the samples say."""
    assert "calls to customers" in AGAINST
    turned = [
        sample(article=page.article, calls_to_customers=page.signs["authors"], noise=page.signs["noise"])
        for page in made_up()
    ]
    assert learn(turned).weights["calls to customers"] == 0


def test_a_rule_goes_before_the_weights() -> None:
    """A page that a rule has decided on is what the rule says."""
    model = learn(made_up())
    ruled = Sample(half=0, labelled=True, article=False, complete=True, ruled=False, signs={"authors": 1.0})
    assert not model.takes(ruled)


def test_a_site_is_in_one_half() -> None:
    """All pages of a site are in the same half, whatever their host's first label; sites are in both halves."""
    hosts = [f"https://www.paper{n}.example" for n in range(40)]
    assert {half_of({"id": "1", "url": host}) for host in hosts} == {0, 1}
    assert (
        len({half_of({"id": name, "url": f"https://{name}.harbour.example/a"}) for name in ("www", "m", "blog")}) == 1
    )


def test_the_module_that_is_written_holds_the_weights() -> None:
    """What is written is a module whose weights are those learned, to two places."""
    model = learn(made_up())
    written: dict[str, object] = {}
    exec(as_module(model), written)  # noqa: S102 - our own text
    assert written["WEIGHTS"] == {name: round(weight, 2) for name, weight in model.weights.items()}
