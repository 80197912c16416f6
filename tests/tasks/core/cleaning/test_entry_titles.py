"""Pages whose title and ``h1`` both are the site's name, or have it behind the headline."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
FERRY = "Ferry sails again on Monday"
DATE = "<p>3 March 2024</p>"


def headline(body: str, title: str = "Salt and Ink", url: str = "https://notes.example/?p=31") -> str | None:
    page = f"<html lang='en'><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    return extract(page.encode(), url).headline


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Salt and Ink</h1><div><h3>{FERRY}</h3>{DATE}{STORY}</div>",
        f"<h1>Salt and Ink</h1><div>{DATE}<h2>{FERRY}</h2>{STORY}</div>",
        f"<h1>Salt and Ink</h1><h2>Notes from the quay</h2><h3 class='post-title'>{FERRY}</h3>{STORY}",
        f"<h1>Salt and Ink</h1><h2>Menu</h2><ul><li>Home</li></ul><h2>{FERRY}</h2>{DATE}{STORY}",
        f"<h1>Salt and Ink</h1><h2>Notes from the quay</h2><h3><a href='/?p=31'>{FERRY}</a></h3>{STORY}",
        f"<h1><a href='/'>Salt and Ink</a></h1><h2>Notes from the quay</h2><div><h2>{FERRY}</h2>{STORY}</div>",
    ],
)
def test_the_entrys_title_stands_below_the_sites_name(body: str) -> None:
    assert headline(body) == FERRY


def test_the_title_of_an_entry_may_be_short_if_it_links_to_its_page() -> None:
    body = f"<h1>Salt and Ink</h1><div><h2><a href='https://notes.example/?p=31#top'>Storm</a></h2>{STORY}</div>"
    assert headline(body) == "Storm"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Salt and Ink</h1><h2>How the two changed the harbour of Quay</h2>{DATE}{STORY}",
        f"<h1>Salt and Ink</h1>{STORY}<div><h2>Leave a reply below</h2>{DATE}</div>",
        f"<h1>Salt and Ink</h1><div><h2>What to bring along first</h2>{STORY}</div>",
        f"<h1>Salt and Ink</h1><aside><h2>Ferry to the islands sails</h2>{DATE}</aside>{STORY}",
    ],
)
def test_standfirsts_sections_and_boxes_do_not_replace_a_short_headline(body: str) -> None:
    assert headline(body) == "Salt and Ink"


def test_a_long_headline_is_no_sites_name() -> None:
    long = "How salt and ink changed the harbour of Quay"
    assert headline(f"<h1>{long}</h1><div><h2>{FERRY} and again on Tuesday</h2>{DATE}{STORY}</div>", long) == long


@pytest.mark.parametrize("title", [f"{FERRY} | Salt and Ink", "Salt and Ink", FERRY])
@pytest.mark.parametrize("separator", ["|", "–", "·"])
def test_the_site_in_small_letters_is_no_part_of_the_headline(title: str, separator: str) -> None:
    assert headline(f"<h1>{FERRY} <small>{separator} Salt and Ink</small></h1>{DATE}{STORY}", title) == FERRY


def test_other_small_letters_in_a_heading_stay_with_it() -> None:
    title = f"{FERRY} (updated)"
    assert headline(f"<h1>{FERRY} <small>(updated)</small></h1>{DATE}{STORY}", title) == title


def test_the_site_in_brackets_is_no_part_of_a_heading() -> None:
    body = f"<h1>{FERRY} [Quay Post]</h1>{DATE}{STORY}"
    assert headline(body, f"{FERRY} [Quay Post]", "https://quaypost.example/1") == FERRY


def test_a_label_in_the_heading_has_a_colon_behind_it_as_in_the_title() -> None:
    body = f"<h1><span class='badge'>Exclusive</span>{FERRY}</h1>{DATE}{STORY}"
    assert headline(body, f"Exclusive: {FERRY} - Quay Post") == f"Exclusive: {FERRY}"


def test_a_class_tells_the_title_from_a_sites_slogan() -> None:
    body = f"<div class='article-title'>{FERRY}</div>{DATE}{STORY}"
    assert headline(body, "Quay Post - Local news", "https://quaypost.example/1") == FERRY


@pytest.mark.parametrize("day", ["Sunday, March 3, 2024", "3. März 2024", "domingo 3 de marzo de 2024"])
def test_a_day_in_words_beside_the_sites_name_is_no_headline(day: str) -> None:
    body = f"<h1>Quay Post</h1><div><h2>{FERRY}</h2>{STORY}</div>"
    assert headline(body, f"Quay Post – {day}", "https://quaypost.example/1") == FERRY
    assert headline(body, f"{FERRY} – {day}", "https://quaypost.example/1") == FERRY
