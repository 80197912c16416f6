"""Which tags of articles a reader's tag means."""

import pytest

from dateline.tasks.core.search.languages import Meant, meant


@pytest.mark.parametrize(
    ("wanted", "tags", "found"),
    [
        ("en", ["de", "en", "en-GB"], ["en", "en-GB"]),
        ("EN", ["en"], ["en"]),
        ("en-gb", ["en", "en-GB", "en-US"], ["en-GB"]),
        ("pt_br", ["pt-BR"], ["pt-BR"]),
        ("zh-TW", ["zh-Hant-TW", "zh-Hant"], ["zh-Hant-TW"]),
        ("*-CH", ["de-CH", "fr-CH", "de"], ["de-CH", "fr-CH"]),
        ("zh-*-TW", ["zh-Hant-TW"], ["zh-Hant-TW"]),
        ("de-DE", ["de-x-DE"], []),
        ("e", ["en"], []),
        ("english", ["en"], []),
        ("en", ["eng", "enm"], []),
        ("", ["en"], []),
    ],
)
def test_a_tag_means_itself_and_narrower_ones(wanted: str, tags: list[str], found: list[str]) -> None:
    assert meant(wanted, tags) == Meant(found or ())


@pytest.mark.parametrize(
    ("wanted", "tags", "found"),
    [
        ("en-GB", ["de", "en"], ["en"]),
        ("EN_gb", ["en"], ["en"]),
        ("zh-Hant-TW", ["zh", "zh-Hant"], ["zh-Hant"]),
        ("zh-Hant-TW", ["zh", "zh-Hans"], ["zh"]),
        ("por", ["pt"], ["pt"]),
        ("eng-US", ["en"], ["en"]),
        ("nb-NO", ["no"], ["no"]),
    ],
)
def test_a_tag_that_no_article_has_means_the_nearest_wider_one(wanted: str, tags: list[str], found: list[str]) -> None:
    assert meant(wanted, tags) == Meant(found, is_wider=True)


@pytest.mark.parametrize(("wanted", "tags"), [("en-GB", ["en-US"]), ("pt-BR", ["pt-PT"]), ("fr", ["en"])])
def test_a_tag_does_not_mean_the_language_of_another_region(wanted: str, tags: list[str]) -> None:
    assert meant(wanted, tags) == Meant(())
