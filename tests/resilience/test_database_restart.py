"""PostgreSQL restarted and stopped between check answers and Send, under the portal as it is served."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings as project_settings

from enquiries.models import Topic
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.resilience.postgresql_cluster import Cluster
from tests.server import Answer, Server, serve

# Slow, because a database server and gunicorn are started, stopped and started again.
pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

MAILBOX = "enquiries@example.org"
CHECK, NEW = "/enquiries/check/", "/enquiries/new/"
QUOTE = {"preferred_dates": "Any Tuesday", "attendees": "40, all staff", "order_number": "PO 4711"}


class Portal:
    """The portal on a database of that server, and a sender before it."""

    def __init__(self, server: Server, cluster: Cluster, database: str) -> None:
        self.server, self.cluster, self.database = server, cluster, database

    def post(self, data: dict, path: str = CHECK) -> Answer:
        body = urlencode(data)
        head = [
            f"POST {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: close",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return self.server.send("\r\n".join([*head, "", body]))

    def checked(self, *topics: str) -> list[dict[str, str]]:
        """Fill in a form for each; return what the button of check answers sends."""
        opened = [Document(self.server.get(f"{NEW}?topic={topic}").text).hidden for topic in topics]
        # As long as a person takes at the least.
        time.sleep(project_settings.FORM_SECONDS_AT_LEAST)
        pages = [self.post({**typed(form["topic"]), **form}) for form in opened]
        assert {page.status for page in pages} == {200}
        return [Document(page.text).hidden for page in pages]

    def stored(self) -> int:
        return int(self.cluster.psql(self.database, "SELECT count(*) FROM enquiries_enquiry"))

    def queued(self) -> int:
        return int(self.cluster.psql(self.database, "SELECT count(*) FROM core_queuedemail"))


def typed(topic: str) -> dict[str, str]:
    return {**ANSWERS, **(QUOTE if topic in ("training", "review") else {}), "topic": topic}


@pytest.fixture(scope="module")
def served(cluster, migrated, tmp_path_factory) -> Iterator[Portal]:
    database = cluster.create_database(template=migrated)
    settings = {"DATABASE_URL": cluster.url(database), "ENQUIRIES_MAILBOX": MAILBOX}
    with serve(tmp_path_factory.mktemp("served"), **settings) as server:
        yield Portal(server, cluster, database)


@pytest.fixture
def portal(served) -> Iterator[Portal]:
    """Without an enquiry when a test begins; afterwards the database server runs, whatever happened."""
    served.cluster.psql(
        served.database, "TRUNCATE enquiries_enquiry, core_queuedemail, enquiries_ratehit CASCADE"
    )
    yield served
    if not served.cluster.runs:
        served.cluster.start()


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_after_a_restart_every_form_that_was_open_is_sent(portal, how):
    forms = portal.checked(*["policy"] * 4)
    # All four threads have a connection that the restart cuts.
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(portal.server.get, ["/resources/"] * 12))
    portal.cluster.restart(how=how)
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(portal.post, forms))
    assert [answer.status for answer in sent] == [302] * 4
    assert (portal.stored(), portal.queued()) == (4, 8)
    assert [portal.server.get("/resources/").status for _ in range(8)] == [200] * 8
    assert "Traceback" not in portal.server.log


def test_while_it_is_stopped_everything_is_kept_and_goes_at_the_next_press(portal):
    ready = dict(zip(Topic.values, portal.checked(*Topic.values), strict=True))
    portal.cluster.stop()
    for topic, hidden in ready.items():
        assert portal.server.get(f"{NEW}?topic={topic}").status == 200
        wrong = portal.post({**typed(topic), "email": "nobody", "form_token": hidden["form_token"]})
        assert wrong.status == 422
        assert ANSWERS["message"] in wrong.text
        concern = portal.post({**hidden, "message": CONCERN})
        assert (concern.status, "data-signpost" in concern.text) == (200, True)
        refused = portal.post(hidden)
        assert refused.status == 503
        assert MAILBOX in refused.text
        ready[topic] = Document(refused.text).hidden
        assert ready[topic].items() >= hidden.items()
    portal.cluster.start()
    assert [portal.post(hidden).status for hidden in ready.values()] == [302] * len(ready)
    assert portal.stored() == len(ready)
    assert "Traceback" not in portal.server.log


def test_the_confirmation_comes_back_with_the_server(portal):
    place = portal.post(*portal.checked("policy")).head.partition("Location: ")[2].split()[0]
    portal.cluster.stop()
    away = portal.server.get(place)
    assert (away.status, "your enquiry is stored" in away.text) == (503, True)
    portal.cluster.start()
    assert portal.server.get(place).status == 200
