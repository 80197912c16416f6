"""Authors who name themselves: below a letter, as an account beside the headline, in a blog's profile."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4


def authors(above: str = "", end: str = "", after: str = "") -> tuple[str, ...]:
    page = (
        "<html><head><meta charset='utf-8'><title>Ferry sails again</title></head><body><main><article>"
        f"{above}<h1>Ferry sails again</h1>{STORY}{end}</article></main>{after}</body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    "end",
    [
        "<p>Yours faithfully,</p><p>Capt. I. Holm (retd.), Salt Quay</p>",
        "<p>Yours sincerely,<br>Capt. I. Holm</p>",
        "<p>Yours, etc., <b>Capt. I. Holm</b></p>",
        "<p>Mit freundlichen Grüßen</p><p>Capt. I. Holm, Kiel</p>",
        "<p>Atentamente,</p><p>Capt. I. Holm</p>",
        "<p>Cordialement,</p><p>Capt. I. Holm, Brest</p><p>Short note.</p>",
    ],
)
def test_who_signs_a_letter_wrote_it(end: str) -> None:
    assert authors(end=end) == ("Capt. I. Holm",)


@pytest.mark.parametrize(
    "end",
    [
        f"<p>Yours faithfully,</p><p>Ida Holm</p>{STORY}",
        "<p>Yours faithfully,</p><p>The Harbour Office</p>",
        f"<p>Yours was the first boat,</p><p>Ida Holm</p>{STORY}",
        "<div class='comment'><p>Thank you for this long and careful account.</p><p>Regards, Ida Holm</p></div>",
    ],
)
def test_letters_within_texts_and_of_offices_and_comments_name_nobody(end: str) -> None:
    assert authors(end=end) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<span class='ljuser'><a class='i-ljuser-username' href='/'><b>salt_tide</b></a></span>",
        "<div class='head'><a class='user-name' href='/salt_tide'>@salt_tide</a></div>",
        "<p><span class='nickname'>salt_tide</span> <time>2024-03-03</time></p>",
    ],
)
def test_the_account_beside_a_headline_wrote_the_entry(line: str) -> None:
    assert authors(line) == ("salt_tide",)
    assert authors(line + "<i class='nickname'>other_one</i>") == ()
    assert authors(line + "<p>By Ida Holm</p>") == ("Ida Holm",)


@pytest.mark.parametrize("place", ["comment", "widget", "related"])
def test_an_account_elsewhere_wrote_nothing(place: str) -> None:
    line = f"<div class='{place}'><span class='username'>salt_tide</span> nice</div>"
    assert authors(end=line) == authors(after=line) == ()


@pytest.mark.parametrize(
    "profile",
    [
        "<h2>About Me</h2><a class='profile-name-link' href='/p/1'>Ida Holm</a>",
        "<h3>Über mich</h3><div><strong>Ida Holm</strong> segelt gern.</div>",
        "<h3>Quién soy</h3><p><a href='/yo'>Ida Holm</a></p>",
        "<h3>プロフィール</h3><p>ニックネーム：豆</p>",
        "<h4>关于我</h4><p>昵称:豆 江边人</p>",
    ],
)
def test_the_owner_of_a_blog_wrote_its_entries(profile: str) -> None:
    name = "豆" if "豆" in profile else "Ida Holm"
    assert authors(after=f"<div class='widget'>{profile}</div>") == (name,)
    assert authors("<p>By Per Ek</p>", after=f"<div class='widget'>{profile}</div>") == ("Per Ek",)


def test_what_a_site_says_about_itself_names_nobody() -> None:
    assert authors(after="<aside><h3>About</h3><p><b>Salt Quay</b> We sail slowly, and then we eat.</p></aside>") == ()
    two = "<a class='profile-name-link'>Ida Holm</a><a class='profile-name-link'>Per Ek</a>"
    assert authors(after=f"<div><h2>Contributors</h2>{two}</div>") == ()
