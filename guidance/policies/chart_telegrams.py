"""What a chart of the site says in a few words, said in full on paper, where nobody can open a row. Pure."""

IN_FULL = {
    "Broke our code only": "Against our code of conduct, and nothing worse",
    "Nothing was done": "I told somebody, and nothing was done",
    "Childminder or home": "A childminder, or somebody in their home",
    "Supply or agency": "A supply or agency worker",
    "Coach, driver, hirer": "A coach, driver or hirer",
    "LADO of that area first": "Tell the LADO for that area first",
    "The child stays away.": "Keep the child away from them.",
    "Parent, job elsewhere": "A parent who works with children elsewhere",
    "Not parent yet.": "Do not tell the parent yet.",
    "No receipt: it did not arrive": "If the LADO has not confirmed, ring again",
    "Police, and LADO": "Ask the police and the LADO",
    "Second adult in.": "Get a second adult in.",
    "Survivor decides, unless a risk.": "The survivor decides, unless children may be at risk now.",
}
"""Phrases of the charts, with what an annex says instead."""

# A reader of paper cannot go on to the questions of another chart, and who is not sure there ends at its
# worst case. Where that hides the common case, this stands instead: outcomes s3 and s1 of blackmail.
INSTEAD_OF_CHART = {
    "blackmail": (
        "now",
        "Ring the police",
        "Pay nothing, stop replying, keep the messages, then block. Then the Front Door. "
        "Desperate or missing: 999, and stay.",
    ),
}
"""By the route to which a chart leads on: how soon, what to do, and how."""
