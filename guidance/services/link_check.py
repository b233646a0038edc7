"""The look at every link that ``manage.py check_links`` takes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guidance.links import table
from guidance.links.external import Answer, Checker, taking_turns
from guidance.models import Link
from guidance.services import links

MOST, HOURS = 2_000, 2
# Below so many hosts nothing can be told; when most are not reached, the fault is ours.
ENOUGH_HOSTS = 5


@dataclass(frozen=True)
class Outcome:
    """How many were looked at, how many are broken, and whether the web could be reached."""

    own: int
    web: int
    broken: int
    is_offline: bool = False

    @property
    def words(self) -> str:
        """It in a sentence, without an address."""
        offline = " No other site could be reached, so none was judged." if self.is_offline else ""
        return f"{self.own} own links, {self.web} web addresses, {self.broken} broken.{offline}"


def run(checker: Checker | None, clock: Callable[[], float] = time.monotonic) -> Outcome:
    """Look at every own link, and with a ``checker`` at those of other sites, and keep what came of it.

    After HOURS it ends: the next one begins with what this one left.
    """
    table.rebuild()
    own = links.check_every_own()
    answers = dict(_looks(checker, clock)) if checker else {}
    is_offline = _is_offline(answers)
    for url, answer in answers.items():
        if answer.is_judged and not is_offline:
            links.record(address=url, problem=answer.problem)
    return Outcome(own, len(answers), Link.objects.waiting().count(), is_offline)


def _looks(checker: Checker, clock: Callable[[], float]) -> Iterator[tuple[str, Answer]]:
    ends = clock() + HOURS * 3_600
    for url in taking_turns(links.web_addresses(MOST)):
        if clock() > ends:
            return
        yield url, checker.look(url)


def _is_offline(answers: dict[str, Answer]) -> bool:
    """Whether so few hosts were reached that the portal itself has no way to them."""
    hosts: dict[str, bool] = {}
    for url, answer in answers.items():
        host = url.partition("//")[2].partition("/")[0]
        hosts[host] = hosts.get(host, False) or answer.is_reached
    return len(hosts) >= ENOUGH_HOSTS and sum(hosts.values()) * 2 < len(hosts)
