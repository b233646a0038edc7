"""The style sheets that every page has on a screen, in their order, and the files built for readers.

Pages with fields, doors or filters, of helplines, allegations, an area of risk, guided routes, charts,
hand-outs, changes of a policy, the self-review, the planner, packs and what other sites may frame bring one
more of their own; it may change paper too. That of fields comes before that of the page.
"""

import re
from collections.abc import Iterable

# What comes later may override what comes before it. All lie in one folder with the file that is built, so
# that their relative addresses stay right.
PARTS = (
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components.css",
    "css/numbers.css",
    "css/policies.css",
    "css/lists.css",
    "css/drawings.css",
)
BUILT = "css/screen.css"
SHEETS = {
    BUILT: PARTS,
    # The others go out as they are, but for their comments: a quarter of the weight of the one for paper.
    **{
        f"css/{name}.css": (f"css/{name}.css",)
        for name in (
            *("print", "doors", "helplines", "routes", "chart", "handout", "self-review", "embed", "pack"),
            *("planner", "filters", "risk-area", "allegations", "forms", "policy-changes"),
        )
    },
}
"""Each style sheet that readers get, and the files that it is built from."""
# A string is matched first, so that what looks like a comment or a rule inside one stays.
STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
COMMENTS = re.compile(rf"{STRING}|/\*.*?\*/", re.DOTALL)
SPACES = re.compile(rf"{STRING}|\s*;?\s*(\}})\s*|\s*([{{;,])\s*")


def join(sheets: Iterable[str]) -> str:
    """Return the texts of style sheets as one, without comments and without spaces that mean nothing."""
    text = COMMENTS.sub(lambda found: found[1] or "", "\n".join(sheets))
    return SPACES.sub(lambda found: found[1] or found[2] or found[3], text).strip() + "\n"
