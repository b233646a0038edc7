"""One address of every type of page that readers see."""

PAGES = {
    "home": "/",
    "risk areas": "/risks/",
    "risk area": "/risks/conduct/",
    "guidance": "/guidance/",
    "guidance page": "/guidance/when-something-happens/",
    "resources": "/resources/",
    "filtered resources": "/resources/?risk=contact&phase=primary&q=bullying",
    "nothing fits": "/resources/?q=xyzzy",
    "resource": "/resources/sharing-nudes/",
    "helplines": "/helplines/",
    "front door": "/front-door/",
    "policies": "/policies/",
    "policy": "/policies/acceptable-use/",
    "tailoring": "/policies/acceptable-use/tailor/",
    "changes of a policy": "/policies/changes/",
    "services": "/training/",
    "service": "/training/online-safety-review/",
    "hand-outs": "/parents/",
    "hand-out": "/parents/group-chats/",
    "updates": "/updates/",
    "update": "/updates/information-sharing/",
    "search": "/search/?q=sexting",
    "nothing found": "/search/?q=xyzzy",
    "first question": "/enquiries/",
    "enquiry form": "/enquiries/new/?topic=policy",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "cookies": "/cookies/",
}
ERRORS = {
    "bad filter": "/resources/?risk=weather",
    "not found": "/nothing/here/",
    "gone": "/resources/closed-action-fraud/",
}
EVERY_TYPE = PAGES | ERRORS
