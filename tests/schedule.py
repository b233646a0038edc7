"""How the processes of ``make test`` share the tests: module by module, with exceptions that save seconds."""

from pathlib import PurePosixPath

from xdist.scheduler import LoadFileScheduling

# What each of these modules begins with takes ten seconds and more: one process does it once for them all.
TOGETHER = {
    "walk": {
        "test_budgets",
        "test_every_page",
        "test_feeds",
        "test_helplines",
        "test_what_people_read",
        "test_wording",
    },
    "cluster": {"test_database_restart", "test_server_log", "test_storm"},
}


class Schedule(LoadFileScheduling):
    """Hands a process one module after the other; of the long modules of ``tests/browser`` one test.

    Those come last, and nothing of theirs is costly to make twice: no process is left alone with one.
    """

    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        if module.startswith("tests/browser/"):
            return f"{module}::{test.partition('[')[0]}"
        stem = PurePosixPath(module).stem
        return next((group for group, modules in TOGETHER.items() if stem in modules), module)
