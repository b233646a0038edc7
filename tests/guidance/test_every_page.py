"""Every page a reader can reach: sound, reachable, free of cookies and of anything inline."""

import re
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from guidance.models import SearchDocument
from tests.crawler import file_of


def broken(visits):
    return {path: visit for path, visit in visits.items() if visit.response.status_code != 200}


def test_every_link_leads_to_a_page(visits):
    assert len(visits) > 330
    assert {
        path: f"{visit.response.status_code} from {visit.linked_from}"
        for path, visit in broken(visits).items()
    } == {}


def test_every_place_within_a_page_that_a_link_points_to_exists(visits):
    assert [
        f"{path}#{fragment}"
        for path, visit in visits.items()
        if visit.document
        for fragment in visit.fragments
        if fragment not in visit.document.ids
    ] == []


def test_every_place_that_search_leads_to_exists(portal, pages):
    assert SearchDocument.objects.count() > 300
    for address in SearchDocument.objects.values_list("url", flat=True):
        path, _, fragment = address.partition("#")
        assert path in pages, address
        assert not fragment or fragment in pages[path].document.ids, address


def test_every_id_is_there_once(pages):
    assert {
        path: repeated
        for path, visit in pages.items()
        if (repeated := {id_ for id_ in visit.document.ids if visit.document.ids.count(id_) > 1})
    } == {}


def test_every_label_and_description_names_something_on_the_page(pages):
    references = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    assert {
        path: missing
        for path, visit in pages.items()
        if (
            missing := {
                id_
                for name in references
                for element in visit.document.having(name)
                for id_ in element.attributes[name].split()
                if id_ not in visit.document.ids
            }
        )
    } == {}


def test_every_tag_fits(pages):
    assert {path: visit.document.faults for path, visit in pages.items() if visit.document.faults} == {}


def test_every_page_has_one_heading_a_title_and_a_language(pages):
    titles = {}
    for path, visit in pages.items():
        document = visit.document
        heading = document.one("h1").text
        assert heading, path
        assert heading in document.one("title").text, path
        assert document.one("title").text.endswith("– LESAS online safety, Kent"), path
        assert document.one("html").attributes["lang"] == "en-GB"
        if visit.response.status_code == 200:
            folder = path.split("/")[1]
            titles.setdefault((folder, document.one("title").text), set()).add(path.partition("?")[0])
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_headings_never_skip_a_level(pages):
    for path, visit in pages.items():
        levels = [int(heading.tag[1]) for heading in visit.document.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, path
        assert all(lower - upper <= 1 for upper, lower in zip(levels, levels[1:], strict=False)), path


def test_no_heading_or_link_is_empty(pages):
    for path, visit in pages.items():
        for element in visit.document.all("h1", "h2", "h3", "h4", "a", "button", "th", "dt", "dd", "li", "p"):
            assert element.text, f"{path}: empty <{element.tag}> {element.attributes}"


def test_every_page_shows_the_way_to_someone_who_can_act(pages):
    """In the strip above the page, by name; a page that is itself the answer has the numbers instead."""
    for path, visit in pages.items():
        strip = {link.text: link.attributes["href"] for link in visit.document.select(".strip a")}
        numbers = {link.attributes["href"] for link in visit.document.select("main a[href^='tel:']")}
        if path.startswith("/what-has-happened/"):
            # Whom to ring hangs on what happened: a child rings Childline.
            assert not strip, path
            assert len(numbers) > 1, path
        elif strip or not numbers >= {"tel:999", "tel:03000411111", "tel:03000419191"}:
            assert list(strip) == ["About a child", "About a member of staff", "Danger: 999"], path
            assert strip["About a child"] == "/front-door/", path
            assert strip["Danger: 999"] == "tel:999", path
            assert visit.html.index("Tell someone who can act now") < visit.html.index("<main"), path


def test_every_page_ends_with_whom_to_ring_and_says_so_on_paper(pages):
    for path, visit in pages.items():
        (foot,) = visit.document.select("body > footer")
        numbers = [link.attributes["href"] for link in foot.select("a[href^='tel:']")]
        assert numbers == ["tel:999", "tel:03000411111", "tel:03000419191"], path
        if sheets := visit.document.select("main .sheet"):
            assert_sheet_says_whom_to_ring(path, *sheets)
            continue
        (paper,) = visit.document.select("main footer.paper-only")
        assert "03000 41 11 11 in office hours, 03000 41 91 91 at any other time." in paper.text, path
        assert re.search(rf"{re.escape(path.partition(chr(63))[0])}\S*, printed ", paper.text), path


def assert_sheet_says_whom_to_ring(path, sheet):
    """A hand-out is one sheet of paper already: the numbers, and its address and the day, are on it."""
    assert all(number in sheet.text for number in ("999", "03000 41 11 11", "03000 41 91 91")), path
    (foot,) = sheet.select("footer")
    address = re.match(r"/parents/[^/]+/", path)[0]
    assert re.search(rf"{re.escape(address)}(?!\S).* Printed \d", foot.text), path


def test_no_page_sets_a_cookie(visits):
    assert [path for path, visit in visits.items() if visit.response.cookies] == []
    assert [path for path, visit in visits.items() if "Cookie" in visit.response.get("Vary", "")] == []


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(pages):
    for path, visit in pages.items():
        document = visit.document
        assert not document.all("style", "iframe", "object", "embed"), path
        assert not list(document.having("style")), path
        assert all("src" in script.attributes for script in document.all("script")), path
        assert not [name for element in document.elements for name in element.attributes if name[:2] == "on"]
        loaded = [element.attributes["src"] for element in document.having("src")]
        loaded += [
            link.attributes["href"]
            for link in document.all("link")
            if link.attributes["rel"] in {"stylesheet", "icon"}
        ]
        assert all(file_of(address) or is_made_here(address) for address in loaded), path


def is_made_here(address):
    """Whether this site makes what is at ``address``, as the code on a hand-out."""
    return re.match(r"/(?!/)", address) and leads_somewhere(address)


def test_every_form_sends_to_an_address_of_this_site(pages):
    for path, visit in pages.items():
        for form in visit.document.all("form"):
            action = form.attributes.get("action", urlsplit(path).path)
            assert action.startswith("/"), path
            assert leads_somewhere(action), f"{path} sends to {action}"


def leads_somewhere(address):
    try:
        return resolve(urlsplit(address).path)
    except Resolver404:
        return None


def test_every_picture_has_words_or_is_hidden(pages):
    for path, visit in pages.items():
        assert all("alt" in image.attributes for image in visit.document.all("img")), path
        assert all(icon.attributes["aria-hidden"] == "true" for icon in visit.document.all("svg")), path


def test_every_list_of_resources_can_be_paged_to_its_end(visits):
    numbers = {int(found[1]) for path in visits if (found := re.fullmatch(r"/resources/\?page=(\d+)", path))}
    assert numbers == set(range(1, max(numbers) + 1))
    assert f"Page {max(numbers)} of {max(numbers)}" in visits[f"/resources/?page={max(numbers)}"].html
    details = [path for path in visits if re.fullmatch(r"/resources/[^/?]+/", path)]
    assert len(details) >= 205


def test_every_link_makes_sense_alone(pages):
    vague = {"here", "click here", "more", "read more", "this page", "link", "this", "website", "learn more"}
    assert {
        link.text
        for visit in pages.values()
        for link in visit.document.links
        if link.text.lower().strip(" .") in vague
    } == set()


def test_one_link_text_on_a_page_leads_to_one_place(pages):
    for path, visit in pages.items():
        places = {}
        for link in visit.document.links:
            target = urlsplit(link.attributes["href"]).path
            # A helpline has an entry in the inventory too; both lists are on the page of a risk area.
            # The text of a policy template is a setting's own.
            if target not in {"", path, "/helplines/"} and not path.startswith("/policies/"):
                places.setdefault(link.text.lower(), set()).add(target)
        assert {text: found for text, found in places.items() if len(found) > 1} == {}, path
