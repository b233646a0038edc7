"""However deep a page calls, a call costs no more than a call."""

import resource

import pytest

from lesas_portal.core.call_stack import with_room
from tests.wsgi_client import WsgiClient

pytestmark = pytest.mark.without_room
DEPTHS = range(250)  # More than fill the first two pieces of a thread's stack.
CALLS = 200


def small(text: str) -> str:
    one, two, three = text, text, text
    return "".join([one, two, three, max(one, two, three, text, min(one, two, three, text))])


def much_of(environ: dict, start_response) -> list[bytes]:
    """Call a small function many times, that many calls down."""
    return down(environ["depth"], lambda: [small(str(number)).encode() for number in range(CALLS)])


def down(depth: int, called):
    return down(depth - 1, called) if depth else called()


def faults_of(called) -> int:
    """How often the system had to find memory for this thread."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    called()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def test_no_depth_is_dear():
    application = with_room(much_of)
    assert max(faults_of(lambda d=depth: application({"depth": d}, None)) for depth in DEPTHS) < CALLS / 2


@pytest.mark.django_db
def test_a_search_asks_the_system_for_no_memory_again_and_again(content):
    from lesas_portal import wsgi  # read late: WhiteNoise warns where a test session has not begun

    ask = WsgiClient(wsgi.application)
    for _ in range(3):
        ask("/search/?q=bullying")
    faults = [faults_of(lambda d=d: down(d, lambda: ask("/search/?q=bullying"))) for d in range(0, 150, 3)]
    assert max(faults) < CALLS / 2
