"""Numbers, addresses and shared words that texts name instead of typing them."""

import pytest
from django.urls import reverse

from guidance import includes, markup
from guidance.helpline_names import Number
from guidance.includes import Document
from guidance.models import SearchDocument, SharedBlock
from guidance.routes.schema import Block
from guidance.services import editing, included, publishing, shared_blocks
from tests.document import Document as Page
from tests.factories import PUBLIC, make_adviser, make_handout, make_helpline, make_page, make_resource
from tests.guidance.small_routes import book, route
from tests.guidance.test_admin_forms import form_data

PARTS = book(
    route("one"),
    blocks={"never": Block("never", "The rule", "**Do not look.** Ring {childline}.")},
    helplines={
        number.slug: number
        for number in (
            Number("childline", "Childline", "0800 1111"),
            Number("emergency-999", "Emergency services", "999"),
            Number("front-door", "Kent Front Door (children's services)", "03000 41 11 11"),
            Number("shout", "Shout", "", "85258", "SHOUT"),
            Number("shore", "Shore", url="https://shore.example.org/"),
            Number("odd", "Odd [one] *here*"),
        )
    },
    resources={"kcsie": Document("kcsie", "KCSIE", "https://gov.uk/k"), "nowhere": Document("nowhere", "N")},
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ring {childline}.", "Ring Childline [0800 1111](tel:08001111)."),
        ("Ring {emergency-999}.", "Ring [999](tel:999)."),
        ("Ring {front-door}.", "Ring the Kent Front Door [03000 41 11 11](tel:03000411111)."),
        ("Ring the {front-door}.", "Ring the Kent Front Door [03000 41 11 11](tel:03000411111)."),
        ("Who? {front-door}", "Who? The Kent Front Door [03000 41 11 11](tel:03000411111)"),
        ("Or text {shout}.", "Or text SHOUT to 85258 (Shout)."),
        ("Give {shout}.", "Give Shout (text SHOUT to 85258)."),
        ("See {shore}.", "See [Shore](https://shore.example.org/)."),
        ("See {odd}.", "See [Odd \\[one\\] \\*here\\*](/helplines/#odd)."),
        ("Ring {gone}.", "Ring [the list of helplines](/helplines/)."),
        ("{block:never}", "**Do not look.** Ring Childline [0800 1111](tel:08001111)."),
        ("[it](resource:kcsie)", "[it](https://gov.uk/k)"),
        ("[it](resource:nowhere)", "[it](/resources/nowhere/)"),
        ("[it](guidance:early-years)", "[it](/guidance/early-years/)"),
        ("[it](handout:5-to-7)", "[it](/parents/5-to-7/)"),
        ("[it](page:front_door)", "[it](/front-door/)"),
        ("[it](page:question)", "[it](/enquiries/)"),
        ("[it](route:one)", "[it](/what-has-happened/one/)"),
        ("[it](route:one/start)", "[it](/what-has-happened/one/)"),
        ("[it](route:one/q2)", "[it](/what-has-happened/one/q2/)"),
        ("[it](route:one/do/a)", "[it](/what-has-happened/one/do/a/)"),
        ("[it](route:q2)", "[it](/what-has-happened/two/q2/)"),
        ("[it](route:do/a)", "[it](/what-has-happened/two/do/a/)"),
        ("[it](https://example.org) costs {1}", "[it](https://example.org) costs [the list of helplines]"),
    ],
)
def test_a_name_becomes_what_readers_need(text, shown):
    assert includes.expand(text, PARTS, "two").startswith(shown)


def test_what_a_helpline_is_called_is_never_markup():
    assert "<em>" not in markup.render(includes.expand("See {odd}.", PARTS))


def test_a_text_that_names_nothing_stays_as_it_is():
    text = "Plain {Text} with { braces } and [a link](/front-door/)."
    assert not includes.names_something(text)
    assert includes.expand(text, PARTS) == text


def make_block(**fields) -> SharedBlock:
    told = {"key": "never", "title": "The rule", "text": "Never look."}
    public = {"public_title": "The rule", "public_text": "Never look.", "published_at": PUBLIC["publish_at"]}
    return SharedBlock.objects.create(**{**told, **public, **fields})


@pytest.mark.django_db
class TestPages:
    def test_a_guidance_page_prints_the_number_the_block_and_its_headings(self, client):
        make_helpline(slug="childline", title="Childline", phone="0800 1111", phone_confirmed=True)
        make_block(public_text="## One rule\n\nNever look.")
        page = make_page(body="Ring {childline}.\n\n{block:never}")
        shown = Page.of(client.get(page.get_absolute_url()))
        assert shown.select("a[href='tel:08001111']")
        assert "Never look." in shown.text
        assert shown.select("h2#one-rule")

    def test_a_hand_out_prints_it_too(self, client):
        make_block()
        handout = make_handout(body="{block:never}")
        assert "Never look." in Page.of(client.get(handout.get_absolute_url())).text

    def test_a_number_that_nobody_confirmed_is_not_printed(self, client):
        make_helpline(slug="childline", title="Childline", phone="0800 1111", phone_confirmed=False)
        page = make_page(body="Ring {childline}.")
        assert "0800" not in client.get(page.get_absolute_url()).content.decode()

    def test_a_draft_of_a_block_is_not_shown(self, client):
        make_block(text="Another draft.")
        page = make_page(body="{block:never}")
        assert "Another draft" not in client.get(page.get_absolute_url()).content.decode()

    def test_a_page_that_names_nothing_asks_for_nothing_more(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert included.annotated("Plain words.").texts == ("Plain words.",)

    def test_the_form_refuses_a_name_that_stands_for_nothing(self, client):
        client.force_login(make_adviser())
        page = make_page(status="draft", publish_at=None)
        url = reverse("admin:guidance_guidancepage_change", args=[page.pk])
        data = {**form_data(client.get(url)), "body": "{block:nothing} and {nobody} and [x](resource:none)"}
        shown = Page.of(client.post(url, data)).text
        assert "There is no published shared block nothing" in shown
        assert "There is no public helpline nobody" in shown
        assert "There is no public resource none" in shown
        page.refresh_from_db()
        assert "nothing" not in page.body

    def test_search_finds_a_page_by_the_words_of_its_blocks_also_when_they_change(self, client):
        block = make_block(text="A word like xylophone.")
        page = make_page(title="Pictures", body="{block:never}")
        editing.update_derived(page)
        assert page.get_absolute_url() not in client.get("/search/?q=xylophone").content.decode()
        shared_blocks.publish_block(block=block, reviewed_by="Ann Other", by=make_adviser())
        assert page.get_absolute_url() in client.get("/search/?q=xylophone").content.decode()

    def test_search_keeps_the_number_of_a_page_right(self):
        line = make_helpline(slug="childline", title="Childline", phone="0800 1111", phone_confirmed=True)
        page = make_page(title="Pictures", body="Ring {childline}.")
        make_resource()
        publishing.note_change(obj=page, by="a test", note="It is there.")
        line.phone = "0800 2222"
        editing.save_changes(obj=line, by="a test")
        editing.update_derived(line)
        document = SearchDocument.objects.get(url=page.get_absolute_url(), part="")
        assert " 2222 " in document.stems.replace("\n", " ")
        assert " 1111 " not in document.stems.replace("\n", " ")
