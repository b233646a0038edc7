"""Where a link leads, in words that can be read off a sheet: this site's host, no scheme."""


def address(href: str, site_url: str) -> str:
    """Return ``href`` as paper gives it: ``gov.uk/path``; empty for one that is no page (tel:, #part)."""
    if href.startswith("/"):
        href = site_url + href
    scheme, found, rest = href.partition("://")
    if not found or scheme not in {"http", "https"}:
        return ""
    return rest.rstrip("/") if rest.count("/") == 1 else rest
