"""Forms of the admin as a browser sends them back."""

from tests.document import Document


def opened(client, url, **changes) -> dict:
    """What a browser sends back for the form at ``url`` as it is now, but for ``changes``."""
    return of_page(client.get(url), **changes)


def of_page(page, **changes) -> dict:
    """What a browser sends back for the last form of ``page``, but for ``changes``."""
    form = Document.of(page).select("form[method=post]")[-1]
    data = {}
    for field in form.select("input, textarea, select"):
        value = _value(field)
        name = field.attributes.get("name")
        if value is None or not name:
            continue
        # Tick boxes of one list share a name.
        data[name] = (
            [*_listed(data[name]), value]
            if field.attributes.get("type") == "checkbox" and name in data
            else value
        )
    return {**data, **changes}


def _value(field):
    kind = field.attributes.get("type", "")
    if field.tag == "textarea":
        return (field.node.text or "").removeprefix("\n").replace("\n", "\r\n")
    if field.tag == "select":
        chosen = [option.attributes["value"] for option in field.select("option[selected]")]
        return chosen if "multiple" in field.attributes else (chosen[0] if chosen else "")
    if kind in {"submit", "checkbox", "radio"}:
        return field.attributes.get("value", "on") if "checked" in field.attributes else None
    return field.attributes.get("value", "")


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]
