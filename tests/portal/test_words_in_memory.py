"""What somebody typed into a search is in no memory of the process once it is answered."""

import gc
import sys

import pytest

from guidance import search
from guidance.search import vocabulary

OURS = ("guidance", "enquiries", "lesas_portal")
TYPED = "quizzaciously"


def remembered() -> str:
    """All that functions of ours with a memory remember, their questions and their answers, as text."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in OURS]
    functions = {one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")}
    assert len(functions) > 10
    return "".join(repr(one) for function in functions for one in gc.get_referents(function))


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize("address", ["/search/", "/search.json", "/resources/", "/resources.json"])
def test_a_word_that_was_searched_for_is_remembered_nowhere(client, address):
    for words in (TYPED, f"{TYPED} bullying", f"online {TYPED}ing children"):
        assert client.get(address, {"q": words}).status_code == 200
    held = remembered()
    assert "bulli" in held  # of a page
    assert TYPED[:-2] not in held


@pytest.mark.usefixtures("portal")
def test_the_documents_in_memory_are_the_same_whatever_is_searched_for():
    search.find("bullying")
    held = vocabulary.current().held
    before = repr(vars(held))
    search.find("sexting", page=2)
    search.find(f"{TYPED} filtering")
    assert repr(vars(vocabulary.current().held)) == before
