"""Guided routes walked by their links, as the people do for whom they exist."""

import pytest

from tests.document import Document

MOST_SCREENS = 7

# What happened → the way through the links, from the first screen of a route. The letters and numbers are
# those of the screens: n5 is a question, do/n5 an outcome.
SCENARIOS = {
    "A picture a girl sent her boyfriend is in a group of forty": "nudes role n1 n3 n2 n4 n5 do/n5",
    "A child of ten sent a bath photo for a dare": "nudes role n1 n3 n2 n4 do/n3",
    "A boy of 15 at home on Saturday must pay by midnight": "blackmail role s1 s2 do/s2 do/s3",
    "A college student of 18 must pay": "blackmail role s1 do/s6",
    "A football coach messages a pupil at night": "adult role a1 a2 a3 do/a7",
    "A nursery owner's husband looked at images of children": "adult role a1 a2 a3 do/a4",
    "A childminder's son filmed a child": "adult role a1 a2 a3 do/a5",
    "A worker worries about an owner whose sister is the manager": "adult role a1 a2 a3 do/a4",
    "A pupil undressed a classmate with an app": "nudes role n1 n3 n2 n4 n5 do/n5",
    "Nobody knows who made a nude fake of the head": "staff role t1 t2 do/t2",
    "A pupil made a nude fake of the head": "staff role t1 t2 do/t2",
    "Strangers added five children to a group with shocking clips": "bullying role b1 do/b5 harm/do/h10",
    "A parent writes at seven in the evening that everyone does a dare": "challenge role v1 v2 do/v2",
    "A girl cut a username into her arm for somebody online": "harm role h1 do/h9",
    "A boy admires attackers, without any politics": "harm role h1 h3 do/h6",
    "A boy who admires attackers has a date and a list": "harm role h1 h3 do/h5",
    "A pupil lends a bank card for fifty pounds": "money role m1 do/m1",
    "A ransom note stands on the screens on Monday morning": "cyber role y1 do/y1",
    "A list of children with special needs went to all parents": "cyber role y1 y2 do/y5",
    "A pupil guessed a teacher's password": "cyber role y1 do/y7 y2",
    "A supply teacher swore and took photos on a phone": "adult role a1 a2 a3 do/a6",
    "A colleague is said to like pupils' posts": "adult role a1 a2 do/a8 /allegations/",
    "A child will not talk; a friend speaks of an older man": "nudes role n1 n3 n2 do/n1",
    "A chatbot told a child how to hide not eating": "harm role h1 do/h11 do/h2",
    "A parent posts that a teacher hit her son": "staff role t1 adult/a1 a2 a3 do/a2 staff/do/t5",
    "Criminals show pictures made from those on our website": "blackmail role s1 do/s7",
}


def addresses(way: str) -> list[str]:
    """The addresses of ``way``; a node without a route is one of the route before it."""
    slug, *nodes = way.split()
    found = [f"/what-has-happened/{slug}/"]
    for node in nodes:
        if node.startswith("/"):
            found.append(node)
            continue
        head, _, rest = node.partition("/")
        if rest and head != "do":
            slug, node = head, rest
        found.append(f"/what-has-happened/{slug}/{node}/")
    return found


def links(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return [
        link.attributes["href"].partition("#")[0] for link in Document.of(response).select("main a[href]")
    ]


@pytest.mark.parametrize("what", SCENARIOS)
def test_links_lead_to_what_to_do(portal, client, what):
    way = addresses(SCENARIOS[what])
    assert way[0] in links(client, "/what-has-happened/")
    for here, there in zip(way, way[1:], strict=False):
        assert there in links(client, here), f"no link from {here} to {there}"
    links(client, way[-1])


@pytest.mark.parametrize("what", SCENARIOS)
def test_the_outcome_comes_within_seven_questions(what):
    questions = [address for address in addresses(SCENARIOS[what]) if "/do/" not in address]
    assert len(questions) <= MOST_SCREENS


def test_an_outcome_says_how_soon_as_its_first_steps_do(portal, client):
    for what in SCENARIOS:
        for address in (one for one in addresses(SCENARIOS[what]) if "/do/" in one):
            first, *stretches = Document.of(client.get(address)).select(".level")
            assert not stretches or first.text == f"Act {stretches[0].text.lower()}", address


def test_whoever_is_never_sure_never_ends_at_a_plan_for_the_week(portal, client):
    for route in Document.of(client.get("/what-has-happened/")).select(".fork--answers a"):
        here = f"{route.attributes['href']}role/"
        while "/do/" not in here:
            document = Document.of(client.get(here))
            answers = document.select(".fork--answers a")
            unsure = [answer for answer in answers if "not sure" in answer.text]
            here = (unsure or answers)[0].attributes["href"]
        (level,) = Document.of(client.get(here)).select("p.level")
        assert level.text in {"Act now", "Act today"}, here
