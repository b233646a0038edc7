"""What a setting pastes or changes in a clause: lists, links and bold words stay; nothing is refused."""

from dataclasses import replace

import pytest

from guidance.blocks import Block, Bullets, Paragraph, Pictures, Run, SubHeading, Table, plain
from guidance.policies.answers import Answers
from guidance.policies.clause_markdown import to_markdown
from guidance.policies.own_clauses import read_own_clauses
from guidance.policies.pasted_text import read_pasted
from guidance.policies.placeholders import fill_markdown, placeholder_values
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.typed_runs import merged
from tests.guidance.policies import SLUGS, policy, template

AWKWARD = [
    *("- x [a](/b) **bold** | p", "1. x", "\\*a*", "**", "*", "a\\", "[x]", "](/x)", "| a | b |", "# h", "#"),
    *("_em_ {dsl} <b> &amp;", "* x", "o neill", "![x](picture:y)", "a) b", "Table: x", "•\u00a0x", "\\- x"),
]


def words(blocks: tuple[Block, ...]) -> list:
    """Each block as its kind and the words in it."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            rows = [[plain(cell) for cell in row] for row in (block.head, *block.rows)]
            found.append(("table", rows))
        elif isinstance(block, Bullets):
            found.append((block.kind, [plain(item) for item in block.items]))
        elif isinstance(block, Pictures):
            found.append(("pictures", [(one.name, one.alt, plain(one.caption)) for one in block.items]))
        else:
            found.append((block.kind, plain(block.runs)))
    return found


def in_whole_runs(block: Block) -> Block:
    """The block with neighbouring runs of one look as one: Markdown may cut them where a line ends."""
    if isinstance(block, Paragraph | SubHeading):
        return replace(block, runs=merged(block.runs))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(map(merged, block.items)))
    if isinstance(block, Pictures):
        return replace(block, items=tuple(replace(one, caption=merged(one.caption)) for one in block.items))
    rows = tuple(tuple(map(merged, row)) for row in block.rows)
    return replace(block, head=tuple(map(merged, block.head)), rows=rows)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_clause_that_is_offered_and_sent_back_is_the_same_clause(slug):
    drawings = {
        one.name for _, block in every_block(slug) if isinstance(block, Pictures) for one in block.items
    }
    for name in ("", "Elm School", *AWKWARD):
        values = placeholder_values(
            Answers(setting_name=name, dsl=name, leader=name, deputies=name, governor=name)
        )
        for _, clause in template(slug).clauses():
            blocks = fill_markdown(clause.text, values)
            back = read_pasted(to_markdown(blocks), pictures=drawings)
            assert back == tuple(map(in_whole_runs, blocks)), (clause.key, name)


def every_block(slug: str):
    for _, clause in template(slug).clauses():
        for block in fill_markdown(clause.text, placeholder_values(Answers())):
            yield clause.key, block


POINTS = [
    *(
        "• a\n• b\n• c",
        "•\ta\n•\tb\n•\tc",
        "· a\n· b\n· c",
        "▪ a\n▪ b\n▪ c",
        "\uf0b7\ta\n\uf0b7\tb\n\uf0b7\tc",
    ),
    *("o a\no b\no c", "o\ta\no\tb\no\tc", "– a\n– b\n– c", "- a\n- b\n- c", "-a\n-b\n-c", "* a\n* b\n* c"),
    *("+ a\n+ b\n+ c", "§\ta\n§\tb\n§\tc", "- a\n\n- b\n\n- c", "• a\n    o b\n        ▪ c"),
]


@pytest.mark.parametrize("typed", POINTS)
def test_points_are_points_however_they_were_pasted(typed):
    assert words(read_pasted(typed)) == [("bullets", ["a", "b", "c"])]


@pytest.mark.parametrize(
    "typed",
    [
        *("1. a\n2. b", "1) a\n2) b", "(1) a\n(2) b", "a) a\nb) b", "(a) a\n(b) b", "a. a\nb. b"),
        *("i) a\nii) b", "(i) a\n(ii) b", "1.\ta\n2.\tb", "1. a\n\n2. b", "1. a\n1. b"),
    ],
)
def test_numbers_that_run_on_are_a_numbered_list(typed):
    assert words(read_pasted(typed)) == [("numbers", ["a", "b"])]


@pytest.mark.parametrize(
    "typed", ["3. a\n4. b", "1. a\n3. b", "2026. a\n2027. b", "1.1 a\n1.2 b", "e.g. a\nb. b"]
)
def test_numbers_that_a_list_would_change_stay_as_they_were_typed(typed):
    assert words(read_pasted(typed)) == [("paragraph", line) for line in typed.split("\n")]


@pytest.mark.parametrize(
    "typed",
    [
        *("Device\tWhere\tWho\nPhone\tOffice\tStaff", "| Device | Where | Who |\n| Phone | Office | Staff |"),
        "| Device | Where | Who |\n| --- | :-: | --- |\n| Phone | Office | Staff |",
        "Device | Where | Who\n--- | --- | ---\nPhone | Office | Staff",
    ],
)
def test_tabs_and_strokes_make_a_table(typed):
    assert words(read_pasted(typed)) == [
        ("table", [["Device", "Where", "Who"], ["Phone", "Office", "Staff"]])
    ]


def test_a_form_keeps_its_empty_cells():
    table = read_pasted("\tYes\tNo\nThe website\t\t\nThe newsletter\t\t")[0]
    assert isinstance(table, Table)
    assert (table.ticks, table.use) == ((False, True, True), "ticks")
    assert read_pasted(to_markdown((table,))) == (table,)


def test_a_table_takes_its_title_from_the_line_above():
    [table] = read_pasted("Table: Sign-off\n\n| Name | Date |\n| --- | --- |\n| | |")
    assert isinstance(table, Table)
    assert table.title == "Sign-off"


def test_more_columns_than_paper_holds_stay_lines():
    typed = "\t".join("abcdefghijklm")
    assert [kind for kind, _ in words(read_pasted(f"{typed}\n{typed}"))] == ["paragraph", "paragraph"]


def test_a_point_goes_on_in_lines_that_are_indented():
    assert words(read_pasted("Keep:\n- phones\n  in lockers\n- watches\nAlways.")) == [
        *(("paragraph", "Keep:"), ("bullets", ["phones in lockers", "watches"]), ("paragraph", "Always.")),
    ]


def test_bold_and_links_are_read_and_half_of_them_is_text():
    [one] = read_pasted("**Never** [ask here](/front-door/), **a [b](https://c.example) d**, 2 ** 3 and **x")
    assert isinstance(one, Paragraph)
    assert one.runs == (
        *(Run("Never", bold=True), Run(" "), Run("ask here", href="/front-door/"), Run(", ")),
        *(Run("a ", bold=True), Run("b", bold=True, href="https://c.example"), Run(" d", bold=True)),
        Run(", 2 ** 3 and **x"),
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/b?c=d#e",
        "http://a.example",
        "mailto:dsl@a.example",
        "tel:03000411111",
        "/front-door/",
    ],
)
def test_a_link_may_lead_to_the_web_to_mail_to_a_telephone_or_here(address):
    [one] = read_pasted(f"See [this]({address}).")
    assert isinstance(one, Paragraph)
    assert one.runs == (Run("See "), Run("this", href=address), Run("."))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
        ),
        *("file:///etc/passwd", "vbscript:x", "https:evil", "http://[", "#x", "ftp://a.example", "mailto:x"),
    ],
)
def test_any_other_address_stays_text(address):
    [one] = read_pasted(f"See [this]({address}).")
    assert isinstance(one, Paragraph)
    assert one.runs == (Run(f"See [this]({address})."),)


def test_an_address_is_written_as_word_can_read_it():
    [one] = read_pasted("[x](https://a.example/café%zz)")
    assert isinstance(one, Paragraph)
    assert one.runs[0].href == "https://a.example/caf%C3%A9%25zz"


NO_FORM = [
    *("{dsl} {{ setting }} {% now %}", "> quoted", "```", "---", "***", "<b>x</b>", "&amp;"),
    *("![x](http://y)", "![x](picture:nothing) y", "C:\\Users\\x", "\\\\server\\share", "_em_ *em* `code`"),
    *("[ ](/x)", "x | y"),
]


@pytest.mark.parametrize("typed", NO_FORM)
def test_what_has_no_form_in_a_clause_stays_as_it_was_typed(typed):
    assert words(read_pasted(typed)) == [("paragraph", typed)]


def test_sub_headings_are_of_one_level():
    assert words(read_pasted("### Safe\n# Kind\ntext #1")) == [
        *(("subheading", "Safe"), ("subheading", "Kind"), ("paragraph", "text #1")),
    ]


def test_only_drawings_of_the_policy_are_shown():
    typed = "![a lock](picture:lock) We lock.\n![a key](picture:key) We open.\n![x](picture:other) No."
    assert words(read_pasted(typed, pictures={"lock", "key"})) == [
        ("pictures", [("lock", "a lock", "We lock."), ("key", "a key", "We open.")]),
        ("paragraph", "![x](picture:other) No."),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "**",
        "[a](",
        "[x](()",
        "\\",
        "| ",
        "|-",
        "1. \n",
        "- \n",
        "\t",
        "a\n\n",
        "\n",
        "(a) ",
        "**a",
        "](",
    ],
)
def test_nothing_that_is_pasted_is_refused_or_lost_in_a_loop(piece):
    text = (piece * 4000)[:4000]
    blocks = read_pasted(text)
    assert read_pasted(to_markdown(blocks)) == blocks or piece in {"\n", "\t"}


def test_own_clauses_are_cut_at_empty_lines_but_lists_stay_with_their_sentence():
    typed = "First.\nSecond line.\n\nWe keep:\n\n- phones\n- watches\n\n### Boats\n\nOn boats.\n\n\n\nLast."
    assert [words(blocks) for blocks in read_own_clauses(typed)] == [
        [("paragraph", "First."), ("paragraph", "Second line.")],
        [("paragraph", "We keep:"), ("bullets", ["phones", "watches"])],
        [("subheading", "Boats"), ("paragraph", "On boats.")],
        [("paragraph", "Last.")],
    ]
    assert read_own_clauses(" \n ") == []


def first_clause(slug: str, wanted):
    made = policy(slug, setting_name="Elm", setting_type="secondary")
    return next(clause for section in made.sections for clause in section.clauses if wanted(clause))


def test_one_changed_word_keeps_links_bold_and_source():
    for slug in SLUGS:
        clause = first_clause(slug, lambda clause: clause.source and "](/" in to_markdown(clause.blocks))
        typed = f"Mind: {to_markdown(clause.blocks)}"
        options = {"setting_name": "Elm", "setting_type": "secondary", "custom_text": {clause.key: typed}}
        made = policy(slug, **options)
        [again] = [one for section in made.sections for one in section.clauses if one.key == clause.key]
        assert again.has_custom_text
        assert links(again.blocks) == links(clause.blocks) != []
        assert made.sources == policy(slug, setting_name="Elm", setting_type="secondary").sources


def links(blocks) -> list[str]:
    texts = [
        cell for block in blocks for cell in getattr(block, "items", None) or (getattr(block, "runs", ()),)
    ]
    return [run.href for runs in texts for run in runs if run.href]


def test_a_source_goes_only_when_the_setting_takes_it_out():
    for slug in SLUGS:
        made = policy(slug, setting_type="primary")
        clauses = [clause for section in made.sections for clause in section.clauses if clause.source]
        source = next(one for one in made.sources if sum(clause.source == one for clause in clauses) == 1)
        [key] = [clause.key for clause in clauses if clause.source == source]
        own = {"setting_type": "primary", "custom_text": {key: "We do it our way."}}
        assert source in policy(slug, **own).sources
        assert source not in policy(slug, **own, dropped_sources=frozenset({key})).sources
        # Nothing is taken out for a clause that stands as it was written.
        assert source in policy(slug, setting_type="primary", dropped_sources=frozenset({key})).sources


@pytest.mark.parametrize("setting_type", SETTING_TYPES)
def test_own_clauses_are_numbered_on_with_their_section(setting_type):
    plain_policy = policy("social-media", setting_type=setting_type)
    section = plain_policy.sections[0]
    made = policy(
        "social-media", setting_type=setting_type, added={section.key: "One.\n\nTwo.", "gone": "Three."}
    )
    numbers = [clause.number for clause in made.sections[0].clauses]
    assert numbers == [f"1.{place}" for place in range(1, len(section.clauses) + 3)]
    assert [clause.is_added for clause in made.sections[0].clauses][-3:] == [False, True, True]
    assert made.code == plain_policy.code
