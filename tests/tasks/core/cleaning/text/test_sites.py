"""Sites whose markup says little: blogs, public offices, table layouts, small content systems."""

import pytest

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.read import Body, read_text


def read(html: str, headline: str | None) -> Body:
    data = html.encode()
    return read_text(Document(data, "https://example.net/x", "text/html; charset=utf-8"), Page(data), headline)


def test_a_plain_blog() -> None:
    """A blog post is read without menu, sidebar, other posts and comments."""
    story = [
        "Last winter I promised myself that I would mend the old loom before the swallows came back to the barn.",
        "It took me three weekends to find the right beech, and a fourth one to ruin the first piece of it.",
        "What I learnt",
        "Wood remembers water. Let it rest beside the stove for a week before you so much as look at it.",
        "Next month I hope to weave the first cloth, a plain one, and to tell you here how it went.",
    ]
    page = f"""<html><head><title>Mending the loom – Threads</title></head><body class="home blog">
    <div id="header"><a href="/">Threads</a><p>A diary of cloth and wood, kept by one person since 2009.</p></div>
    <ul id="menu"><li><a href="/">Home</a></li><li><a href="/about">About me</a></li></ul>
    <div id="wrap"><div class="post"><h2>Mending the loom</h2><small>3 May 2024 by Ida</small>
    <p>{story[0]}</p><p>{story[1]}</p><h3>{story[2]}</h3><p>{story[3]}</p><p>{story[4]}</p>
    <p class="postmetadata">Posted in <a href="/c/wood">Wood</a> | <a href="#respond">Leave a comment</a></p></div>
    <div class="navigation"><a href="/1">« Older entries</a></div>
    <h3 id="comments">Two thoughts on Mending the loom</h3><ol class="commentlist">
    <li><p>My grandmother had one just like it, and it stood in the kitchen until the flood.</p></li>
    <li><p>Beech is fine, but have you thought of ash? It bends where beech would break.</p></li></ol></div>
    <div id="sidebar"><h4>Recent posts</h4><ul><li><a href="/2">On dyeing with walnut</a></li></ul>
    <p>I sell a few scarves each autumn; write to me if you would like to have one.</p></div>
    <div id="footer"><p>Threads runs on a small machine under the stairs.</p></div></body></html>"""
    assert read(page, "Mending the loom").text.split("\n\n") == story


def test_an_office_with_a_bare_page() -> None:
    """An official notice keeps its numbered list, and loses the links around it."""
    story = [
        "The Office for Rivers lifts the ban on drawing water from the Lenn between the weir and the mill bridge.",
        "The ban had been ordered on 2 July because the gauge at the weir stood below twenty centimetres for a week.",
        "Holders of a licence shall observe the following rules until the end of October:",
        "no more than ten cubic metres may be drawn in a day,",
        "pumps must rest between eleven and five,",
        "each drawing is to be entered in the book of the licence.",
        "Questions are answered by the office on weekdays between eight and noon.",
    ]
    items = "".join(f"<li>{line}</li>" for line in story[3:6])
    page = f"""<html><body><div class="skip"><a href="#c">Skip to content</a></div>
    <div class="gov-header"><span>Land of Lenn</span><form><label>Find</label><input></form></div>
    <div class="breadcrumb"><a href="/">Home</a> › <a href="/p">Press</a></div>
    <div id="c"><div class="col-8"><span class="date">14 September 2023</span><h1>Ban on drawing water lifted</h1>
    <p>{story[0]}</p><p>{story[1]}</p><p>{story[2]}</p><ol>{items}</ol><p>{story[6]}</p></div>
    <div class="col-4"><h2>Services</h2><ul><li><a href="/l">Ask for a licence</a></li><li><a href="/g">Gauges</a></li>
    </ul></div></div><div class="bottom-links"><a href="/imprint">Imprint</a> <a href="/a11y">Accessibility</a></div>
    </body></html>"""
    assert read(page, "Ban on drawing water lifted").text.split("\n\n") == story


def test_a_table_layout_with_line_breaks() -> None:
    """A page with a table layout and paragraphs separated by line breaks is read in order."""
    story = [
        "The night train to the coast will run again from June, the railway told its riders on Thursday.",
        "It had been given up eleven years ago, when the last sleeping cars were sold to a circus.",
        "New cars have been ordered from a works in the south; they have showers, and beds for dogs.",
    ]
    page = f"""<html><body bgcolor="white"><table><tr><td colspan="3"><font size="5">The Rail Letter</font></td>
    </tr><tr><td width="120"><a href="1.htm">News</a><br><a href="2.htm">Maps</a><br><a href="3.htm">Old trains</a></td>
    <td><font><b>Night train to the coast returns</b></font><br><font size="1">Friday, 8 March 2002</font><br><br>
    <font face="Arial">{story[0]}<br><br>{story[1]}<br><br>{story[2]}</font></td>
    <td width="120"><a href="4.htm">Write to us</a></td></tr></table></body></html>"""
    assert read(page, "Night train to the coast returns").text.split("\n\n") == story


def test_a_small_content_system_with_divs_alone() -> None:
    """Paragraphs in divs with generated names are found by their number and length."""
    story = [
        f"On day {day} the climbers rose before the sun, melted snow for tea and went on towards the ridge."
        for day in range(7)
    ]
    teasers = "".join(
        f"<div class='kx9'><a href='/{n}'><div class='q1'>Another tale of the mountains, number {n}</div></a></div>"
        for n in range(9)
    )
    page = (
        "<html><body><div class='a7'><div class='b2'><a href='/'>Start</a></div></div><div class='c1'>"
        f"<div class='d4'>To the ridge</div>{''.join(f'<div class=z3>{line}</div>' for line in story)}</div>"
        f"<div class='m5'>{teasers}</div></body></html>"
    )
    assert read(page, "To the ridge").text.split("\n\n") == story


@pytest.mark.parametrize("name", ["k", "promo-widget", "subscriber-only"])
def test_short_news_beside_longer_other_texts(name: str) -> None:
    """The few lines below the headline are the story, though the margin holds more text."""
    story = [
        "A swan held up the trams on the old bridge for an hour on Sunday morning, until a warden came with bread.",
        "Nobody was hurt, said the tramways; the bird was seen on the river again before noon, in good health.",
    ]
    margin = "".join(
        f"<div class='x'><h4><a href='/{n}'>Tale {n}</a></h4><p>In our tale number {n} a gardener, a thief and a lamp "
        f"meet by night in the park, and one of them, we shall not say which, goes home with more.</p></div>"
        for n in range(5)
    )
    page = (
        f"<body><div class='l'><div class='{name}'><h1>Swan stops trams</h1>"
        f"<p>{story[0]}</p><p>{story[1]}</p></div></div>"
        f"<div class='r'>{margin}</div></body>"
    )
    assert read(page, "Swan stops trams").text.split("\n\n") == story


def test_text_in_the_body_element_alone() -> None:
    """The text directly in the body element is read."""
    story = ["The well is dry again, and the mayor asks all to draw from the river.", "No fee is due."]
    assert read(f"<title>Note</title>{story[0]}<p>{story[1]}", None).text.split("\n\n") == story
