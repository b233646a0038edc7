"""What the reading test takes for a slip, and what it lets pass."""

import io

import pytest
from docx import Document

from tests.conventions import seen, slips

BAD = {
    slips.raw_markdown: [
        "Use the [form](/enquiries/).",
        "This is **important**.",
        "The `kind` of setting",
        "- first point",
        "Text\n* point",
        "## Heading",
    ],
    slips.doubled_punctuation: [
        "Staff and governors.. Ask.",
        "Ages,, all",
        "Ask , then go",
        "Worried??",
        "Worried?. Ask.",
        "Who: .",
        "It ends., then",
        "He said “Stop.”.",
        "None here ()",
        "( like this)",
        "Wait...",
    ],
    slips.two_spaces: ["Ask  LESAS", "Ask \u00a0LESAS"],
    slips.template_words: [
        "None",
        "Edition None, 2026",
        "Checked: None",
        "Public (True)",
        "It is False.",
        "NaN",
    ],
    slips.template_braces: ["{{ name }}", "{% if %}", "Tell {dsl}.", "left }} open", "{# note #}"],
    slips.small_start: ["and so on", "“quoted small”", "(in brackets)"],
    slips.small_sentence: ["Stop. then ring.", "Who? you do.", "He said “No.” then left."],
}
GOOD = {
    slips.raw_markdown: ["A well-known list [1] (see below)", "Ring 999 - then tell", "Year 5 * 2", "#lado"],
    slips.doubled_punctuation: [
        "See https://www.gov.uk/, then ask.",
        "Step Up, Speak Up!, Ygam",
        "A .docx file",
        "“Worried about a child?” Ask.",
        "At 9.30am; or later…",
        "Ask (or ring).",
    ],
    slips.two_spaces: ["One line\nand another", "Ask LESAS "],
    slips.template_words: [
        "None of these",
        "True Vision: report hate crime",
        "True or not true",
        "See True Vision",
    ],
    slips.template_braces: ["A set {1, 2}", "50 % of all"],
    slips.small_start: [
        "eSafety Commissioner",
        "iPads",
        "gov.uk has more",
        "lesas@example.org",
        "999",
        "Ask",
    ],
    slips.small_sentence: [
        "Stop. Ring.",
        "Tools, e.g. filters",
        "At 9.30 am",
        "Ask. gov.uk has more.",
        "Wait… then go",
    ],
}
PAGE = "<html><head><title>Page</title></head><body><main>{}</main></body></html>"


@pytest.mark.parametrize(("check", "text"), [(check, text) for check, texts in BAD.items() for text in texts])
def test_a_slip_is_seen(check, text):
    assert check(text)
    assert any(slip.startswith(check.__name__) for slip in slips.in_text(text))


@pytest.mark.parametrize(
    ("check", "text"), [(check, text) for check, texts in GOOD.items() for text in texts]
)
def test_what_is_no_slip_passes(check, text):
    assert check(text) == []


@pytest.mark.parametrize(
    "href",
    [
        "",
        " ",
        "#",
        "tel:",
        "tel:999 now",
        "tel:ring",
        "sms:",
        "sms:85258?body=",
        "tel:999?body=A",
        "mailto:",
        "mailto:lesas",
        "javascript:x",
        "x",
    ],
)
def test_a_link_that_leads_nowhere_is_seen(href):
    assert slips.in_target(href)
    assert any("no target" in slip for slip in seen.in_page(PAGE.format(f'<p><a href="{href}">Go</a></p>')))


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "?page=2",
        "#lado",
        "tel:999",
        "tel:+441622000000",
        "sms:85258",
        "sms:85258?body=SHOUT",
        "mailto:a@b.uk",
        "https://b.uk/",
    ],
)
def test_a_link_that_leads_somewhere_passes(href):
    assert slips.in_target(href) == []


@pytest.mark.parametrize(
    "part",
    [
        "<h2></h2>",
        "<h2> <span> </span></h2>",
        "<ul></ul>",
        "<ul><li></li></ul>",
        "<ol> </ol>",
        "<dl></dl>",
        "<label></label>",
        '<a href="/"></a>',
        "<button> </button>",
        "<p>Phone:</p>",
        "<p><strong>Who:</strong> </p>",
        "<p>small start</p>",
        "<p>First.<br>second.. third</p>",
        "<p>See: <em>[a](b)</em></p>",
        "<p>Points:</p><ul><li>it ends.</li></ul>",
        "<p>No lead.</p><ul><li>small point</li></ul>",
        "<div>Loose  words</div>",
        "<p>Block</p> Tail {name}",
        '<a href="#nowhere">Go</a>',
        '<img alt="{{ alt }}">',
        '<p title="None">Words</p>',
    ],
)
def test_a_slip_on_a_page_is_seen(part):
    assert len(set(seen.in_page(PAGE.format(part)))) == 1


@pytest.mark.parametrize(
    "part",
    [
        "<p>Points:</p><ul><li>small point</li><li><code>key</code>: a name</li></ul>",
        "<dl><dt>Checked</dt><dd>not yet checked</dd></dl>",
        '<a href="#here">Go</a><p id="here">Here</p>',
        "<p>Write <code>**</code> or <code>None</code>.</p>",
        '<button aria-label="Close"></button>',
        '<label><input type="checkbox"> Yes</label>',
        "<script>{{ x }}</script>",
        "<select><option value=''></option><option>pupils</option></select>",
        "<p>Ask\n    LESAS</p>",
    ],
)
def test_a_sound_page_passes(part):
    assert seen.in_page(PAGE.format(part)) == []


def word_file(*paragraphs, style=None, cell="Cell"):
    document = Document()
    document.add_paragraph("Points:")
    for words in paragraphs:
        document.add_paragraph(words, style=style)
    document.add_table(1, 1).cell(0, 0).text = cell
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "words", ["It ends.. twice", "Tell {dsl}.", "", "small start", "See **this**", "Two  spaces"]
)
def test_a_slip_in_a_word_file_is_seen(words):
    assert len(set(seen.in_word_file(word_file(words)))) == 1


def test_a_slip_in_a_cell_of_a_word_file_is_seen():
    assert len(seen.in_word_file(word_file("Words.", cell="None"))) == 1


def test_a_sound_word_file_passes():
    assert seen.in_word_file(word_file("small point", style="List Bullet", cell="no clause")) == []


@pytest.mark.parametrize(
    "body",
    [
        "Reference:\n",
        "About: None",
        "Hello  you",
        "read it.",
        "Ask: /front-door/",
        "Dear {name}",
        "Tell us..",
    ],
)
def test_a_slip_in_a_mail_is_seen(body):
    assert len(seen.in_mail("New enquiry", body)) == 1


def test_a_sound_mail_passes():
    body = "Reference: AB-12\n\nRead it: http://127.0.0.1:8000/admin/\nTell:\nThe office."
    assert seen.in_mail("New enquiry", body) == []
