"""Lists, tables, linked sentences and panels between the paragraphs of a story or guide."""

import pytest

from tests.support.article_text import paragraphs_of

HEADLINE = "How to keep a cast-iron pan"
FIRST = "A pan of cast iron outlives its owner, provided that nobody ever leaves it in the sink, full of water."
SECOND = "Those that were poured before the war are the smoothest, and flea markets on the river sell them by weight."
THIRD = "If rust has come all the same, it goes with salt, half a potato and an hour of patience on the back steps."


def paragraphs(*inner: str) -> list[str]:
    """Return what is read between the second and third paragraphs of a guide that has ``inner`` there."""
    html = (
        f"<!doctype html><html><body><main><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>{''.join(inner)}"
        f"<p>{THIRD}</p></main></body></html>"
    )
    first, second, *between, third = paragraphs_of(html, HEADLINE)
    assert (first, second, third) == (FIRST, SECOND, THIRD)
    return between


ITEMS = [
    "Warm the pan before the oil goes in.",
    "Wipe it while it is hot",
    "Never trust a dishwasher, whatever it says.",
]


@pytest.mark.parametrize(
    "name", ["postList", "menu-list", "list-cards", "steps-slider", "topic-tags", "product-widget", ""]
)
@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_a_list_that_links_to_nothing_is_kept(tag: str, name: str) -> None:
    """A list without links is text, whatever its name."""
    items = "".join(f"<li class='{name}-item'>{item}</li>" for item in ITEMS)
    assert paragraphs(f"<{tag} class='{name}'>{items}</{tag}>") == ITEMS


def test_a_list_of_links_to_other_pages_stays_out() -> None:
    """A list of links with such a name is not text."""
    items = "".join(f"<li><a href='/{n}'>{item}</a></li>" for n, item in enumerate(ITEMS))
    assert paragraphs(f"<ul class='postList'>{items}</ul>") == []


def test_terms_and_what_they_mean_are_kept() -> None:
    """Terms and definitions are kept in order, short ones too."""
    terms = {"Seasoning": "Oil that was baked on, layer by layer.", "Weight": "3.2 kg", "Handle": "Cast in one piece."}
    inner = "".join(f"<dt>{term}</dt><dd>{meaning}</dd>" for term, meaning in terms.items())
    wanted = [part for pair in terms.items() for part in pair]
    assert paragraphs(f"<dl class='related-terms'>{inner}</dl>") == wanted


@pytest.mark.parametrize("box", ["<div class='promo-table'>{}</div>", "<figure class='widget'>{}</figure>", "{}"])
@pytest.mark.parametrize("cell", ["Foundry {n}", "<a href='/{n}'>Foundry {n}</a>"])
def test_a_table_of_a_guide_is_kept(box: str, cell: str) -> None:
    """A table is kept in a box of any name, even if its first column has links."""
    rows = "".join(f"<tr><td>{cell.format(n=n)}</td><td>{20 + n} cm</td></tr>" for n in (1, 2, 3))
    table = f"<table class='product-table'><tr><th>Maker</th><th>Width</th></tr>{rows}</table>"
    assert paragraphs(box.format(table)) == ["Maker | Width", *(f"Foundry {n} | {20 + n} cm" for n in (1, 2, 3))]


def test_headings_that_are_the_items_of_a_list_are_kept() -> None:
    """List items that are headings are kept, even at the end of the text."""
    inner = "".join(f"<li><h3>{item.rstrip('.')}</h3></li>" for item in ITEMS)
    html = f"<h1>{HEADLINE}</h1><div><p>{FIRST}</p><p>{SECOND}</p><ul>{inner}</ul></div>"
    read = paragraphs_of(html, HEADLINE)
    assert read == [FIRST, SECOND, *(item.rstrip(".") for item in ITEMS)]


def test_short_items_that_recur_are_kept() -> None:
    """An item may recur in another list; a whole list that recurs is a copy."""
    one, other = (f"<ul><li>{line}</li><li>Safe on gas, coal and glass</li></ul>" for line in ITEMS[:2])
    assert paragraphs(f"{one}<p>{ITEMS[2]}</p>{other}") == [
        ITEMS[0], "Safe on gas, coal and glass", ITEMS[2], ITEMS[1], "Safe on gas, coal and glass",
    ]  # fmt: skip
    assert paragraphs(one, f"<div class='only-phone'>{one}</div>") == [ITEMS[0], "Safe on gas, coal and glass"]


@pytest.mark.parametrize("markup", ["<p><a href='/x'><strong>{}</strong></a></p>", "<p><a href='/x'>{}</a></p>"])
def test_a_paragraph_that_is_one_link_and_a_sentence_is_kept(markup: str) -> None:
    """A linked paragraph with a full stop is text; without one it is a teaser."""
    told = "The foundry in the valley still pours one pan on the last Friday of the month."
    assert paragraphs(markup.format(told)) == [told]
    assert paragraphs(markup.format(told.rstrip("."))) == []


@pytest.mark.parametrize("hiding", ["hidden", "aria-hidden='true'", "style='display:none'", "hidden='until-found'"])
@pytest.mark.parametrize("heading", ["<h3><button type='button'>{}</button></h3>", "<h3>{}</h3>", "<dt>{}</dt>"])
def test_panels_with_a_heading_that_is_shown_are_kept(heading: str, hiding: str) -> None:
    """Collapsed panels below a visible heading, as in an FAQ, are text."""
    answers = {
        "Does soap hurt it?": "A drop does not, whatever your aunt told you.",
        "And steel wool?": "Yes.",
    }
    inner = "".join(
        f"{heading.format(question)}<div {hiding}><p>{answer}</p></div>" for question, answer in answers.items()
    )
    wanted = [part for pair in answers.items() for part in pair]
    assert paragraphs(f"<div class='faq'>{inner}</div>") == wanted


@pytest.mark.parametrize(
    "item",
    [
        "<button>{}</button><div class='panel' hidden>{}</div>",
        "<div role='button' aria-controls='a1'>{}</div><div class='accordion-panel' style='display:none'>{}</div>",
    ],
)
def test_a_button_is_the_question_above_the_panel_that_it_opens(item: str) -> None:
    """Not those of menus and dialogs, whose panels have other names."""
    question, answer = "Does soap hurt an iron pan?", "A drop does not, whatever your aunt told you."
    assert paragraphs(f"<div class='faq-list'>{item.format(question, answer)}</div>") == [question, answer]
    assert (
        paragraphs("<div class='share'><button>Share</button><div class='dialog' hidden>Copied at last.</div></div>")
        == []
    )


@pytest.mark.parametrize("before", ["<p>Ask us.</p>", "<h3 hidden>Old browsers</h3>", "<h3>Help</h3> and then"])
def test_what_is_hidden_without_a_heading_of_its_own_stays_out(before: str) -> None:
    """Hidden elements that no visible heading opens are not text."""
    assert not any(
        "too old" in line for line in paragraphs(f"{before}<div hidden><p>Your browser is too old.</p></div>")
    )


@pytest.mark.parametrize("part", ["<table>{}</table>", "<ul>{}</ul>"])
def test_a_list_or_a_table_is_not_all_of_the_text_however_long(part: str) -> None:
    """The introduction of a long list or table belongs to the text too."""
    told = [f"Pan number {n} was found in the river by a boy who was looking for eels on a Sunday." for n in range(30)]
    row = "<tr><td>{}</td></tr>" if "table" in part else "<li>{}</li>"
    rows = part.format("".join(row.format(line) for line in told))
    html = f"<h1>{HEADLINE}</h1><div><p>{FIRST}</p>{rows}</div><p>Our shop is open all week.</p>"
    read = paragraphs_of(html, HEADLINE)
    assert read[:2] == [FIRST, told[0]]


def test_cells_that_begin_like_a_notice_are_kept() -> None:
    """Columns of a table are headed and filled with words that stand alone on buttons and labels elsewhere."""
    rows = [["Category", "Share"], ["E-mail", "12"], ["Print", "3.1-3.9"]]
    html = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    assert paragraphs(f"<table>{html}</table>") == [" | ".join(row) for row in rows]


def test_a_title_within_a_long_text_is_a_heading() -> None:
    """Some systems write the headings of sections as ``h1``. One that repeats the headline is no heading."""
    section = "".join(f"<p>{THIRD} That is rule number {number} of those that she kept.</p>" for number in range(6))
    assert "Rust" in paragraphs("<h1>Rust</h1>", section)
    assert f"{HEADLINE}: rules" not in paragraphs(f"<h1>{HEADLINE}: rules</h1>", section)
    assert "Rust" not in paragraphs("<h1><a href='/rust'>Rust</a></h1>", section)


@pytest.mark.parametrize("line", ["Rust", "The first rule", "— Ada Quill"])
def test_a_short_line_in_a_nameless_box_is_kept(line: str) -> None:
    """Editors that write paragraphs as `div` elements leave them without names. Buttons and labels have one."""
    assert paragraphs(f"<div>{line}</div>") == [line]
    assert paragraphs(f"<div class='c-x'>{line}</div>") == []


def test_the_title_of_a_panel_is_kept_though_it_is_a_link() -> None:
    """Page builders write what opens a panel as a link that leads nowhere."""
    title = "<div class='x-tab-title' role='button'><a tabindex='0'>About rust</a></div>"
    assert paragraphs(f"{title}<div class='x-tab-content'><p>{FIRST[:-1]}!</p></div>")[0] == "About rust"
    assert paragraphs(title.replace("x-tab-title", "x-go")) == []


def test_a_refrain_is_kept() -> None:
    """What the page shows twice in one place is text. A copy stands elsewhere, or under another name."""
    refrain, verse = "<p>And never in the sink, my dear.</p>", "<p>She rubbed it with a crust of bread.</p>"
    lines = ["And never in the sink, my dear.", "She rubbed it with a crust of bread."]
    assert paragraphs(refrain, verse, refrain) == [*lines, lines[0]]
    assert paragraphs(refrain, verse, f"<blockquote>{refrain}</blockquote>") == lines
    assert paragraphs(refrain, verse, refrain.replace("<p>", "<p class='quoted'>")) == lines


def test_text_of_a_figure_in_no_other_element_is_a_caption() -> None:
    """Quotations and tables in figures have elements of their own."""
    line = "The pan in the light of the back steps, a year before the war ended."
    assert paragraphs(f"<figure><img src='pan.jpg'>{line}</figure>") == []
    assert paragraphs(f"<figure><blockquote>{line}</blockquote></figure>") == [line]


def test_items_in_boxes_of_their_own_are_kept_at_the_end() -> None:
    """Page builders put the text of an item in a paragraph and a box."""
    items = "".join(f"<li><div class='item-text'><p>{item.rstrip('.')}</p></div></li>" for item in ITEMS)
    html = f"<h1>{HEADLINE}</h1><div><p>{FIRST}</p><p>{SECOND}</p><ul>{items}</ul></div>"
    assert paragraphs_of(html, HEADLINE) == [FIRST, SECOND, *(item.rstrip(".") for item in ITEMS)]


def test_the_rest_of_a_text_behind_a_button_is_kept() -> None:
    """Hidden paragraphs that continue those that are shown are text. A single hidden one is not."""
    rest = [
        f"{line[:-1]}, as everybody on the river knows, and nobody there would dream of doing otherwise."
        for line in (SECOND, THIRD)
    ]
    inner = "".join(f"<p>{line}</p>" for line in rest)
    shown = f"<p>{FIRST} {SECOND}</p><p>{THIRD} {FIRST}</p>"
    page = "<h1>{0}</h1><div>{1}<div class='{2}' style='display:none'>{3}</div></div><button>Show all</button>"
    assert paragraphs_of(page.format(HEADLINE, shown, "rest", inner), HEADLINE)[2:] == rest
    assert paragraphs_of(page.format(HEADLINE, shown, "signup-form", inner), HEADLINE)[2:] == []
    assert paragraphs_of(page.format(HEADLINE, shown, "rest", f"<p>{rest[0]}</p>"), HEADLINE)[2:] == []


@pytest.mark.parametrize("title", ["{}", "<button data-toggle='collapse'>{}</button>"])
def test_an_accordion_that_is_built_of_cards_is_kept(title: str) -> None:
    """Bootstrap does so. Cards without a panel are teasers."""
    card = "<div class='card'><div class='card-header'><h4>{}</h4></div>{}</div>"
    question = "What helps against rust?"
    answer = "Salt takes the rust off a pan, and half a potato does the rubbing, as every cook of the old inn knew."
    panel = f"<div class='collapse'><div class='card-body'><p>{answer}</p></div></div>"
    assert {question, answer} <= set(paragraphs(card.format(title.format(question), panel)))
    teaser = card.format(f"<a href='/rust'>{question}</a>", f"<div class='card-body'><p>{answer}</p></div>")
    assert answer not in paragraphs(teaser)


def test_all_tabs_of_a_set_are_read() -> None:
    """A page hides all but one of them at first."""
    by_name = (
        f"<div class='tab-pane active'><p>{ITEMS[0]}</p></div><div class='tab-pane' hidden><p>{ITEMS[2]}</p></div>"
    )
    assert paragraphs(f"<div class='tabs'>{by_name}</div>") == [ITEMS[0], ITEMS[2]]
    by_role = "<div role='tabpanel'><p>{}</p></div><div role='tabpanel' style='display:none'><p>{}</p></div>"
    assert paragraphs(by_role.format(ITEMS[0], ITEMS[2])) == [ITEMS[0], ITEMS[2]]


@pytest.mark.parametrize("shown", ["", "<div class='box'><p>Warm.</p></div>"])
def test_a_hidden_tab_without_one_that_is_shown_stays_out(shown: str) -> None:
    assert ITEMS[2] not in paragraphs(f"{shown}<div class='tab-pane' hidden><p>{ITEMS[2]}</p></div>")


def test_a_list_of_sentences_named_secondary_is_kept() -> None:
    """Among boxes beside the text, such a list has links."""
    lines = ["Warm the pan well before the oil goes in.", "Never trust a dishwasher, whatever it says about iron."]
    items = "".join(f"<li>{line}</li>" for line in lines)
    assert paragraphs(f"<ul class='secondary'>{items}</ul>") == lines
    assert paragraphs(f"<div class='secondary'><ul>{items}</ul></div>") == []


def test_a_program_is_read_without_its_buttons_and_line_numbers() -> None:
    """Names of what shows programs speak of toolbars."""
    toolbar = "<div class='toolbar'><button>Copy</button></div>"
    assert paragraphs(f"<div class='code-toolbar'><pre>heat pan</pre>{toolbar}</div>") == ["heat pan"]
    numbered = "<tr><td class='gl'><pre class='lineno'>1\n2\n</pre></td><td><pre>heat pan\nadd oil</pre></td></tr>"
    assert paragraphs(f"<table>{numbered}</table>") == ["heat pan add oil"]
    assert paragraphs("<pre class='line-numbers'>heat pan</pre>") == ["heat pan"], "Prism names the program itself so"


def test_the_title_of_details_is_no_call() -> None:
    """A reader opens them by it, whatever its first words are."""
    assert paragraphs(f"<details><summary>More about salt</summary><p>{ITEMS[0]}</p></details>") == [
        "More about salt",
        ITEMS[0],
    ]


@pytest.mark.parametrize("box", ["<div class='admonition note'><p>{}</p></div>", "<div class='note'>{}</div>"])
def test_advice_amid_a_guide_is_kept(box: str) -> None:
    """What follows the text, or has a link in it, is a note on the article. A correction has another name."""
    advice = "Oil that smokes is too hot for any pan, and for your kitchen."
    assert paragraphs(box.format(advice)) == [advice]
    assert paragraphs(box.format(f"<a href='/oil'>{advice}</a>")) == []
    assert paragraphs(box.format(advice).replace("note", "correction")) == []
    assert paragraphs(box.format(advice).replace("note", "article-note-box")) == []


def test_a_panel_below_a_title_that_is_a_button_is_read() -> None:
    """Page builders name panels by toggles, too."""
    title = "<div class='x-tab-title' role='button' aria-expanded='false'><a class='x-toggle-title'>Why salt?</a></div>"
    panel = f"<div class='x-tab-content' hidden><p>{ITEMS[0]}</p></div>"
    assert paragraphs(f"<div class='x-toggle-item'>{title}{panel}</div>") == ["Why salt?", ITEMS[0]]


def test_the_labels_of_tabs_stay_out() -> None:
    """A title of one panel may have the same role."""
    labels = "<ul role='tablist'><li role='tab'>Gas</li> <li role='tab'>Wood</li></ul>"
    assert paragraphs(f"{labels}<div role='tabpanel'><p>{ITEMS[0]}</p></div>") == [ITEMS[0]]
    assert paragraphs(f"<div role='tab'>Gas or wood?</div><div><p>{ITEMS[0]}</p></div>") == ["Gas or wood?", ITEMS[0]]


def test_the_numbers_of_a_programs_lines_stay_out() -> None:
    lines = "".join(
        f"<span class='line'><span class='ln'>{n}</span>{line} </span>" for n, line in enumerate(["heat", "oil"])
    )
    assert paragraphs(f"<pre>{lines}</pre>") == ["heat oil"]
    assert paragraphs("<p>Heat it for <span class='ln'>one</span> hour or two.</p>") == ["Heat it for one hour or two."]
