"""Days in the usual markup of content systems, beside comments, teasers and a footer that are dated otherwise."""

import pytest

from dateline.tasks.core.cleaning import extract

TEXTS = {
    "en": "The harbour was closed for a week because the ferry had struck the old pier, the office said on Monday.",
    "de": "Der Hafen war eine Woche lang geschlossen, weil die Fähre den alten Pier gerammt hatte, sagte das Amt.",
    "fr": "Le port est resté fermé une semaine parce que le bac avait heurté la vieille jetée, selon le bureau.",
    "es": "El puerto estuvo cerrado una semana porque el transbordador chocó contra el viejo muelle, dijo la oficina.",
    "pl": "Port był zamknięty przez tydzień, ponieważ prom uderzył w stare molo, jak podał urząd portowy.",
    "ru": "Порт был закрыт неделю, потому что паром ударился о старый пирс, сообщило управление порта.",
    "tr": "Liman bir hafta kapalı kaldı, çünkü feribot eski iskeleye çarptı, dedi liman müdürlüğü.",
    "ja": "港は一週間閉鎖された。渡し船が古い桟橋に衝突したためで、船の持ち主は何年も前から灯りを求めていたという。",
    "zh": "港口关闭了一个星期，因为渡轮撞上了旧码头，船主们说，多年来他们一直要求在码头上安装灯。",
    "ko": "항구는 일주일 동안 폐쇄되었다. 여객선이 낡은 부두에 부딪혔기 때문이며 선원들은 부품을 기다리고 있다.",
}
AROUND = (
    "<div class='comments'><ol><li class='comment'><div class='comment-meta'><a href='#c1'>2019-06-18 09:14</a></div>"
    "<p>So it is.</p></li><li class='comment'><div class='comment-meta'><a href='#c2'>2019-06-19 09:14</a></div></li>"
    "</ol></div><div class='sidebar'><ul><li><a href='/a'>Lighthouse goes dark</a> <span class='post-date'>2019-06-22"
    "</span></li><li><a href='/b'>Mole is mended</a> <span class='post-date'>2019-06-23</span></li></ul></div>"
    "<div id='foot'>© 2012-2019 Quay Notes</div>"
)


def day(markup: str, lang: str = "en") -> str | None:
    """Return the day that is read from markup in which {H} is the headline and {T} the text."""
    headline = TEXTS[lang][:40].rpartition(" ")[0] or TEXTS[lang][:12]
    body = markup.replace("{H}", headline).replace("{T}", f"<p>{TEXTS[lang]}</p>" * 3)
    page = (
        f"<html lang='{lang}'><head><meta charset='utf-8'><title>{headline} | Quay Notes</title></head><body>"
        f"<ul class='menu'><li><a href='/'>Home</a></li></ul><div>{body}</div>{AROUND}</body></html>"
    )
    published = extract(page.encode(), "https://quay.example/notes/ferry").published_at
    return f"{published:%Y-%m-%d}" if published else None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "This entry was posted on Friday, May 17th, 2019 at 10:11 am and is filed under <a>Boats</a>. You can"),
        ("de", "Dieser Beitrag wurde am Freitag, 17. Mai 2019 um 10:11 Uhr veröffentlicht und unter <a>Boote</a>"),
        ("de", "Dieser Artikel wurde am 17. Mai 2019 um 14:48 von <a>Hanna</a> geschrieben. Schlagworte: <a>Boote</a>"),
        ("fr", "Cette entrée a été publiée le Vendredi 17 mai 2019 à 10:11 et est classée dans <a>Bateaux</a>. Vous"),
        ("es", "Esta entrada fue publicada el Viernes, 17 de mayo de 2019 a las 10:11 y está archivada en Barcos"),
        ("pl", "Ten wpis został opublikowany piątek, 17 maja 2019 o 10:11 i jest umieszczony w <a>Łodzie</a>"),
        ("ru", "Эта запись была опубликована в Пятница, 17 мая 2019 в 10:11 и находится в рубрике <a>Лодки</a>. Вы"),
        ("tr", "Bu yazı Cuma, 17 Mayıs 2019, 10:11 tarihinde <a>Tekneler</a> kategorisine eklendi. Bu yazıya yapılan"),
    ],
    ids=["en", "de", "de-without-label", "fr", "es", "pl", "ru", "tr"],
)
@pytest.mark.parametrize("place", ["<p class='alt'><small>{}</small></p>", "<div class='post-footer'>{}</div>"])
def test_a_line_that_speaks_of_the_article_dates_it(lang: str, line: str, place: str) -> None:
    """Themes of blogs end a post with such a sentence, of which the date is a small part."""
    more = " RSS 2.0 / trackback / permalink / comments are open, and pings too, as they have always been here."
    assert day(f"<div class='post'><h2>{{H}}</h2>{{T}}{place.format(line + more)}</div>", lang) == "2019-05-17"


@pytest.mark.parametrize(
    ("markup", "lang"),
    [
        ("<h1>{H}</h1><p>By <a>Ann Lee</a> on <a href='/2019/05'>May 17, 2019</a> in <a>Boats</a></p>{T}", "en"),
        ("<h1>{H}</h1><a href='/2019/05/17'>May 17, 2019</a>{T}", "en"),
        ("<h1>{H}</h1><p>Put online <nobr>17 May 2019</nobr> by Ann</p>{T}", "en"),
        ("<div class='cal'><div>17</div><div>May</div><div>2019</div></div><h1>{H}</h1>{T}", "en"),
        ("<div class='cal'><span>17.</span> <span>Mai</span> <span>2019</span></div><h1>{H}</h1>{T}", "de"),
        ("<h1>{H}</h1>{T}<aside><h4>About</h4><ul><li><p>Published</p><p>May 17, 2019</p></li></ul></aside>", "en"),
        ("<h1>{H}</h1>{T}<div class='info__side'><p>Mise en ligne</p><p>17 mai 2019</p></div>", "fr"),
        ("<h1>{H}</h1><div><span>发布时间：2019-05-17</span><span>浏览次数：2018</span></div>{T}", "zh"),
        ("<h1>{H}</h1><section>작성자 <b>관리자</b> 작성일 <strong>19-05-17 10:11</strong></section>{T}", "ko"),
        ("<article><h3 class='teaser-meta'>17.05.2019</h3><h1>{H}</h1>{T}</article>", "de"),
        ("<article><h1>{H}</h1><div class='card__info'><p>VON <a>ANN</a> am 17. Mai 2019</p></div>{T}</article>", "de"),
        (
            "<h1>{H}</h1><div class='teaser newsSingle'><b>Hafen</b><br><i>17.05.2019</i> Boote<br>{T}</div>",
            "de",
        ),
        (
            (
                "<div class='article'><h1>{H}</h1><div class='footer'><time itemprop='datePublished' "
                "datetime='2019-05-17'>17.05.2019<meta itemprop='dateCreated' content='2019-05-16'></time></div>{T}"
                "</div>"
            ),
            "de",
        ),
        ("<h1>{H}</h1><amp-timeago datetime='2019-05-17T10:11:00+02:00'>a week ago</amp-timeago>{T}", "en"),
    ],
    ids=[
        *("linked-in-byline", "linked", "nobr", "in-parts", "in-parts-de", "labelled-aside", "labelled-aside-fr"),
        *("full-width-colon", "short-year-first", "named-like-a-teaser", "named-like-a-card", "single-view"),
        *("footer-of-an-article", "amp"),
    ],
)
def test_a_marked_day_is_read(markup: str, lang: str) -> None:
    assert day(markup, lang) == "2019-05-17"


@pytest.mark.parametrize("box", ["<aside><p>{}</p></aside>", "<div class='sidebar'><b>{}</b><br>{}</div>"])
@pytest.mark.parametrize(
    ("lang", "label", "shown"),
    [
        ("en", "Release date", "17 May 2019"),
        ("de", "Veröffentlichungsdatum", "17.05.2019"),
        ("fr", "Mis en ligne le", "17 mai 2019"),
        ("es", "Fecha de creación", "17 de mayo de 2019"),
        ("pl", "Data dodania", "17 maja 2019"),
        ("tr", "Ekleme tarihi", "17 Mayıs 2019"),
        ("ja", "発信日", "2019年5月17日"),
        ("zh", "录入时间", "2019-05-17"),
        ("ko", "게시일", "2019. 5. 17."),
    ],
    ids=["en", "de", "fr", "es", "pl", "tr", "ja", "zh", "ko"],
)
def test_a_labelled_day_in_a_box_beside_the_text_dates_it(lang: str, label: str, shown: str, box: str) -> None:
    line = box.format(label, shown) if box.count("{}") > 1 else box.format(f"{label}: {shown}")
    assert day(f"<h1>{{H}}</h1>{{T}}{line}", lang) == "2019-05-17"


@pytest.mark.parametrize("shown", ["Published:17 May 2019", "17/5 2019", "5/17/19", "17 May، 2019"])
def test_a_day_is_read_in_further_forms(shown: str) -> None:
    assert day(f"<h1>{{H}}</h1><p>{shown}</p>{{T}}") == "2019-05-17"


@pytest.mark.parametrize(
    ("markup", "lang"),
    [
        (
            (
                "<div><time datetime='2019-05-17 12:22'>17.05.2019 12:22</time></div><section><h1>{H}</h1>{T}<ul>"
                "<li><time datetime='2018-08-10'>10.08.2018</time> <a href='/x'>How the mole was built by hand</a></li>"
                "</ul></section>"
            ),
            "de",
        ),
        (
            (
                "<div>17 May 2019</div><section><h1>{H}</h1>{T}<ul><li><a href='/x'><h4>Mole mended</h4>"
                "<time>3 May 2018</time></a></li></ul></section>"
            ),
            "en",
        ),
        (
            (
                "<h1>{H}</h1><p class='meta'>By Ann | <span class='updated hidden'>2019-06-20T10:11:12+00:00</span>"
                "<span>May 17th, 2019</span> | Boats</p>{T}"
            ),
            "en",
        ),
        (
            "<h1>{H}</h1><p>最終更新日：2019年5月17日<br>海港局</p>{T}<ul><li>2019年3月15日<br>桟橋について</li></ul>",
            "ja",
        ),
        ("<h1>{H}</h1>{T}<p>As we said on <b>3 May 2018</b>, when the mole was still whole and dry</p>", "en"),
        ("<h1>{H}</h1>{T}<blockquote>So said they. <a href='/x'>3 May 2018</a></blockquote>", "en"),
    ],
    ids=["item-of-a-list", "card", "hidden-update", "below-an-update", "in-a-sentence", "in-a-quotation"],
)
def test_a_day_of_something_else_is_not_the_pages(markup: str, lang: str) -> None:
    assert day(markup, lang) in {"2019-05-17", None}


@pytest.mark.parametrize("clock", ["11:25 PM - 17 May 2019", "17 May 2019, 11:25 PM - 10 comments"])
def test_a_number_behind_a_dash_is_no_time_zone(clock: str) -> None:
    page = f"<title>A headline of some length</title><h1>A headline of some length</h1><p class='date'>{clock}</p>"
    published = extract((page + f"<p>{TEXTS['en']}</p>" * 3).encode()).published_at
    assert f"{published:%Y-%m-%d %H:%M%z}" == "2019-05-17 23:25+0000"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "SALTMERE, May 17, 2019 — {T}"),
        ("en", "SALTMERE | May 17, 2019 | {T}"),
        ("pl", "SOLNE, 17 maja 2019 r. – {T}"),
        ("ja", "【海港2019年5月17日】{T}"),
        ("ko", "[항구=2019년 5월 17일] {T}"),
    ],
    ids=["en", "bars", "pl", "ja", "ko"],
)
@pytest.mark.parametrize(
    "foot",
    ["<footer><p>Last modified: 2019-06-20</p></footer>", "<div class='date'>Last modified 2019-06-20</div>", ""],
    ids=["footer", "date", "none"],
)
def test_a_dateline_beats_the_last_modification(lang: str, line: str, foot: str) -> None:
    assert day(f"<h1>{{H}}</h1><p>{line.replace('{T}', TEXTS[lang])}</p>{{T}}{foot}", lang) == "2019-05-17"


@pytest.mark.parametrize(
    ("others", "expected"),
    [("12/31/2018", "2019-04-05"), ("31/12/2018", "2019-05-04"), ("31/12/2018, 12/31/2018", "2019-05-04")],
)
def test_the_order_of_digits_is_that_of_the_pages_other_days(others: str, expected: str) -> None:
    assert day(f"<h1>{{H}}</h1><div class='date'>04/05/2019</div>{{T}}<p class='related'>{others}</p>") == expected


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="mediator_published_time" content="2019-05-17T10:11:00+03:00">',
        '<meta name="weibo: article:create_at" content="2019-05-17 10:11:00">',
        '<meta property="bytedance:published_time" content="2019-05-17T10:11:00+08:00">',
        '<meta property="og:regDate" content="20190517101112">',
        '<meta name="DC.Date.Published" content="2019-05-17">',
        '<meta name="Last-Update" content="17 May 2019">',
        '<meta itemprop="lastReviewed" content="2019-05-17">',
    ],
)
def test_further_names_of_meta_elements_are_known(meta: str) -> None:
    assert day(f"{meta}<h1>{{H}}</h1>{{T}}") == "2019-05-17"


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<time datetime='2019-05-17T17:49:09'>May 17, 2019 at 5:49 p.m.</time>", "2019-05-17 17:49-0700"),
        ("<time datetime='2019-05-17T17:49:09-07:00'>May 17, 2019</time>", "2019-05-17 17:49-0700"),
        ("<time datetime='2019-05-18T06:19:09'>18 May 2019, 6:19</time>", "2019-05-18 06:19+0530"),
        ("<time datetime='2019-05-18T00:49:09'>18 May 2019, 0:49</time>", "2019-05-18 00:49+0000"),
        ("<time datetime='2019-05-18T06:34:09'>18 May 2019, 6:34</time>", "2019-05-18 00:49+0000"),
        ("<time datetime='2019-05-17T17:42:09'>May 17, 2019 at 5:42 p.m.</time>", "2019-05-18 00:49+0000"),
        ("<time>May 17, 2019</time>", "2019-05-18 00:49+0000"),
    ],
    ids=["read", "stated", "half-an-hour", "same", "quarter", "another-minute", "day"],
)
def test_a_time_in_utc_has_the_offset_in_which_it_is_shown(markup: str, seen: str) -> None:
    """So that the day is the one that readers see. The instant is the stated one in any case."""
    meta = '<meta property="article:published_time" content="2019-05-18T00:49:09Z">'
    page = f"{meta}<title>A headline of some length</title><h1>A headline of some length</h1>{markup}"
    published = extract((page + f"<p>{TEXTS['en']}</p>" * 3).encode()).published_at
    assert f"{published:%Y-%m-%d %H:%M%z}" == seen


@pytest.mark.parametrize(
    "markup",
    [
        "<time class='entry-date updated td-module-date' datetime='{}'>May 17, 2019</time>",
        "<time class='updated entry-date' datetime='{}'>May 17, 2019</time>",
        "<time datetime='{}'><span>May 17, 2019</span><span>Updated May 19, 2019</span></time>",
    ],
    ids=["hatom", "hatom-first", "label-of-the-second"],
)
def test_an_update_elsewhere_is_not_the_elements(markup: str) -> None:
    """The microformat hAtom calls the date of each post ``updated``; a label belongs to the date behind it."""
    page = f"<title>A headline of some length</title><h1>A headline of some length</h1>{markup}"
    page = page.format("2019-05-17T10:11:00+02:00") + f"<p>{TEXTS['en']}</p>" * 3
    stamps = extract(page.encode())
    assert f"{stamps.published_at:%Y-%m-%d %H:%M%z}" == "2019-05-17 10:11+0200"
    assert not stamps.warnings


def test_a_hidden_clock_completes_the_day_that_is_shown() -> None:
    """Themes show the day, and put the time into the title of the same element. That of another day means no time."""
    page = "<title>A headline of some length</title><h1>A headline of some length</h1><div><span title='{}'>17 May 2019"
    page += f"</span></div><p>{TEXTS['en']}</p>" * 3
    times = [extract(page.replace("{}", f"{day} 10:11:00 +0200 CEST").encode()).published_at for day in DAYS]
    assert [f"{time:%Y-%m-%d %H:%M%z}" for time in times] == ["2019-05-17 10:11+0200", "2019-05-17 00:00+0000"]


DAYS = ("2019-05-17", "2019-05-21")
