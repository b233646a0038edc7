"""On paper: no menus, contacts kept, addresses shown, and a hand-out is one sheet of A4."""

import re
import shutil
import subprocess
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.defaultfilters import date
from django.utils import timezone
from playwright.sync_api import expect

from guidance.models import Handout
from tests.browser.test_way_to_help import SIGNPOSTS, confirm
from tests.conftest import IN_CI
from tests.enquiries.answers import ALLEGATION, CONCERN
from tests.enquiries.conftest import Sender

pytestmark = pytest.mark.browser
LONDON = ZoneInfo("Europe/London")
THREE_HOURS = [(2026, 11, 27, 6), (2026, 11, 27, 10), (2026, 11, 29, 12)]
WITH_NUMBERS = [
    *(
        "/",
        "/helplines/",
        "/resources/childline/",
        "/front-door/",
        "/allegations/",
    ),
    *("/what-has-happened/", "/what-has-happened/nudes/", "/what-has-happened/nudes/chart/"),
    *("/search/?q=pupil+has+been+messaged+by+a+man", "/search/?q=teacher+messaged+a+pupil"),
]
WORDS_AS_THEY_STAND = """() => {
    const main = document.querySelector('main'), found = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const box = range.getBoundingClientRect();
        if (box.width && walker.currentNode.parentElement.checkVisibility())
            found.push([Math.round(box.top), Math.round(box.left), walker.currentNode.textContent.trim()]);
    }
    return found.sort((one, two) => one[0] - two[0] || one[1] - two[1]).map(one => one[2]).join('\\n');
}"""
# Georgia is not on every machine that runs this: what stands in for it is narrower by up to a seventeenth of
# its size a letter.
AS_WIDE_AS_GEORGIA = """() => document.querySelectorAll('.sheet h1, .sheet .say')
    .forEach(one => one.style.letterSpacing = '0.06em')"""
SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"
MM = 96 / 25.4
LEFT_OUT = [".masthead", ".crumbs", ".site-foot", ".strip", ".skip"]


def sheets(page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.fixture
def printed_at(page, reading_site, client, freeze):
    """The words of a page, in the order in which they stand on paper, at a moment; the day left out."""

    def words(moment, path="", typed=""):
        freeze(datetime(*moment, tzinfo=LONDON))
        answer = Sender(client).fill_in(message=typed) if typed else client.get(path)
        assert answer.status_code == 200, path
        page.unroute("**/as-answered/")
        page.route(
            "**/as-answered/",
            lambda route: route.fulfill(body=answer.content.decode(), content_type="text/html"),
        )
        page.emulate_media(media="print")
        page.goto(f"{reading_site}/as-answered/")
        return re.sub(r"printed \d+ \w+ \d+", "printed", page.evaluate(WORDS_AS_THEY_STAND))

    return words


@pytest.mark.parametrize("asked", [*WITH_NUMBERS, CONCERN, ALLEGATION])
def test_nothing_is_printed_that_is_true_only_now(printed_at, asked):
    for slug in ("front-door", "lado", "childline"):
        confirm(slug)
    given = {"path": asked} if asked.startswith("/") else {"typed": asked}
    sheets = [printed_at(moment, **given) for moment in THREE_HOURS]
    assert_no_clock(sheets)


@pytest.mark.parametrize("said", SIGNPOSTS[2:])
def test_no_signpost_prints_what_is_true_only_now_or_the_button(printed_at, screen_says, said):
    screen_says(*said)
    for slug in ("front-door", "lado"):
        confirm(slug)
    sheets = [printed_at(moment, typed=CONCERN) for moment in THREE_HOURS]
    assert_no_clock(sheets)
    assert "Tell the LADO" in sheets[0]
    assert "not about a particular" not in sheets[0]


def assert_no_clock(sheets: list[str]) -> None:
    assert sheets[0] == sheets[1] == sheets[2]
    for clock in ("(as of", "open now", "opens at", "is open", "ring it now", "until then"):
        assert clock not in sheets[0].lower(), clock


@pytest.mark.parametrize(
    ("path", "date_of_content"),
    [
        ("/guidance/early-years/", "26 November 2026"),
        ("/resources/kcsie/", "22 November 2026"),
        ("/risks/content/", "26 November 2026"),
        ("/training/online-safety-review/", "22 November 2026"),
        ("/policies/acceptable-use/", "26 November 2026"),
        ("/what-has-happened/nudes/", "26 November 2026"),
        ("/resources/", ""),
        ("/about/", ""),
    ],
)
def test_a_sheet_says_of_which_day_its_content_is(page, reading_site, path, date_of_content):
    page.emulate_media(media="print")
    page.goto(reading_site + path)
    said = re.findall(r"content of (\d+ \w+ \d+)", page.locator(".paper-foot").inner_text())
    assert said == ([date_of_content] if date_of_content else [])


def test_every_sheet_of_a_long_print_has_the_numbers_and_the_address(page, reading_site, settings, tmp_path):
    settings.SITE_URL = "https://portal.example.org"
    page.goto(f"{reading_site}/helplines/")
    found = texts(page, tmp_path)
    assert len(found) > 3
    for number, text in enumerate(found, 1):
        assert "Danger: 999." in text
        assert "03000 41 11 11 in office hours, 03000 41 91 91 at any other time" in text
        assert "portal.example.org/helplines/, printed" in text
        assert f"Page {number} of {len(found)}" in text


def test_nothing_is_printed_over_the_foot_wherever_a_heading_falls(page, reading_site, tmp_path):
    page.goto(f"{reading_site}/privacy/")
    for height in range(0, 60, 4):
        page.evaluate("height => { document.querySelector('h1').style.paddingTop = height + 'mm' }", height)
        for text in texts(page, tmp_path):
            assert "printed" in text
            assert text.rpartition("printed")[2].count("Online safety, LESAS, Kent County Council.") == 1, (
                height
            )


def test_a_printed_list_says_which_filters_were_chosen_and_where_each_entry_is(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/resources/?audience=governors&page=2")
    expect(page.locator("main")).to_contain_text("For: Governors and trustees.")
    expect(page.get_by_role("status")).to_contain_text(", here 21 to ")
    expect(page.locator(".paper-foot")).to_contain_text("/resources/?audience=governors&page=2, printed")
    entries = page.locator(".entries h2 a").all()
    assert len(entries) > 3
    assert all("://" not in address(entry) and "." in address(entry) for entry in entries)
    page.goto(f"{reading_site}/resources/?q=kcsie")
    assert address(
        page.locator(".entries h2 a", has_text=re.compile("^Keeping children safe in education$"))
    ) == ("www.gov.uk/government/publications/keeping-children-safe-in-education--2")


def test_lists_texts_and_results_print_where_their_links_lead(page, reading_site, settings):
    settings.SITE_URL = "https://portal.example.org"
    page.emulate_media(media="print")
    for path, link, leads_to in [
        ("/guidance/filtering-and-monitoring/", "main article a[href^='/']", "portal.example.org/"),
        ("/guidance/filtering-and-monitoring/", "#sources ~ ul a", ""),
        ("/risks/content/", "#guidance ~ ul a", "portal.example.org/guidance/"),
        ("/updates/", ".told h3 a", "portal.example.org/updates/"),
        ("/search/?q=filtering", ".entries h2 a", "portal.example.org/"),
    ]:
        page.goto(reading_site + path)
        assert address(page.locator(link).first).startswith(leads_to), path
        assert address(page.locator(link).first), path


@pytest.mark.parametrize(
    ("path", "words", "leads_to"),
    [
        ("/", "Something has happened", ""),
        ("/", "All of them", "portal.example.org/what-has-happened/"),
        ("/parents/", "Answer a few questions", "portal.example.org/what-has-happened/"),
        ("/parents/", "Put several into one pack", "portal.example.org/pack/"),
        (
            "/for/governors/",
            "part of our child protection",
            "portal.example.org/policies/online-safety-in-",
        ),
        ("/risks/conduct/", "A nude or semi-nude picture", "portal.example.org/what-has-happened/nudes/"),
    ],
)
def test_the_ways_on_are_printed_with_where_they_lead(page, reading_site, settings, path, words, leads_to):
    settings.SITE_URL = "https://portal.example.org"
    page.emulate_media(media="print")
    page.goto(reading_site + path)
    link = page.locator("main a:visible", has_text=words).first
    expect(link).to_be_visible()
    assert address(link).startswith(leads_to)


def test_what_only_a_screen_can_do_is_not_printed(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/pack/")
    expect(page.locator("form.pack")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("put together on the site, not on paper")
    page.goto(f"{reading_site}/pack/made/?page=filtering-and-monitoring&audience=parents")
    expect(page.locator("#to-check")).to_be_hidden()
    page.goto(f"{reading_site}/what-has-happened/nudes/n4/")
    for change in page.locator(".trail a").all():
        expect(change).to_be_hidden()


def test_the_card_for_staff_is_printed_twice_on_one_sheet_with_room_to_write(page, reading_site):
    page.goto(f"{reading_site}/what-has-happened/card/")
    assert sheets(page) == 1
    page.emulate_media(media="print")
    expect(page.locator(".card-for-staff:visible")).to_have_count(2)
    for line in page.locator(".card-for-staff__ours").all():
        assert round(line.bounding_box()["height"] / MM) >= 9
    page.emulate_media(media="screen")
    expect(page.locator(".card-for-staff:visible")).to_have_count(1)


def test_a_question_on_paper_is_not_cut_in_two(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/self-review/early-years/questions/by-theme/")
    assert page.locator(".review-question").count() > 10
    for question in page.locator(".review-question").all():
        expect(question).to_have_css("break-inside", "avoid")


def test_allegations_keep_rows_whole_and_name_where_to_refer_and_the_page_once(page, reading_site, tmp_path):
    page.goto(f"{reading_site}/allegations/")
    assert "".join(texts(page, tmp_path)).count("/allegations/") == 1
    page.emulate_media(media="print")
    expect(page.locator(".plates")).to_contain_text("Refer it online At kscmp.org.uk")
    expect(page.get_by_text("At kscmp.org.uk")).to_be_visible()
    for row in page.locator(".stack tbody tr").all():
        expect(row).to_have_css("break-inside", "avoid")


def test_a_plate_says_once_when_its_number_answers(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/helplines/")
    plates = page.locator(".plates--slim .plate")
    assert [plate.inner_text().splitlines() for plate in plates.all()] == [
        ["In danger now", "999"],
        ["Kent, office hours", "03000 41 11 11"],
        ["Any other time", "03000 41 91 91"],
    ]
    assert len({round(plate.locator(".num").bounding_box()["y"]) for plate in plates.all()}) == 1


@pytest.mark.parametrize(
    ("path", "said"), [("/resources/?page=2", ", here 21 to 40"), ("/search/?q=sexting", ", here 1 to 10")]
)
def test_a_part_of_a_list_says_which_part_and_leaves_page_to_the_sheets(page, reading_site, path, said):
    page.emulate_media(media="print")
    page.goto(reading_site + path)
    words = page.locator("main").inner_text().lower()
    assert words.count(said) == 1
    assert not re.search(r"page \d+ of", words)


@pytest.mark.parametrize(
    ("slug", "site"),
    [("kcsie", "keeping-children-safe-in-education--2"), ("childline", "www.childline.org.uk")],
)
def test_the_page_of_a_resource_prints_its_address_once(page, reading_site, tmp_path, slug, site):
    page.goto(f"{reading_site}/resources/{slug}/")
    assert "".join(" ".join(texts(page, tmp_path)).split()).count(site) == 1
    page.emulate_media(media="print")
    expect(page.locator(".button:visible")).to_have_count(0)


def texts(page, folder) -> list[str]:
    """The words of each sheet, as a PDF has them."""
    if not shutil.which("pdftotext"):
        assert not IN_CI, "CI must read the sheets, and there is no pdftotext."
        pytest.skip("Reading sheets needs Debian's poppler-utils.")
    page.pdf(path=folder / "sheets.pdf", format="A4", prefer_css_page_size=True)
    command = ["pdftotext", folder / "sheets.pdf", "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [" ".join(sheet.split()) for sheet in printed.split("\f") if sheet.strip()]


def address(link) -> str:
    """What is printed behind a link."""
    return link.evaluate("element => getComputedStyle(element, '::after').content").strip('"( )')


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_menus_are_left_out_and_contacts_kept(page, reading_site, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(f"{reading_site}/front-door/")
    for name in LEFT_OUT:
        expect(page.locator(name)).to_be_hidden()
    for number in ("999", "03000 41 11 11", "03000 41 91 91", "101"):
        expect(page.locator("main a[href^='tel:']", has_text=number).first).to_be_visible()
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_paper_ends_with_whom_to_ring_and_where_and_when_it_was_printed(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/guidance/early-years/")
    foot = page.locator(".paper-foot")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text("Danger: 999.")
    expect(foot).to_contain_text("03000 41 11 11 in office hours, 03000 41 91 91 at any other time")
    expect(foot).to_contain_text(
        "Local authority designated officer (LADO), about an adult who works with children"
    )
    expect(foot).to_contain_text(f"/guidance/early-years/, printed {date(timezone.localtime(), 'j F Y')}")
    page.emulate_media(media="screen")
    expect(foot).to_be_hidden()


def test_addresses_of_other_sites_are_printed(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/front-door/")
    link = page.locator("main a[href^='http']").first
    after = link.evaluate("element => getComputedStyle(element, '::after').content")
    assert link.get_attribute("href") in after


def test_what_is_folded_is_printed_open(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/for/governors/")
    assert page.locator("main details.later:not([open])").count() > 2
    for folded in page.locator("main details.later:not([open]) li").all():
        expect(folded).to_be_visible()


def test_the_workings_of_a_policy_stay_on_the_screen(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/policies/acceptable-use/")
    assert page.get_by_text("Why these clauses").count() > 3
    for link in page.get_by_text("Why these clauses").all():
        expect(link).to_be_hidden()
    expect(page.locator(".clause .applies").first).to_be_visible()


def test_a_sheet_is_printed_as_it_goes_to_people(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/policies/acceptable-use/sheets/agreement-pictures/")
    assert page.locator(".applies").count() > 2
    for line in page.locator(".applies, .lead, .row-buttons, .aside").all():
        expect(line).to_be_hidden()
    expect(page.get_by_text("I use kind words and I take turns.")).to_be_visible()


def test_a_table_in_a_policy_is_not_named_again_below_its_clause_on_paper(page, reading_site):
    for path, named, again in [
        ("", "Plan of checks: childminders", "Plan of checks at home"),
        ("sheets/agreement-pictures/", "I have talked about this", "Sign-off of the picture agreement"),
    ]:
        page.goto(f"{reading_site}/policies/acceptable-use/{path}")
        expect(page.get_by_text(again)).to_be_visible()
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", name=named)).to_be_visible()
        expect(page.get_by_text(again)).to_be_hidden()
        page.emulate_media(media="screen")


def test_no_sheet_begins_with_the_last_row_of_a_list_alone(page, reading_site, tmp_path):
    for path in ("/for/governors/", "/for/governors/briefing/", "/training/"):
        page.goto(reading_site + path)
        last = page.locator(".rows > li:last-child:not(:only-child) :is(h2, h3)").all_text_contents()
        begins = [sheet for sheet in texts(page, tmp_path)[1:] if sheet.startswith(tuple(last))]
        assert begins == [], path


def test_no_sheet_ends_with_the_heading_of_what_is_folded_on_the_screen(page, reading_site, tmp_path):
    page.goto(f"{reading_site}/for/governors/")
    headings = tuple(page.locator("main summary h2").all_text_contents())
    assert len(headings) > 2
    ends = [sheet.partition("Danger: 999")[0].strip() for sheet in texts(page, tmp_path)]
    assert [end[-80:] for end in ends if end.endswith(headings)] == []


def test_a_row_of_a_list_on_paper_has_one_rule_before_what_follows(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/for/governors/briefing/")
    for row in page.locator(".rows > li:last-child").all():
        expect(row).to_have_css("border-bottom-width", "0px")


def test_boxes_to_copy_are_as_tall_on_paper_as_their_words(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/embed/")
    cut = "boxes => boxes.map(box => box.scrollHeight - box.clientHeight)"
    assert page.eval_on_selector_all("textarea.snippet", cut) == [0, 0, 0, 0]


def test_no_colour_of_the_dark_theme_reaches_paper(page, reading_site):
    page.emulate_media(media="print", color_scheme="dark")
    for path in ("/search/?q=filtering", "/", "/nothing/here/", "/enquiries/"):
        page.goto(reading_site + path)
        colours = page.evaluate(
            """() => [...document.querySelectorAll('body, main *')].filter(one => one.checkVisibility())
                .flatMap(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"""
        )
        assert set(colours) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, path


@pytest.mark.parametrize(
    ("path", "most"),
    [
        *(("/front-door/", 1), ("/allegations/", 1), ("/", 2)),
        *(("/policies/acceptable-use/", 6), ("/policies/mobile-and-smart-technology/", 12)),
        *(("/guidance/when-something-happens/", 4), ("/guidance/children-at-greater-risk/", 3)),
    ],
)
def test_a_page_takes_no_more_sheets_than_it_needs(page, reading_site, path, most):
    # The agreements of a policy are files of their own, a sheet of paper each.
    page.goto(reading_site + path)
    assert sheets(page) <= most


@pytest.mark.parametrize(
    ("slug", "numbers"),
    [
        (
            "when-something-has-gone-wrong",
            ["0800 1111", "0808 800 5000", "0345 6000 459", "0300 123 2040", "101"],
        ),
        ("14-to-18", ["0800 068 4141", "116 123", "85258", "0808 8020 133"]),
    ],
)
def test_a_hand_out_prints_the_numbers_that_it_names(page, reading_site, slug, numbers):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/parents/{slug}/")
    for number in [*numbers, "03000 41 11 11", "03000 41 91 91"]:
        expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("main")).not_to_contain_text("All numbers are under")


@pytest.mark.parametrize("look", ["", "sheet/colour/", "sheet/less-ink/"])
def test_every_hand_out_is_one_sheet(page, reading_site, look):
    pages = {}
    for handout in Handout.objects.published():
        page.goto(f"{reading_site}{handout.get_absolute_url()}{look}")
        page.evaluate(AS_WIDE_AS_GEORGIA)
        pages[handout.slug] = sheets(page)
    assert len(pages) == 11
    assert set(pages.values()) == {1}, pages


def test_large_print_is_18_points_in_one_column_on_two_sheets(page, reading_site):
    pages = {}
    for handout in Handout.objects.published():
        page.goto(f"{reading_site}{handout.get_absolute_url()}sheet/large-print/")
        page.evaluate(AS_WIDE_AS_GEORGIA)
        pages[handout.slug] = sheets(page)
    assert set(pages.values()) == {2}, pages
    page.emulate_media(media="print")
    expect(page.locator(".sheet__text")).to_have_css("column-count", "1")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.sheet *')].filter(one => one.checkVisibility())
            .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest >= 24


def test_large_print_is_read_on_a_phone_with_each_name_below_its_number(page, reading_site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{reading_site}/parents/group-chats/")
    ordinary = page.locator(".sheet h1").evaluate(SIZE)
    page.goto(f"{reading_site}/parents/group-chats/sheet/large-print/")
    assert page.locator(".sheet h1").evaluate(SIZE) >= ordinary
    for name in page.locator(".sheet .numbers dd").all():
        assert name.bounding_box()["width"] > 200


@pytest.mark.parametrize("slug", ["under-5", "5-to-7"])
def test_the_picture_version_is_one_sheet_with_large_drawings(page, reading_site, slug):
    page.goto(f"{reading_site}/parents/{slug}/sheet/pictures/")
    assert sheets(page) == 1
    page.emulate_media(media="print")
    sizes = [one.bounding_box()["width"] for one in page.locator(".sheet__pictures img").all()]
    assert len(sizes) == 6
    assert min(sizes) >= 42 * MM


def test_a_hand_out_is_printed_in_colour_with_its_numbers_framed_and_its_code_large_enough(
    page, reading_site
):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{reading_site}/parents/group-chats/")
    for name in (*LEFT_OUT, ".aside", ".foot"):
        assert all(not one.is_visible() for one in page.locator(name).all()), name
    expect(page.locator(".sheet")).to_have_css("color", "rgb(27, 38, 56)")
    expect(page.locator(".sheet__head")).to_have_css("border-bottom", "6px solid rgb(10, 79, 92)")
    expect(page.locator(".sheet .numbers")).to_have_css("border-top", "3px solid rgb(153, 18, 74)")
    assert page.locator(".sheet__foot img").bounding_box()["width"] >= 25 * MM


def test_a_hand_out_with_less_ink_is_black_and_its_drawing_has_no_filled_area(page, reading_site):
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/parents/group-chats/sheet/less-ink/")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('.sheet, .sheet *')].flatMap(one => {
            const look = getComputedStyle(one);
            return [look.color, look.borderTopColor, look.borderBottomColor]; })"""
    )
    assert set(colours) <= {"rgb(0, 0, 0)", "rgb(107, 101, 88)"}
    expect(page.locator(".sheet__head img")).to_have_css("filter", re.compile("grayscale"))


def test_no_sheet_begins_with_the_last_row_of_a_table_alone(page, reading_site, tmp_path):
    first_words = """rows => rows.map(row => [row.closest('table').tHead, row.cells[0]]
        .map(part => part?.textContent.trim().replace(/\\s+/g, ' ') ?? ''))"""
    for path in ("/guidance/when-something-happens/", "/policies/acceptable-use/"):
        page.goto(reading_site + path)
        rows = page.eval_on_selector_all("main tbody tr:last-child:not(:only-child)", first_words)
        assert rows
        # The head of a table is repeated on each sheet.
        alone = tuple(f"{head} {cell[:20]}".strip() for head, cell in rows)
        begins = [sheet[:60] for sheet in texts(page, tmp_path)[1:] if sheet.startswith(alone)]
        assert begins == [], path


def test_a_service_says_on_paper_where_to_ask(page, reading_site, settings):
    settings.SITE_URL = "https://portal.example.org"
    page.emulate_media(media="print")
    page.goto(f"{reading_site}/training/online-safety-review/")
    expect(page.get_by_text("It is at portal.example.org/enquiries/")).to_be_visible()
