"""What belongs to the text of an article and what does not: each mechanism on a page of its own."""

import json
from collections.abc import Mapping

import pytest

from dateline.config.schema import CleaningRules, Selectors
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text import container as text_container
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.read import Body, read_text

HEADLINE = "Harbour ferry returns after nine months"
FIRST = (
    "The ferry left the north quay at dawn on Monday, nine months after a storm broke its ramp and stopped the service."
)
SECOND = (
    "About forty people waited in the rain, some of them with flasks of tea, and clapped when the gate went up again."
)
THIRD = "The council paid for the repair with a loan that it means to return within six years, said the harbour master."


def read(inner: str, *, head: str = "", headline: str | None = HEADLINE, selectors: Selectors | None = None) -> Body:
    html = f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>".encode()
    page = Page(html, "https://example.org/ferry", rules=CleaningRules(selectors=selectors or Selectors()))
    return read_text(Document(html, page.url, "text/html; charset=utf-8"), page, headline)


def article(*extra: str) -> str:
    """Return an article with its three paragraphs, and ``extra`` between the second and the third."""
    return (
        f"<article><h1>{HEADLINE}</h1><div class='article-body'><p>{FIRST}</p><p>{SECOND}</p>"
        f"{''.join(extra)}<p>{THIRD}</p></div></article>"
    )


STORY = [FIRST, SECOND, THIRD]


def paragraphs(body: Body) -> list[str]:
    return body.text.split("\n\n")


def test_headline_byline_and_dates_stay_out() -> None:
    """The headline, the byline and the dates are not part of the text."""
    page = (
        f"<main><h1>{HEADLINE}</h1><p class='byline'>By Ada Quill</p><time>4 May 2024, 08:10</time>"
        f"<div class='story-body'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></main>"
    )
    assert paragraphs(read(page)) == STORY


@pytest.mark.parametrize(
    "nesting",
    [
        "<article><main><article>{}</article></main></article>",
        "<main><article><article>{}</article></article></main>",
        "<article><section><article itemprop='articleBody'>{}</article></section></article>",
        "<div role='main'><article><div class='content'><main>{}</main></div></article></div>",
    ],
)
def test_nested_articles_give_each_paragraph_once(nesting: str) -> None:
    """Nested article and main elements do not repeat paragraphs."""
    inner = f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    assert paragraphs(read(nesting.format(inner))) == STORY


def test_a_paragraph_that_the_page_shows_twice_is_kept_once() -> None:
    """Copies of a paragraph, as for printing or phones, are left out."""
    assert paragraphs(read(article(f"<div class='only-phone'><p>{FIRST}</p></div>"))) == STORY


@pytest.mark.parametrize(
    "teaser",
    [
        "<p><strong>More on this topic: <a href='/a'>Why the ramp broke</a></strong></p>",
        "<p><b>Lesen Sie auch: <a href='/a'>Warum die Rampe brach</a></b></p>",
        "<p><strong>Lire aussi : <a href='/a'>Pourquoi la rampe a cédé</a></strong></p>",
        "<p><b>Leggi anche: <a href='/a'>Perché la rampa ha ceduto</a></b></p>",
        "<p><b>Lee también: <a href='/a'>Por qué cedió la rampa</a></b></p>",
        "<p><strong>Leia também: <a href='/a'>Por que a rampa cedeu</a></strong></p>",
        "<p><b>Lees ook: <a href='/a'>Waarom de helling brak</a></b></p>",
        "<p><b>Läs också: <a href='/a'>Därför brast rampen</a></b></p>",
        "<p><b>Czytaj także: <a href='/a'>Dlaczego pękła rampa</a></b></p>",
        "<p><b>Читайте также: <a href='/a'>Почему сломалась рампа</a></b></p>",
        "<p><b>İlgili haber: <a href='/a'>Rampa neden kırıldı</a></b></p>".replace("İ", "I").lower(),
        "<p><b>Baca juga: <a href='/a'>Mengapa landasan patah</a></b></p>",
        "<p><b>相关阅读：<a href='/a'>坡道为何断裂</a></b></p>",
        "<p><strong><a href='/a'>Why the ramp broke, and who knew</a></strong></p>",
        "<div class='q'><a href='/a'><h4>Why the ramp of the quay broke</h4></a><p>Nobody had looked.</p></div>",
        "<aside class='related'><h3>Related</h3><p>Why the ramp broke, and who had warned of it for years.</p></aside>",
        "<div class='inline-promo'><p>Our new series looks at ramps of the whole coast.</p></div>",
        "<ul class='more-stories'><li><a href='/a'>Why the ramp broke</a></li><li><a href='/b'>A bridge</a></li></ul>",
    ],
)
def test_teasers_between_paragraphs_stay_out(teaser: str) -> None:
    """A pointer to another page is not text, in any language."""
    assert paragraphs(read(article(teaser))) == STORY


@pytest.mark.parametrize(
    "box",
    [
        "<div class='share'><span>You can share this story on every network that you like.</span></div>",
        "<p>You can share this story on social media</p>",
        "<span class='icon'>arrow_forward</span>",
        "<div class='toolbar'><button>Share</button><span class='material-icons'>bookmark_border</span></div>",
        "<div class='newsletter-box'><h3>Morning letter</h3><p>All the news of the coast in one letter.</p></div>",
        "<form><p>Type your address here and we will write to you each day.</p><input></form>",
        "<p>Sign up for our newsletter</p>",
        "<p>Abonnez-vous à notre lettre</p>",
        "<div id='cookie-banner'><p>We keep cookies so that this site knows you when you return to it.</p></div>",
        "<div class='ad-slot'>Advertisement</div>",
        "<div class='comments'><p>I was there. The tea was cold, but the ferry was on time for once.</p></div>",
        "<div class='author-bio'><p>Ada Quill has written about harbours for us since she left school.</p></div>",
        "<div class='tags'><a href='/t/1'>Ferry</a><a href='/t/2'>Harbour</a></div>",
        "<p>© 2024 The Coast Post. All rights reserved.</p>",
        "<div class='paywall-offer subscribe'><p>Read on for one coin a week, and stop when you like.</p></div>",
        "<blockquote class='twitter-tweet'><p>Look at that ferry go!</p>— A. Gull (@gull)</blockquote>",
        "<p hidden>Dear reader, your browser is too old for this page, so please renew it soon.</p>",
        "<div style='display: none'><p>Dear reader, your browser is too old for this page.</p></div>",
        "<template><p>Dear reader, your browser is too old for this page.</p></template>",
    ],
)
def test_boilerplate_stays_out(box: str) -> None:
    """Sharing, newsletters, forms, notices, comments, biographies and hidden elements are not text."""
    assert paragraphs(read(article(box))) == STORY


@pytest.mark.parametrize(
    ("markup", "caption"),
    [
        ("<figure><img src='a.jpg'><figcaption>The ferry at the quay.</figcaption></figure>", "The ferry at the quay."),
        ("<div class='wp-caption'><p class='wp-caption-text'>The quay at dawn.</p></div>", "The quay at dawn."),
        ("<div><p>Clip: the gate goes up while people clap.</p></div>", "Clip: the gate goes up while people clap."),
        (f"<figure><img src='a.jpg'><figcaption>{HEADLINE}</figcaption></figure>", HEADLINE),
        ("<div class='image-box'><img><p>The gate, newly painted. Photo: A. Gull</p></div>",
         "The gate, newly painted. Photo: A. Gull"),
    ],
)  # fmt: skip
def test_captions_stand_apart(markup: str, caption: str) -> None:
    """The caption of a picture or clip is not text, even if it repeats the headline."""
    body = read(article(markup))
    assert paragraphs(body) == STORY
    assert body.captions == (caption,)


def test_the_story_inside_an_aside_after_a_long_cookie_notice() -> None:
    """An aside with the headline is the story, not a longer cookie notice."""
    notice = (
        "<p>We and our partners keep small files on your device to measure how this site is used, as law allows.</p>"
    )
    page = f"<div class='cookie-consent'>{notice * 3}{notice.replace('We', 'They')}</div>"
    page += f"<aside><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></aside>"
    assert paragraphs(read(page)) == STORY


@pytest.mark.parametrize("name", ["subscriber-only", "post has-comments", "partner-content", "sidebar-grid", "widget"])
def test_a_body_with_a_misleading_name_is_the_body(name: str) -> None:
    """The container of the story is the body, whatever its name."""
    page = f"<h1>{HEADLINE}</h1><div class='{name}'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    assert paragraphs(read(page)) == STORY


def test_a_body_with_a_misleading_name_below_longer_comments() -> None:
    """The story is found despite its name, and though the comments are three times as long."""
    says = "thinks that the lamp was brighter in those years, and says so once more to all who read."
    comments = "".join(f"<p>Reader {number} {says}</p>" for number in range(10))
    story = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<h1>{HEADLINE}</h1><div class='infobox'>{story}</div><div class='comments'>{comments}</div>"
    assert paragraphs(read(page)) == STORY


def test_a_good_part_of_the_story_counts_more_than_its_name() -> None:
    """Half of a story is kept though its box is named after related links."""
    halves = [*STORY, *[f"{line[:-1]}, as the log of the year {1900 + n} has it." for n, line in enumerate(STORY)]]
    first, second = (
        "".join(f"<p>{line}</p>" for line in half) for half in (halves[: len(STORY)], halves[len(STORY) :])
    )
    body = read(
        f"<h1>{HEADLINE}</h1><div><div class='part'>{first}</div><div class='related-read'>{second}</div></div>"
    )
    assert paragraphs(body) == halves


def test_boxes_of_one_name_that_hold_the_story_together() -> None:
    """A story with each paragraph in a widget of its own is kept."""
    lines = [*STORY, *[f"{line[:-1]}, as the log of the year {1900 + n} has it." for n, line in enumerate(STORY)]]
    body = read(f"<h1>{HEADLINE}</h1><div>{''.join(f'<div class=widget><p>{line}</p></div>' for line in lines)}</div>")
    assert paragraphs(body) == lines


def test_teasers_of_many_words_stay_teasers() -> None:
    """Boxes with one name that hold less than the story are dropped by their name, however long they are."""
    teasers = [f"Number {number} of our ferry tales, told by those who were there at the time." for number in range(6)]
    between = "".join(f"<div class='teaser'><p>{teaser}</p></div>" for teaser in teasers)
    assert paragraphs(read(article(between))) == STORY


def test_a_part_of_the_story_with_a_name_of_little_weight() -> None:
    """Three paragraphs of a longer story are kept though their box is named ``widget``."""
    lines = [f"{line[:-1]}, as the log of the year {year} has it." for year in range(1900, 1905) for line in STORY]
    first, part, last = ("".join(f"<p>{line}</p>" for line in some) for some in (lines[:6], lines[6:9], lines[9:]))
    body = read(f"<h1>{HEADLINE}</h1><div class='entry'>{first}<div class='widget'>{part}</div>{last}</div>")
    assert paragraphs(body) == lines


@pytest.mark.parametrize(
    "standfirst",
    [
        "<p class='standfirst'>{}</p>",
        "<h2 class='subtitle'>{}</h2>",
        "<div class='article-lead'>{}</div>",
        "<p itemprop='description'>{}</p>",
        "<p class='chapo'>{}</p>",
    ],
)
def test_the_standfirst_outside_the_body_is_the_summary(standfirst: str) -> None:
    """The lead between headline and body is the summary, and not text."""
    lead = "Travellers on the north shore no longer need the long road round the bay to reach their work."
    page = (
        f"<main><header><h1>{HEADLINE}</h1>{standfirst.format(lead)}</header>"
        f"<div class='story'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></main>"
    )
    body = read(page)
    assert body.summary == lead
    assert paragraphs(body) == STORY
    assert body.provenance["summary"].startswith("markup:")


def test_the_description_is_the_summary_where_no_standfirst_is_visible() -> None:
    """Without a visible standfirst, the description in the head is the summary."""
    body = read(article(), head="<meta property='og:description' content='The ferry sails again.'>")
    assert body.summary == "The ferry sails again."
    assert body.provenance["summary"] == "meta:og:description"
    assert paragraphs(body) == STORY


@pytest.mark.parametrize("end", ["&amp;nbsp;", "&amp;amp;nbsp;", "&nbsp;", " &#8203;"])
def test_entities_that_were_escaped_twice_are_decoded_in_the_summary(end: str) -> None:
    """The summary has no entities, though the description is escaped twice."""
    head = f"<meta property='og:description' content='Salt &amp;amp; tea on the ferry.{end}'>"
    assert read(article(), head=head).summary == "Salt & tea on the ferry."


@pytest.mark.parametrize(
    ("description", "summary"),
    [
        ("&lt;b&gt;Salt&lt;/b&gt; and tea", "Salt and tea"),
        ("&amp;lt;p class=&quot;x&quot;&amp;gt;Salt and tea&amp;lt;/p&amp;gt;", "Salt and tea"),
        ("Salt&lt;br /&gt;and tea", "Salt and tea"),
        ("[caption id=&quot;1&quot;]Salt[/caption] and tea", "Salt and tea"),
        ("&lt;p&gt;Salt&lt;/p&gt;&lt;p&gt;&lt;br&gt;&lt;/p&gt;&lt;p&gt;and tea&lt;/p&gt;", "Salt and tea"),
        ("Salt and tea&lt;a class=&quot;read-more&quot; href=&quot;/x&quot;&gt;Read More&lt;/a&gt;", "Salt and tea"),
        ("Salt is in the &lt;video&gt; tag", "Salt is in the <video> tag"),
        ("Tea [hot] for 3 &lt; 5", "Tea [hot] for 3 < 5"),
    ],
)
def test_markup_that_was_escaped_into_a_description_is_no_part_of_the_summary(description: str, summary: str) -> None:
    assert read(article(), head=f"<meta property='og:description' content='{description}'>").summary == summary


def test_headings_lists_quotations_and_tables_in_reading_order() -> None:
    """All parts of a story are in the order of the page; the cells of a row are one line."""
    body = read(
        article(
            "<h2>What it cost</h2><ul><li>A new ramp of steel</li><li>Two <a href='/w'>winches</a></li></ul>",
            "<blockquote><p>“We did not think that we would see it sail again.”</p></blockquote>",
            "<table><tr><th>Year</th><th>Riders</th></tr><tr><td>2022</td><td>81,000</td></tr></table>",
        )
    )
    assert paragraphs(body) == [
        FIRST,
        SECOND,
        "What it cost",
        "A new ramp of steel",
        "Two winches",
        "“We did not think that we would see it sail again.”",
        "Year | Riders",
        "2022 | 81,000",
        THIRD,
    ]


def test_a_tables_rows_may_hold_the_same() -> None:
    """A cell that repeats another is kept; a paragraph that repeats another elsewhere is not."""
    row = "<tr><td>{}</td><td>1 crossing, half an hour late</td></tr>"
    body = read(article(f"<table>{row.format('Monday')}{row.format('Tuesday')}</table>", f"<div><p>{SECOND}</p></div>"))
    late = [f"{day} | 1 crossing, half an hour late" for day in ("Monday", "Tuesday")]
    assert paragraphs(body) == [FIRST, SECOND, *late, THIRD]


def opening_with(line: str) -> str:
    """Return a page whose story has an extra paragraph at the beginning."""
    return f"<main><h1>{HEADLINE}</h1><div><p>{line}</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></main>"


@pytest.mark.parametrize(
    "line",
    [
        "sexta-feira, 22 de outubro de 2010 às 20:13",
        "Ada Quill, 4 May 2024 at 08:10 BST",
        "Ada Quill • Posted on 4 May 2024 • Tags: boats, harbour",
        "高橋花子2025年1月13日 21時37分",
    ],
)
def test_a_date_line_that_no_name_tells_apart_stays_out(line: str) -> None:
    """A date line in a plain paragraph before the story is not text."""
    assert paragraphs(read(opening_with(line))) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "The old ferry, which nobody here had seen since the storm – 4 May 2024",
        "It left – 4 May 1921 – with nine people and a piano, and it never came back to the quay",
    ],
)
def test_a_sentence_that_tells_a_day_is_text(line: str) -> None:
    """A first sentence that contains a date is text, even if the date stands between dashes."""
    assert paragraphs(read(opening_with(line))) == [line, *STORY]


def test_rows_are_named_after_what_the_table_lists() -> None:
    """A row named ``player`` or ``product`` is neither a video player nor an advertisement."""
    rows = "".join(
        f"<tr class='{name}-{place}'><td>{place}</td><td class='player'>Skipper {place}</td><td>{90 - place}</td></tr>"
        for place, name in enumerate(("player", "product", "author"), 1)
    )
    wanted = [f"{place} | Skipper {place} | {90 - place}" for place in (1, 2, 3)]
    assert paragraphs(read(article(f"<table>{rows}</table>"))) == [FIRST, SECOND, *wanted, THIRD]


def test_links_listed_under_a_teasers_heading_stay_out() -> None:
    """Under a teaser's heading, items that are partly links are left out; under another heading they are kept."""
    links = "<ul>{}</ul>".format("".join(f"<li>The strange life of <a href='/{n}'>boat {n}</a></li>" for n in "abc"))
    teased = f"<div class='h3'>More Great Harbour Stories</div>{links}"
    assert paragraphs(read(article(teased))) == STORY
    told = [f"The strange life of boat {n}" for n in "abc"]
    assert paragraphs(read(article(f"<h3>More than two stories</h3>{links}"))) == [
        FIRST,
        SECOND,
        "More than two stories",
        *told,
        THIRD,
    ]


def test_an_id_made_of_a_heading_is_no_name() -> None:
    """Words such as "similar" or "comment" in an id made from a heading are ignored."""
    told = "Nobody on the quay was asked to pay for the first crossing, and nobody offered to."
    part = f"<section id='a-similar-ferry-without-comment-from-the-council-3'><p>{told}</p></section>"
    assert paragraphs(read(article(part))) == [FIRST, SECOND, told, THIRD]


def test_a_live_blog_is_kept_whole() -> None:
    """All posts of a live blog are text, with their headings."""
    posts = [
        f"At {hour} o'clock the wind turned once more, and the captain waited for the tide." for hour in range(6, 14)
    ]
    page = f"<main><h1>{HEADLINE}</h1>" + "".join(
        f"<section class='live-post'><h3 class='post-time'>{n}.10: The wind has turned</h3><p>{post}</p></section>"
        for n, post in enumerate(posts)
    )
    assert [line for line in paragraphs(read(page)) if line in posts] == posts
    assert "3.10: The wind has turned" in paragraphs(read(page))


def test_a_time_and_a_linked_name_above_an_entry_are_no_text() -> None:
    """A time with other words is text."""
    head = "<div><time><span>4 hours ago</span> 08:36</time> {}</div><h3>Fog on the bar</h3>"
    assert paragraphs(read(article(head.format("<a href='/staff/7'>Ida Holm</a>")))) == [
        FIRST,
        SECOND,
        "Fog on the bar",
        THIRD,
    ]
    told = paragraphs(read(article(head.format("in fog with <a href='/staff/7'>Ida Holm</a> at the helm"))))
    assert "4 hours ago 08:36 in fog with Ida Holm at the helm" in told


def test_a_caption_in_a_named_inline_element_stands_apart() -> None:
    """Its box has no name, and holds a video. Without a picture, the name may mean the label of a row."""
    caption = "<span class='media-caption'>She came in at ten. All waved.</span>"
    video = f"<div><div class='video-title'>Ferry at dusk</div><img src='dusk.jpg'>{caption}</div>"
    body = read(article(video))
    assert (paragraphs(body), body.captions[-1]) == (STORY, "She came in at ten. All waved.")
    assert "She came in at ten. All waved." in paragraphs(read(article(video.replace("<img src='dusk.jpg'>", ""))))


def test_of_several_articles_on_a_page_the_one_with_the_headline() -> None:
    """The next article of an endless page is not appended."""
    other = "<p>Quite another matter: the bakers of the old town sell loaves by weight again, as they did long ago.</p>"
    page = (
        f"<main><article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
        f"<article><h1>Bakers weigh their loaves</h1>{other}{other.replace('loaves', 'cakes')}"
        f"{other.replace('bakers', 'grocers')}{other.replace('weight', 'length')}</article></main>"
    )
    assert paragraphs(read(page)) == STORY


@pytest.mark.parametrize(
    "opening",
    [
        "<p><span class='dropcap'>T</span>{}</p>",
        "<div class='cap'>T</div><p>{}</p>",
        "<p><span class='initial'>T</span> {}</p>",
    ],
)
def test_drop_caps_are_joined(opening: str) -> None:
    """A drop cap is joined to its word."""
    page = f"<article><h1>{HEADLINE}</h1>{opening.format(FIRST[1:])}<p>{SECOND}</p><p>{THIRD}</p></article>"
    assert paragraphs(read(page)) == STORY


def test_a_letter_that_is_a_word_keeps_its_blank() -> None:
    """The "A" of "A ferry" stays a word; the "T" of "T he" does not, whatever the markup."""
    opening = "<p><span class='drop-cap'>{}</span>{}<span>{}</span></p>"
    for letter, between, rest, joined in (
        ("A", " ", "ferry that the town had given up is back.", "A ferry that the town had given up is back."),
        ("T", " ", "he ferry that the town had given up is back.", "The ferry that the town had given up is back."),
        ("T", "", "he ferry that the town had given up is back.", "The ferry that the town had given up is back."),
    ):
        first = opening.format(letter, between, rest)
        page = f"<article><h1>{HEADLINE}</h1>{first}<p>{SECOND}</p><p>{THIRD}</p></article>"
        assert paragraphs(read(page)) == [joined, SECOND, THIRD]


def test_inline_elements_do_not_split_words() -> None:
    """Markup inside a word, soft hyphens, word breaks and zero-width spaces leave no trace."""
    broken = (
        FIRST.replace("service", "ser<b>vi</b>ce").replace("ramp", "ra&shy;mp").replace("storm", "st<wbr>or&#8203;m")
    )
    page = f"<article><h1>{HEADLINE}</h1><p>{broken}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    assert paragraphs(read(page)) == STORY


def test_line_breaks_make_paragraphs_in_pairs() -> None:
    """Two line breaks end a paragraph; one is white space."""
    second = SECOND.replace(", and", ",<br>and")
    page = f"<div id='content'><h1>{HEADLINE}</h1>{FIRST}<br><br>{second}<br> <br/>{THIRD}</div>"
    assert paragraphs(read(page)) == STORY


def test_scripts_without_spaces() -> None:
    """Chinese and Thai paragraphs count as text, though they have no spaces."""
    chinese = [
        "北岸的渡轮在星期一清晨重新启航，距离风暴摧毁码头坡道已经过去了九个月的时间。",
        "大约四十人在雨中等候，其中一些人带着热茶，当闸门再次升起时，他们鼓起掌来。",
        "港务长表示，市议会用一笔贷款支付了维修费用，并打算在六年之内全部归还。",
    ]
    page = "<div class='nav'><a href='/'>首页</a><a href='/s'>体育</a></div><h1>渡轮恢复</h1>" + "".join(
        f"<p>{line}</p>" for line in chinese
    )
    assert paragraphs(read(page, headline="渡轮恢复")) == chinese
    thai = "เรือข้ามฟากออกจากท่าเทียบเรือทางเหนือตอนรุ่งสางของวันจันทร์ หลังจากพายุทำลายทางลาดเมื่อเก้าเดือนก่อน"
    assert read(f"<h1>เรือ</h1><p>{thai}</p>", headline="เรือ").text == thai


def stated(body: str) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, "articleBody": body}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_a_whole_stated_body_tells_what_is_no_part_of_the_story() -> None:
    """A paragraph that a complete articleBody lacks is left out."""
    story = [*STORY, *(line.replace("ferry", "boat").replace("people", "guests") for line in STORY)]
    foreign = "<p>Our readers also liked the tale of the baker who sold his loaves by the yard.</p>"
    page = f"<h1>{HEADLINE}</h1><div>{''.join(f'<p>{line}</p>' for line in story[:4])}{foreign}<p>{story[4]}</p></div>"
    assert foreign[3:-4] in read(page).text
    assert foreign[3:-4] not in read(page, head=stated("\n".join(story))).text


def test_a_stated_teaser_does_not_shorten_the_text() -> None:
    """An articleBody with only the beginning of the text removes nothing."""
    assert paragraphs(read(article(), head=stated(FIRST))) == STORY


def test_the_stated_body_is_the_text_where_the_markup_has_none() -> None:
    """A page that is rendered in the browser is read from its articleBody."""
    body = read("<div id='app'></div>", head=stated(f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"))
    assert paragraphs(body) == STORY
    assert body.provenance["text"] == "json-ld:articleBody"


def test_html_inside_a_script_is_the_text_where_the_markup_has_none() -> None:
    """A page that is rendered in the browser is read from its hydration state."""
    state = json.dumps({"page": {"body": "".join(f"<p class='x'>{line}</p>" for line in STORY)}}).replace(
        "<", "\\u003c"
    )
    body = read(f"<div id='app'>Loading</div><script>window.state = {state};</script>")
    assert paragraphs(body) == STORY
    assert body.provenance["text"] == "script:json"


@pytest.mark.parametrize(
    "script",
    [
        "<p " + '"\\' * 50_000,
        '"' + "\\u003cp>" * 5 + "\\u003cdiv>" * 50_000 + '"',
        '"' + "<p>\\ud800 and on " * 5 + '"',
    ],
)
def test_a_malicious_script_costs_little(script: str) -> None:
    """Unclosed strings, endless nesting and broken characters are read in one pass."""
    body = read(f"<script>x = {script}</script>", headline=None)
    assert "\ud800" not in body.text


def test_a_notice_in_place_of_a_foreign_player_stays_out() -> None:
    """The placeholder of an embedded post is not text."""
    notice = "<div class='x1'><p>Externer Inhalt nicht verfügbar</p><p>To view this content, allow it below.</p></div>"
    assert paragraphs(read(article(notice))) == STORY


def test_selectors_are_obeyed_first() -> None:
    """The source's selectors decide what is text and summary, and what is removed."""
    page = (
        f"<div><p>{THIRD}</p><p>{THIRD.replace('six', 'nine')}</p></div><span class='s'>Sum <b>of</b> it.</span>"
        f"<div class='zzz'><p>{FIRST}</p><p class='cut'>{SECOND}</p></div>"
    )
    body = read(page, selectors=Selectors(text=".zzz", summary="span.s", remove=("p.cut",)))
    assert body.text == FIRST
    assert body.summary == "Sum of it."
    assert body.provenance == {"text": "source:selectors.text", "summary": "source:selectors.summary"}
    assert body.warnings == ()


@pytest.mark.parametrize("selector", ["p[[", ":nope(", "..", ">>>"])
def test_an_invalid_selector_is_a_warning(selector: str) -> None:
    """An invalid selector causes a warning and is otherwise ignored."""
    body = read(article(), selectors=Selectors(text=selector, summary=selector, remove=(selector,)))
    assert paragraphs(body) == STORY
    assert len(body.warnings) == 3


def test_a_selector_that_matches_nothing_is_a_warning() -> None:
    """It causes a warning, since the site may have changed; the text is found without it."""
    body = read(article(), selectors=Selectors(text=".gone"))
    assert paragraphs(body) == STORY
    assert body.warnings == ("selectors.text matches nothing: '.gone'",)


def test_sentences_after_a_headline_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting takes linear time, however deep the headline is nested."""
    counted: list[Outline] = []
    count = text_container._sentences_after

    def noted(anchor: Block, outline: Outline) -> Mapping[Box, int]:
        counted.append(outline)
        return count(anchor, outline)

    monkeypatch.setattr(text_container, "_sentences_after", noted)
    told = f"{FIRST} {SECOND} {THIRD}"
    read(f"{'<blockquote>' * 400}<h1>{told}</h1>", headline=told)
    assert len(counted) == 1


def test_a_page_without_text() -> None:
    """A page without text has none."""
    assert read("", headline=None) == Body()


def test_a_question_that_several_people_answer_is_kept() -> None:
    """The same question, with another answer each time, is no copy. A copied question comes with its answer."""
    asked = "Would you cross in such a storm?"
    answers = [
        "Never, and least of all with the pastor on board.",
        "For a warm soup on the other side, perhaps.",
        "I have.",
    ]
    boxes = "".join(
        f"<div class='talk'><p>{asked}</p></div><div class='talk'><p>{answer}</p></div>" for answer in answers
    )
    wanted = [part for answer in answers for part in (asked, answer)]
    assert paragraphs(read(article(boxes))) == [FIRST, SECOND, *wanted, THIRD]
    both = f"<p>{asked}</p><p>{answers[0]}</p>"
    copied = f"<div class='talk'>{both}</div><div class='phone'>{both}</div>"
    assert paragraphs(read(article(copied))) == [FIRST, SECOND, asked, answers[0], THIRD]


@pytest.mark.parametrize(
    ("box", "caption"),
    [
        ("<p><img src='a.jpg'><br>The gate in the fog</p>", "The gate in the fog"),
        (
            "<div class='x1'><div><img src='a.jpg'></div><div class='x2'>The gate in the fog</div></div>",
            "The gate in the fog",
        ),
        ("<div><picture><img></picture><div><span>The gate in the fog</span><div>A. Gull</div></div></div>", "A. Gull"),
    ],
)
def test_a_few_words_that_share_a_box_with_a_picture_are_its_caption(box: str, caption: str) -> None:
    """No name is needed for that, if they are no sentence."""
    body = read(article(box))
    assert paragraphs(body) == STORY
    assert caption in body.captions


def test_a_picture_beside_a_sentence_or_an_item_makes_no_caption() -> None:
    """Nor does one in the box of the whole story."""
    sentence = "The gate is closed in the fog."
    assert sentence in paragraphs(read(article(f"<p><img src='a.jpg'> {sentence}</p>")))
    assert "Flasks of tea" in paragraphs(read(article("<ul><li><img src='a.png'> Flasks of tea</li></ul>")))
    assert "The tea" in paragraphs(read(article("<h3><img src='a.png'> The tea</h3>")))


def test_a_standfirst_of_three_words() -> None:
    """Its box says what it is, and its full stop that it is whole."""
    text = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<main><h1>{HEADLINE}</h1><p class='standfirst'>{{}}</p><div>{text}</div></main>"
    assert read(page.format("Nobody was hurt.")).summary == "Nobody was hurt."
    assert read(page.format("Ferries and harbours")).summary is None
    nameless = page.replace(" class='standfirst'", "")
    assert read(nameless.format("Forty people waited in the rain.")).summary == "Forty people waited in the rain."
    assert read(nameless.format("Forty people on the north quay")).summary is None
