"""The timestamps of a page: each common fault on a small page."""

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from dateline.config.schema import CleaningRules, DateOrder, Selectors
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import find_heading
from dateline.tasks.core.cleaning.page import NO_RULES, Page
from dateline.tasks.core.cleaning.timestamps.labels import Role, role_of
from dateline.tasks.core.cleaning.timestamps.read import Moment, Timestamps, read_plain_timestamp, read_timestamps
from dateline.tasks.core.models import PageRef, Precision, TimezoneSource

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)


def read(
    body: str,
    head: str = "",
    *,
    lang: str = "",
    url: str | None = "https://news.example/a",
    rules: CleaningRules = NO_RULES,
    ref: PageRef | None = None,
    fetched_at: datetime | None = FETCHED,
) -> Timestamps:
    html = f"<html lang='{lang}'><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    page = Page(html, url, "text/html; charset=utf-8", fetched_at, ref, rules)
    document = Document(html, url)
    return read_timestamps(document, page, lang.partition("-")[0] or None, find_heading(document, None))


def json_ld(**fields: str) -> str:
    pairs = ", ".join(f'"{name}": "{value}"' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {pairs}}}</script>'


def published(stamps: Timestamps) -> str | None:
    return minute(stamps.published)


def modified(stamps: Timestamps) -> str | None:
    return minute(stamps.modified)


def minute(moment: Moment | None) -> str | None:
    return f"{moment.at.astimezone(UTC):%Y-%m-%dT%H:%M}" if moment else None


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("2021-10-05T17:08:00+05:30", "2021-10-05T11:38"),
        ("2021-10-05 17:08:00+09:00", "2021-10-05T08:08"),
        ("2021-10-05T17:08-0300", "2021-10-05T20:08"),
        ("2021-10-05T23:30:00-07:00", "2021-10-06T06:30"),
        ("Tue, 05 Oct 2021 17:08:00 +0200", "2021-10-05T15:08"),
    ],
)
def test_an_offset_in_structured_data_gives_the_instant(raw: str, utc: str) -> None:
    """The instant is in UTC, the zone comes from the page, and the raw string is kept."""
    stamps = read("<h1>A headline of some length</h1>", json_ld(datePublished=raw))
    assert published(stamps) == utc
    assert stamps.published is not None
    assert stamps.published.timezone_source is TimezoneSource.PAGE
    assert stamps.published.raw == raw
    assert stamps.published.origin == "json-ld:datePublished"


@pytest.mark.parametrize("raw", ["2021-10-05T23:30:00-07:00", "Tue, 05 Oct 2021 23:30:00 +0530"])
def test_a_moment_keeps_the_pages_own_clock(raw: str) -> None:
    """A moment keeps the local time of the page; the record has the instant in UTC."""
    moment = read("<h1>A headline of some length</h1>", json_ld(datePublished=raw)).published
    assert moment is not None
    assert f"{moment.at:%Y-%m-%d %H:%M %z}" == f"2021-10-05 23:30 {raw[-6:].strip().replace(':', '')}"


def test_a_time_without_a_zone_is_the_sources() -> None:
    """A time with an offset and one in the source's zone are both right, and say where the zone comes from."""
    rules = CleaningRules(timezone="Asia/Kolkata")
    told = read("", json_ld(datePublished="2021-10-05T17:08:00+05:30"), rules=rules)
    untold = read("", json_ld(datePublished="2021-10-05T17:08:00"), rules=rules)
    assert published(told) == published(untold) == "2021-10-05T11:38"
    assert told.published is not None
    assert told.published.timezone_source is TimezoneSource.PAGE
    assert untold.published is not None
    assert untold.published.timezone_source is TimezoneSource.SOURCE


def test_a_time_without_any_zone_is_assumed_to_be_utc_and_says_so() -> None:
    """Without a zone in page or source, UTC is assumed, and the record says so."""
    stamps = read("", json_ld(datePublished="2021-10-05T17:08:00"))
    assert published(stamps) == "2021-10-05T17:08"
    assert stamps.published is not None
    assert stamps.published.timezone_source is TimezoneSource.ASSUMED


@pytest.mark.parametrize(
    "url",
    [
        "https://journal.example/articles/10.1186/s40359-021-0555-9",
        "https://news.example/story-120211005123",
        "https://news.example/a20211005",
        "https://news.example/item/2021100512345678",
        "https://news.example/issn/1234-2021-10",
        "https://news.example/?d=2021-10-05",
    ],
)
def test_a_number_in_an_address_is_no_date(url: str) -> None:
    """Ids in a URL are not taken for dates."""
    stamps = read("<h1>A headline of some length</h1><p>Text without a date.</p>", url=url)
    assert stamps.published is None


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2021/10/05/a-story",
        "https://news.example/2021/oct/05/a-story",
        "https://news.example/politics/2021-10-05-a-story.html",
        "https://news.example/a-story_20211005.html",
        "https://news.example/2021/1005/a-story",
        "https://news.example/esteri/21_ottobre_05/a-story",
    ],
)
def test_a_day_in_an_address_is_the_day(url: str) -> None:
    """A whole day between separators in the URL is used if there is no other date."""
    stamps = read("<h1>A headline of some length</h1>", url=url)
    assert published(stamps) == "2021-10-05T00:00"
    assert stamps.published is not None
    assert (stamps.published.precision, stamps.published.origin) == (Precision.DAY, "url")


def test_meta_tags_tell_publication_from_modification() -> None:
    """The two Open Graph times are kept apart."""
    head = (
        '<meta property="article:modified_time" content="2021-10-06T09:10:00+02:00">'
        '<meta property="article:published_time" content="2021-10-05T17:08:00+02:00">'
    )
    stamps = read("<h1>A headline of some length</h1>", head)
    assert (published(stamps), modified(stamps)) == ("2021-10-05T15:08", "2021-10-06T07:10")
    assert stamps.warnings == ()


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Updated: 6 October 2021, 09:10 | Published: 5 October 2021, 17:08"),
        ("en", "Published: 5 October 2021, 17:08 | Updated: 6 October 2021, 09:10"),
        ("de", "Veröffentlicht am 5. Oktober 2021, 17:08 Uhr – aktualisiert am 6. Oktober 2021, 9:10 Uhr"),
        ("fr", "Publié le 5 octobre 2021 à 17h08 - Mis à jour le 6 octobre 2021 à 09h10"),
        ("es", "Actualizado 06/10/2021 09:10 h · Publicado 05/10/2021 17:08 h"),
        ("it", "Pubblicato il 5 ottobre 2021 alle 17:08 – aggiornato il 6 ottobre 2021 alle 09:10"),
        ("pt", "Publicado em 05/10/2021 17h08 Atualizado em 06/10/2021 09h10"),
        ("ru", "Опубликовано 5 октября 2021, 17:08. Обновлено 6 октября 2021, 09:10"),
        ("pl", "Opublikowano: 5 października 2021, 17:08 | Aktualizacja: 6 października 2021, 09:10"),
        ("tr", "Yayınlanma: 05.10.2021 - 17:08 Güncelleme: 06.10.2021 - 09:10"),
        ("zh", "发布时间：2021年10月5日 17:08 更新时间：2021年10月6日 09:10"),
        ("ja", "公開 2021年10月5日 17:08 更新 2021年10月6日 09:10"),
        ("ko", "입력 2021.10.05. 오후 5:08 수정 2021.10.06. 오전 9:10"),
    ],
)
def test_labels_in_text_tell_publication_from_modification(lang: str, line: str) -> None:
    """The line "Updated: … | Published: …" is read in either order and in many languages."""
    stamps = read(f"<h1>A headline of some length</h1><p class='article-meta'>{line}</p><p>Text.</p>", lang=lang)
    assert (published(stamps), modified(stamps)) == ("2021-10-05T17:08", "2021-10-06T09:10")


def test_published_after_modified_is_kept_as_stated() -> None:
    """The contradiction is kept as stated, with a warning."""
    head = json_ld(datePublished="2021-10-05T17:08:00Z", dateModified="2021-10-05T16:00:00Z")
    stamps = read("<h1>A headline of some length</h1>", head)
    assert (published(stamps), modified(stamps)) == ("2021-10-05T17:08", "2021-10-05T16:00")
    assert len(stamps.warnings) == 1
    assert "after it was modified" in stamps.warnings[0]


def test_a_date_in_the_future_is_refused() -> None:
    """A date more than a day after the fetch is ignored, and that of another place is used."""
    head = json_ld(datePublished="2035-01-01T10:00:00Z")
    alone = read("<h1>A headline of some length</h1><footer>© 2021 News Example</footer>", head)
    assert alone.published is None
    assert "refused" in alone.warnings[0]
    other = read("<h1>A headline of some length</h1><time datetime='2021-10-05T17:08:00Z'>5 October</time>", head)
    assert published(other) == "2021-10-05T17:08"
    tomorrow = read("", json_ld(datePublished="2021-10-08T11:59:00Z"))
    assert published(tomorrow) == "2021-10-08T11:59"


@pytest.mark.parametrize(
    "footer",
    [
        "<footer><p>© 5 October 2021 News Example</p></footer>",
        "<div class='date'>Copyright © 2021-10-05, all rights reserved</div>",
        "<p>ⓒ News 2021.10.05</p>",
        "<p>© 2021</p>",
    ],
)
def test_a_copyright_line_is_never_a_date(footer: str) -> None:
    """The year in a footer does not date the page."""
    assert read(f"<h1>A headline of some length</h1><p>Text.</p>{footer}").published is None


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "5 Oct, 2021 17:08"),
        ("de", "5. Oktober 2021, 17:08 Uhr"),
        ("fr", "Mardi 5 octobre 2021 à 17h08"),
        ("ru", "5 октября 2021, 17:08"),
        ("zh", "2021年10月5日 17:08"),
        ("th", "5 ตุลาคม 2564 17:08 น."),
        ("ar", "٥ أكتوبر ٢٠٢١ - ٥:٠٨ م"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "<h1>A headline of some length</h1><span class='post-date'>{}</span>",
        "<h1>A headline of some length</h1><time>{}</time>",
        "<div class='meta'>{}</div><h1>A headline of some length</h1>",
        "<h1>A headline of some length</h1><p>{}</p><p>The story.</p>",
        "<table><tr><td><h1>A headline of some length</h1></td></tr><tr><td><font>{}</font></td></tr></table>",
    ],
)
def test_a_shown_date_is_read_wherever_it_stands(lang: str, shown: str, place: str) -> None:
    """Day, month and minute of visible dates are read, in marked and in plain places."""
    stamps = read(place.format(shown), lang=lang)
    assert published(stamps) == "2021-10-05T17:08"
    assert stamps.published is not None
    assert stamps.published.precision is Precision.MINUTE


def test_an_ambiguous_day_is_flagged_or_decided() -> None:
    """A date of digits only is flagged unless its order can be decided."""
    shown = "<h1>A headline of some length</h1><span class='date'>07/08/2021</span>"
    open_ = read(shown)
    assert any("ambiguous" in warning for warning in open_.warnings)
    spanish, american = read(shown, lang="es"), read(shown, lang="en-US")
    assert (published(spanish), spanish.warnings) == ("2021-08-07T00:00", ())
    assert (published(american), american.warnings) == ("2021-07-08T00:00", ())
    indian = read(shown, lang="en-US", url="https://news.co.in/a")
    assert (published(indian), indian.warnings) == ("2021-08-07T00:00", ())
    ruled = read(shown, lang="es", rules=CleaningRules(date_order=DateOrder.MDY))
    assert published(ruled) == "2021-07-08T00:00"
    by_address = read(shown.replace("2021", "2021 17:08"), url="https://news.example/2021/07/08/a")
    assert (published(by_address), by_address.warnings) == ("2021-07-08T17:08", ())
    not_yet = read("<h1>A headline</h1><span class='date'>05/11/2021</span>")
    assert (published(not_yet), not_yet.warnings) == ("2021-05-11T00:00", ())


@pytest.mark.parametrize(
    ("midnight", "utc"),
    [
        ("2021-10-05T00:00:00Z", "2021-10-05T17:08"),
        ("2021-10-05T00:00:00+02:00", "2021-10-05T15:08"),
        ("2021-10-05 00:00", "2021-10-05T17:08"),
        ("2021-10-05", "2021-10-05T17:08"),
    ],
)
def test_a_shown_minute_beats_a_midnight_of_the_same_day(midnight: str, utc: str) -> None:
    """Midnight in the markup means the day; the visible time completes it, in the offset of the page."""
    head = f'<meta property="article:published_time" content="{midnight}">'
    alone = read("<h1>A headline of some length</h1>", head)
    assert alone.published is not None
    assert alone.published.precision is Precision.DAY
    stamps = read("<h1>A headline of some length</h1><p class='date'>5 October 2021, 17:08</p>", head)
    assert published(stamps) == utc
    assert stamps.published is not None
    assert stamps.published.precision is Precision.MINUTE
    other_day = read("<h1>A headline of some length</h1><p class='date'>3 October 2021, 17:08</p>", head)
    assert other_day.published is not None
    assert other_day.published.precision is Precision.DAY


def test_a_false_z_loses_to_an_offset_elsewhere() -> None:
    """A local time labelled as UTC loses to the same time with an offset."""
    head = '<meta property="article:published_time" content="2021-10-05T17:08:00Z">'
    body = "<h1>A headline of some length</h1><time datetime='2021-10-05T17:08:00+02:00'>5 October 2021</time>"
    assert published(read(body, head)) == "2021-10-05T15:08"
    assert published(read(body, head + json_ld(datePublished="2021-10-05T17:08:00+02:00"))) == "2021-10-05T15:08"


def test_an_offset_is_learnt_from_the_same_clock_elsewhere() -> None:
    """A time without a zone takes the offset of the same minute elsewhere, or of the page's other times."""
    body = "<h1>A headline of some length</h1><time datetime='2021-10-05T17:08:00-04:00'>5:08</time>"
    same = read(body, json_ld(datePublished="2021-10-05 17:08:30"))
    assert published(same) == "2021-10-05T21:08"
    neighbour = read("", json_ld(datePublished="2021-10-05T17:08:00", dateModified="2021-10-05T18:00:00+02:00"))
    assert published(neighbour) == "2021-10-05T15:08"
    assert neighbour.published is not None
    assert neighbour.published.timezone_source is TimezoneSource.PAGE


def test_the_source_s_selector_is_obeyed_first() -> None:
    """The source's selector decides alone; one that matches nothing is ignored."""
    body = "<h1>A headline of some length</h1><b id='when'>5 October 2021, 17:08</b>"
    head = (
        json_ld(datePublished="2021-09-01T08:00:00Z", dateModified="2021-10-06T09:10:00Z")
        + '<meta property="article:published_time" content="2021-09-01T08:00:00Z">'
    )
    ruled = read(body, head, rules=CleaningRules(selectors=Selectors(published="#when")))
    assert (published(ruled), modified(ruled)) == ("2021-10-05T17:08", "2021-10-06T09:10")
    assert ruled.published is not None
    assert ruled.published.origin == "source:selectors.published"
    for selector in ("#nowhere", "]["):
        unruled = read(body, head, rules=CleaningRules(selectors=Selectors(published=selector)))
        assert published(unruled) == "2021-09-01T08:00"


def test_teasers_comments_and_footers_do_not_date_a_page() -> None:
    """Dates of other articles on the page are ignored."""
    body = dedent("""
        <nav><time datetime="2021-10-07T08:00:00Z">today</time></nav>
        <div class="page"><h1>A headline of some length</h1><p>Text.</p></div>
        <div class="related-stories"><time datetime="2021-10-01T08:00:00Z">1 October</time></div>
        <aside><span class="date">2 October 2021, 08:00</span></aside>
        <section class="comments"><time datetime="2021-10-06T08:00:00Z">yesterday</time></section>
        <figure><figcaption class="date">Archive, 3 October 2021</figcaption></figure>
        <footer><span class="date">4 October 2021</span></footer>""")
    assert read(body).published is None
    assert published(read(body.replace("<p>Text.</p>", "<time>5 October 2021, 17:08</time>"))) == "2021-10-05T17:08"


def test_an_articles_own_footer_dates_it() -> None:
    """The footer inside the article dates it; that of a teaser does not."""
    footer = (
        '<footer class="entry-footer"><span>Published <time datetime="2021-07-01T21:10Z">1 July</time></span></footer>'
    )
    story = "<header><h1>A headline of some length</h1></header><p>Text.</p>"
    assert published(read(f"<main><article>{story}{footer}</article></main>")) == "2021-07-01T21:10"
    teaser = f"<article><h2>Another one</h2>{footer}</article>"
    assert read(f"<main><article>{story}</article>{teaser}</main>").published is None


def test_the_date_nearest_to_the_headline_is_the_pages() -> None:
    """Of two unlabelled times, the one in a smaller container with the headline wins."""
    body = dedent("""
        <main><header><time datetime="2021-10-05T17:08:00Z">Tuesday</time><h1>A headline of some length</h1></header>
        <div><p>Text</p><div><time datetime="2021-10-01T08:00:00Z">Friday</time></div></div></main>""")
    assert published(read(body)) == "2021-10-05T17:08"


def test_the_sentence_that_speaks_of_a_day_does_not_date_the_page() -> None:
    """A date inside running text belongs to the story."""
    story = "<p>On 3 March 2020 the council had first discussed the matter at great length, and then again in May.</p>"
    assert read(f"<h1>A headline of some length</h1>{story}").published is None
    assert read(f"<h1>A headline of some length</h1><div class='info'>{story}</div>").published is None


def test_a_live_blogs_first_publication_is_not_its_last_update() -> None:
    """Of two publication times, one that equals the modification loses to an earlier one."""
    head = (
        '<meta property="article:published_time" content="2021-10-06T09:10:00Z">'
        '<meta property="article:modified_time" content="2021-10-06T09:10:00Z">'
    )
    stamps = read("<h1>Live: a headline of some length</h1>", head + json_ld(datePublished="2021-10-05T17:08:00Z"))
    assert (published(stamps), modified(stamps)) == ("2021-10-05T17:08", "2021-10-06T09:10")
    shown = "<h1>Live: a headline</h1><time itemprop='datePublished' datetime='2021-10-05T17:08:00Z'>Tuesday</time>"
    assert published(read(shown, head)) == "2021-10-05T17:08"


def test_a_labelled_date_beats_an_unlabelled_one_that_is_nearer() -> None:
    """A "published" label counts more than nearness to the headline."""
    body = (
        "<h1>A headline of some length</h1><time datetime='2021-10-01T08:00:00Z'>x</time>"
        "<time datetime='2021-10-02T08:00:00Z'>x</time><time class='published' datetime='2021-10-05T17:08:00Z'>x</time>"
    )
    assert published(read(body)) == "2021-10-05T17:08"


def test_markup_and_its_own_text_do_not_confirm_each_other() -> None:
    """A time that is also written out has no more weight than one that is not."""
    body = (
        "<main><div><h1>A headline of some length</h1><time datetime='2021-10-05 17:08'>17:08</time></div></main>"
        "<div><span class='date'><time datetime='2021-10-01 08:00'>1 October 2021, 08:00</time></span></div>"
    )
    assert published(read(body)) == "2021-10-05T17:08"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("entry-date published", Role.PUBLISHED),
        ("datePublished", Role.PUBLISHED),
        ("article__publication-date", Role.PUBLISHED),
        ("entry-date updated", Role.MODIFIED),
        ("dateModified", Role.MODIFIED),
        ("last_modified", Role.MODIFIED),
        ("entry-date published updated", Role.UNKNOWN),
        ("date", Role.UNKNOWN),
        ("standard", Role.UNKNOWN),
        ("Stand: 5. Oktober", Role.MODIFIED),
        ("Zuletzt aktualisiert am", Role.MODIFIED),
        ("기사입력", Role.PUBLISHED),
    ],
)
def test_a_name_or_label_says_what_its_date_is(name: str, role: Role) -> None:
    """Class names, properties and labels are read alike; one that says both roles says neither."""
    assert role_of(name) is role


def test_a_page_with_only_a_modification_is_dated_by_it_with_a_warning() -> None:
    """Official pages often state only "last updated"."""
    stamps = read("<h1>A headline of some length</h1><p>Last updated: 5 October 2021</p>")
    assert published(stamps) == "2021-10-05T00:00"
    assert any("only when it was modified" in warning for warning in stamps.warnings)


def test_a_feeds_date_replaces_a_missing_one_and_completes_a_day() -> None:
    """A page without a date takes that of the feed; one with a day takes its minute."""
    told = datetime(2021, 10, 5, 17, 8, tzinfo=UTC)
    ref = PageRef(
        url="https://news.example/a", source="s", via="f", published_at=told, published_raw="Tue, 05 Oct 2021 17:08 GMT"
    )
    alone = read("<h1>A headline of some length</h1>", ref=ref)
    assert published(alone) == "2021-10-05T17:08"
    assert alone.published is not None
    assert alone.published.timezone_source is TimezoneSource.FEED
    assert (alone.published.origin, alone.published.raw) == ("feed:published", "Tue, 05 Oct 2021 17:08 GMT")
    completed = read("<h1>A headline of some length</h1><p class='date'>5 October 2021</p>", ref=ref)
    assert published(completed) == "2021-10-05T17:08"
    page_first = read("", json_ld(datePublished="2021-10-05T16:30:00Z"), ref=ref)
    assert published(page_first) == "2021-10-05T16:30"
    day = PageRef(
        url="https://news.example/a", source="s", via="f", published_at=told, published_precision=Precision.DAY
    )
    of_day = read("<h1>A headline of some length</h1>", ref=day)
    assert of_day.published is not None
    assert of_day.published.precision is Precision.DAY


def test_a_day_stands_at_midnight_in_the_sources_zone() -> None:
    """A day without a time is midnight in the source's zone."""
    rules = CleaningRules(timezone="America/Bogota")
    stamps = read("<h1>A headline of some length</h1><p class='date'>5 October 2021</p>", rules=rules)
    assert published(stamps) == "2021-10-05T05:00"


@pytest.mark.parametrize(
    ("shown", "meant"),
    [("20 minutes ago", "2021-10-07T11:40"), ("an hour ago", "2021-10-07T00:00"), ("לפני יומיים", "2021-10-05T00:00")],
)
def test_relative_dates_need_the_fetch(shown: str, meant: str) -> None:
    """A relative time is read if the time of the fetch is known."""
    body = f"<h1>A headline of some length</h1><span class='date'>{shown}</span>"
    assert published(read(body)) == meant
    assert read(body, fetched_at=None).published is None


@pytest.mark.parametrize(
    ("stated", "shown"), [("fr", "Hier à 17h08"), ("pl", "Wczoraj, 17:08"), ("ru-RU", "вчера в 17:08")]
)
def test_a_relative_day_may_be_in_the_sites_language(stated: str, shown: str) -> None:
    """The site's own words are in the language that its markup states, even around an article in another one."""
    body = f"<h1>A headline of some length</h1><span class='date'>{shown}</span>"
    html = f"<html lang='{stated}'><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
    document, page = Document(html, None), Page(html, None, fetched_at=FETCHED)
    assert published(read_timestamps(document, page, "en", find_heading(document, None))) == "2021-10-06T17:08"


def test_a_label_behind_a_date_is_not_the_dates() -> None:
    """The first date of a line is not that of the update if the label of the update follows it."""
    line = "<h1>A headline of some length</h1><div>3. dubna 2021 7:00, aktualizováno 3. dubna 2021 11:45</div>"
    found = read(line, lang="cs")
    assert published(found) == "2021-04-03T07:00"


def test_an_empty_epoch_is_no_date() -> None:
    """An empty field that reads as 1970 is ignored."""
    assert read("", json_ld(datePublished="1970-01-01T00:00:00Z")).published is None


def test_a_date_before_the_web_is_marked() -> None:
    """An old date is kept with a warning; a later date beside it wins."""
    old = read("", json_ld(datePublished="1975-04-30T10:00:00Z"))
    assert published(old) == "1975-04-30T10:00"
    assert any("older" in warning for warning in old.warnings)
    both = read(
        "<h1>A headline</h1><time itemprop='datePublished' datetime='2021-10-05T17:08:00Z'>5 October</time>",
        json_ld(datePublished="1975-04-30T10:00:00Z"),
    )
    assert published(both) == "2021-10-05T17:08"


def test_embedded_state_is_the_last_resort() -> None:
    """A page rendered by a script may have its time in the script's data only."""
    data = '{"article": {"publishedAt": "2021-10-05T17:08:00Z", "updatedAt": 1633600000}}'
    state = f"<script>window.__STATE__ = {data}</script>"
    stamps = read(f"<h1>A headline of some length</h1>{state}")
    assert published(stamps) == "2021-10-05T17:08"
    assert stamps.published is not None
    assert stamps.published.origin == "state:publishedAt"


@pytest.mark.parametrize(
    ("line", "utc"),
    [
        ("2021-10-05T17:08:00+02:00", "2021-10-05T15:08"),
        ("Tuesday, 5 October 2021, 17:08", "2021-10-05T17:08"),
        ("Published: 5 October 2021 17:08 GMT", "2021-10-05T17:08"),
        ("BERLIN, 5. Oktober 2021", "2021-10-05T00:00"),
        ("Veröffentlicht am: 5. Oktober 2021, 17:08 Uhr", "2021-10-05T17:08"),
        ("2021年10月5日", "2021-10-05T00:00"),
        ("On 5 October 2021 the council met.", None),
        ("The council met on 5 October 2021", None),
        ("It happened yesterday", None),
        ("5 October", None),
        ("5 October 2031", None),
        ("", None),
        ("x" * 5000 + " 5 October 2021", None),
    ],
)
def test_a_plain_line_is_a_date_as_a_whole_or_none(line: str, utc: str | None) -> None:
    """A dateline is read, a sentence with a date is not."""
    moment = read_plain_timestamp(line, Page(b"", fetched_at=FETCHED), "en")
    assert minute(moment) == utc


STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 3


@pytest.mark.parametrize(
    "body",
    [
        "<p>WESTQUAY, July 1, 2021 - The ferry will sail again on Monday, the harbour office said.</p>" + STORY,
        "<p>WESTQUAY (Quay Wire), July 1, 2021 — The ferry will sail again on Monday, the office said.</p>" + STORY,
        "<p>WESTQUAY, Norland, July 1, 2021 /QuayWire/ -- The ferry will sail again on Monday.</p>" + STORY,
        f"<article>{STORY}<footer>Posted by Hanna on July 1, 2021</footer></article>",
        STORY + '<aside><time itemprop="datePublished">1 July 2021</time></aside>',
        STORY + '<div class="sidebar__item"><time itemprop="datePublished">1 July 2021</time></div>',
        '<div class="event_date">1 July 2021</div>' + STORY,
        STORY + "<footer>Von Hanna am 01.07.2021, 00:00</footer>",
        f"{STORY}<aside><dl><dt>Date</dt><dd>01.07.2021</dd><dt>Tags</dt><dd>{'boats ' * 50}</dd></dl></aside>",
    ],
)
def test_a_date_that_stands_alone_is_read_wherever_it_stands(body: str) -> None:
    """The only date of a page is read in a dateline, an aside, an odd class or a footer."""
    assert published(read(f"<h1>A headline of some length</h1>{body}")) == "2021-07-01T00:00"


@pytest.mark.parametrize(
    "body",
    [
        STORY + "<aside><time>1 July 2021</time><time>2 July 2021</time></aside>",
        STORY + '<div class="related"><time>1 July 2021</time></div>',
        STORY + "<footer>Copyright 1 July 2021</footer>",
        "<p>On July 1, 2021 - a Thursday - the ferry sailed for the last time in that long summer.</p>" + STORY,
    ],
)
def test_a_date_of_something_else_is_not_taken_for_the_pages(body: str) -> None:
    assert read(f"<h1>A headline of some length</h1>{body}").published is None


def test_a_live_blogs_first_publication_beats_its_newest_update() -> None:
    """The time after "First published" beats that of the newest post."""
    body = (
        "<h1>A headline of some length</h1><p>First published 4 October 2021, 08:00 GMT. Last updated 18:31</p>"
        '<div><time datetime="2021-10-04T18:30Z">18:30</time><p>The newest of all.</p></div>'
    )
    assert published(read(body)) == "2021-10-04T08:00"


@pytest.mark.parametrize(
    "first",
    [
        "This live page began on 4 October 2021 at 08:00 GMT and was last updated at 18:31 GMT",
        "<b>Published:</b> 4 October 2021 08:00 · <b>Updated:</b> 18:31",
    ],
)
def test_a_live_blogs_line_above_its_updates_dates_it(first: str) -> None:
    """By either label, whatever class and zone its updates have."""
    updates = "".join(
        f"<div class='live-post'><time datetime='2021-10-04T{hour}:30:00Z'>{hour}:30</time>{STORY}</div>"
        for hour in (18, 12)
    )
    assert published(read(f"<h1>A headline of some length</h1><p>{first}</p>{updates}")) == "2021-10-04T08:00"


@pytest.mark.parametrize(
    "stamp",
    [
        "<span class='timestamp' data-timestamp='1633420800'>3 days ago</span>",
        "<div class='date' data-time='1633420800000'></div>",
        "<span class='post-date' data-date='2021-10-05T08:00:00Z'>Tuesday</span>",
    ],
)
def test_a_time_that_a_script_would_show_is_read_from_its_attribute(stamp: str) -> None:
    assert published(read(f"<h1>A headline of some length</h1>{stamp}{STORY}")) == "2021-10-05T08:00"


def test_a_broken_clock_does_not_beat_a_whole_one() -> None:
    """A date with a broken time of day loses to one with a complete time."""
    head = '<meta property="article:published:time" content="2021-10-05T15:48:15+00:00">'
    assert (
        published(read('<h1>A headline</h1><p class="date">October 5, 2021, 3:48: Uhr</p>', head)) == "2021-10-05T15:48"
    )


@pytest.mark.parametrize(
    ("local", "words"),
    [("2020-10-25 02:30", "exists twice"), ("2021-03-28 02:30", "does not exist"), ("2021-03-28 03:30", None)],
)
def test_a_local_time_while_the_clocks_change_is_warned_of(local: str, words: str | None) -> None:
    """A local time that exists twice or not at all causes a warning."""
    stamps = read(
        "<h1>A headline of some length</h1>",
        json_ld(datePublished=local),
        rules=CleaningRules(timezone="Europe/Berlin"),
    )
    assert stamps.published is not None
    assert [words in warning for warning in stamps.warnings] == [True] if words else stamps.warnings == ()


def test_a_feed_that_dates_the_page_otherwise_is_warned_of() -> None:
    """The date of the page is kept, with a warning that the feed differs."""
    told = datetime(2017, 5, 6, 9, tzinfo=UTC)
    ref = PageRef(url="https://news.example/a", source="s", via="f", published_at=told)
    stamps = read("<h1>A headline of some length</h1>", json_ld(datePublished="2018-05-06T09:00:00Z"), ref=ref)
    assert published(stamps) == "2018-05-06T09:00"
    assert [warning for warning in stamps.warnings if "feed" in warning]


FULL = "2021-07-01T18:29"


@pytest.mark.parametrize(
    "body",
    [
        f'<ul class="nav meta"><li><a href="/t">1 July 2021, 18:29</a></li></ul>{STORY}',
        f"<p>Quay Wire<br>1 July 2021, 18:29</p>{STORY}",
        f'<span class="when" title="2021-07-01 18:29">3 months ago</span>{STORY}',
        f'<span class="ago" data-ts="1625164140">3 months ago</span>{STORY}',
        (
            "<div><span>Updated</span><span>2 July 2021</span>"
            f"<span>Published</span><span>1 July 2021, 18:29</span></div>{STORY}"
        ),
    ],
)
def test_a_date_near_the_headline_is_read_in_further_layouts(body: str) -> None:
    """In a list that is styled as a menu, after a line break, in a title, after a label in another element."""
    heading = "<h1>A headline of some length</h1>"
    assert published(read(heading + body, fetched_at=FETCHED)) == FULL
    masthead = '<div><div class="date">Wednesday, 6 October 2021</div></div>'
    assert published(read(f"{masthead}<main><div>{heading}{body}</div></main>")) == FULL


@pytest.mark.parametrize(
    "line",
    [
        "PORT-NEUF, le 1 juillet 2021 - The ferry will sail again on Monday, the office said.",
        "(WESTQUAY, July 1, 2021) - The ferry will sail again on Monday, the office said.",
        "Westquay, 1 de julio de 2021.- The ferry will sail again on Monday, the office said.",
        "ПОРТ, 1 июля 2021 г. — The ferry will sail again on Monday, the office said.",
        "WESTQUAY, Norland--(QUAY WIRE)--July 1, 2021--The ferry will sail again on Monday.",
        "港口日报2021年7月1日讯 渡轮将于周一恢复航行，港务局表示。",
        "港口社西码头2021年7月1日电（记者林雨）渡轮将于周一恢复航行。",
    ],
)
def test_a_dateline_has_many_forms(line: str) -> None:
    """Chinese ones end with a word instead of a dash."""
    assert published(read(f"<h1>A headline of some length</h1><p>{line}</p>{STORY}")) == "2021-07-01T00:00"


@pytest.mark.parametrize("line", ["(Updated 5 October 2021) The ferry sails again.", "(Westquay 5 October 2021"])
def test_brackets_of_a_dateline_name_a_place_and_are_closed(line: str) -> None:
    stamps = read(f"<h1>A headline of some length</h1><p>{line}</p>{STORY}")
    assert stamps.published is None or stamps.published.origin != "text:dateline"


@pytest.mark.parametrize("text", ["Born 28 January 1975", "Founded on 3 May 1921"])
def test_a_day_before_the_web_that_is_only_mentioned_is_no_date_of_publication(text: str) -> None:
    heading = "<h1>A headline of some length</h1>"
    assert read(f'{heading}<p class="info">{text}</p>{STORY}').published is None
    assert published(read(f'{heading}<p class="date">Published: 3 May 1985</p>{STORY}')) == "1985-05-03T00:00"


def test_originally_published_is_first_published() -> None:
    first = "Originally published on 4 October 2021 at 08:00 GMT. Updated: 4 October 2021, 18:31 GMT"
    update = f"<div class='live-post'><time datetime='2021-10-04T18:30Z'>18:30</time>{STORY}</div>"
    assert published(read(f"<h1>A headline of some length</h1><p>{first}</p>{update}")) == "2021-10-04T08:00"


@pytest.mark.parametrize(
    "first",
    [
        "<div class='live-header'>LIVE Published Mon 4 Oct 2021, 08:00 GMT</div>",
        "<div class='lb-meta'>Started: <b>4 October 2021, 08:00 GMT</b> | Updated: <b>18:31 GMT</b></div>",
        "<p>Published 4 October 2021, 08:00. Last updated 18:31</p>",
    ],
)
@pytest.mark.parametrize("zone", ["+03:00", "+01:00", "Z"])
def test_a_live_blogs_line_in_any_element_dates_it(first: str, zone: str) -> None:
    """The updates may all bear one time. A time of day in another zone than theirs is not that time."""
    updates = "".join(
        f"<article class='update'><header><time datetime='2021-10-04T18:{minute}:00{zone}'>18:{minute}</time></header>"
        f"{STORY}</article>"
        for minute in (30, 30 if zone == "+03:00" else 10)
    )
    stamps = read(f"<h1>A headline of some length</h1>{first}{updates}")
    assert stamps.published is not None
    assert f"{stamps.published.at:%H:%M}" == "08:00"


def test_a_last_change_below_the_text_is_read_where_nothing_else_dates_the_page() -> None:
    stamps = read(f"<h1>A headline of some length</h1>{STORY}<address>Last modified: 1 July 2021</address>")
    assert published(stamps) == "2021-07-01T00:00"
