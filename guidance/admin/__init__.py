"""The admin of everything people read, one file a noun.

``publishable`` is what all nouns share, ``workflow`` holds the steps that ask something first (publish,
withdraw, mark as checked), ``workflow_pages`` their pages and buttons, ``filters`` the lists beside them.
"""

from guidance.admin import (
    clause,
    content_check,
    fact,
    handout,
    helpline,
    link,
    page,
    policy,
    resource,
    risk_area,
    role,
    route,
    route_nodes,
    search,
    service,
    shared_block,
    shipped_text,
    taxonomy,
    term_dates,
    update,
    waiting_changes,
)

__all__ = [
    "clause",
    "content_check",
    "fact",
    "handout",
    "helpline",
    "link",
    "taxonomy",
    "page",
    "policy",
    "resource",
    "risk_area",
    "role",
    "route",
    "route_nodes",
    "search",
    "service",
    "shared_block",
    "shipped_text",
    "term_dates",
    "update",
    "waiting_changes",
]
