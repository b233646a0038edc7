"""Whatever is sent to a reading page, the answer is a page or a refusal in words, never a failure."""

from urllib.parse import quote

import pytest

from guidance.models import Resource

pytestmark = pytest.mark.usefixtures("portal")
LISTS = [
    *("/", "/risks/", "/guidance/", "/resources/", "/resources.json", "/helplines/", "/front-door/"),
    *("/helplines.json",),
    *("/training/", "/parents/", "/updates/", "/updates/feed/", "/about/", "/health/", "/sitemap.xml"),
]
DETAILS = [
    *("/risks/contact/", "/guidance/early-years/", "/resources/kcsie/", "/updates/feed/contact/"),
    *("/training/online-safety-review/", "/robots.txt", "/.well-known/security.txt", "/privacy/"),
]
ODD = {
    "nothing": "",
    "NUL": "\x00",
    "very long": "word " * 2000,
    "one long word": "x" * 10_000,
    "emoji": "👩‍👧😀",
    "quotes": "\"'“‘`",
    "half a quote": '"online',
    "markup": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "SQL": "'; DROP TABLE guidance_resource; --",
    "patterns": "%_*?[](){}^$\\",
    "backwards": "\u202eevil",
    "surrogate": "\ud800",
    "many numbers": "9" * 5000,
    "negative": "-1",
    "control": "\x07\x1b[31m",
}
FOLDERS = ["risks", "guidance", "resources", "training", "parents", "updates", "updates/feed"]
PARAMETERS = [
    "q",
    "risk",
    "audience",
    "phase",
    "kind",
    "section",
    "statutory",
    "greater_risk",
    "sort",
    "page",
]


@pytest.mark.parametrize("path", [*LISTS, *DETAILS])
def test_a_page_can_be_asked_for_without_its_body(client, path):
    response = client.head(path)
    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize("path", [*LISTS, *DETAILS])
def test_a_page_takes_nothing_in(client, path):
    for send in (client.post, client.put, client.patch, client.delete):
        response = send(path)
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("path", ["/resources/", "/resources.json"])
def test_an_odd_filter_is_an_answer_or_a_refusal(client, path, parameter):
    for name, value in ODD.items():
        sent = quote(value, errors="surrogatepass")
        response = client.get(f"{path}?{parameter}={sent}&{parameter}={sent}")
        assert response.status_code in {200, 400, 404}, name
        assert "<script>alert" not in response.content.decode() or path == "/resources.json"


@pytest.mark.parametrize("path", ["/resources/", "/updates/"])
def test_an_odd_page_number_is_not_found(client, path):
    for name, value in ODD.items():
        sent = quote(value, errors="surrogatepass")
        # No number at all is the first page.
        expected = 404 if value else 200
        assert client.get(f"{path}?page={sent}").status_code == expected, name


@pytest.mark.parametrize(
    "query",
    ["%", "%zz", "%ff%fe", "&&&", "=", "?", "page=%", "risk=%c3%28", "risk[]=contact", "q=%00&" * 500],
)
@pytest.mark.parametrize("path", ["/", "/resources/", "/resources.json", "/updates/", "/front-door/"])
def test_garbage_in_an_address_breaks_nothing(client, path, query):
    assert client.get(path, QUERY_STRING=query).status_code in {200, 400, 404}


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_address_that_does_not_exist_is_not_found(client, folder):
    for slug in ("x" * 5000, "%00", "%F0%9F%98%80", "..%2f..%2fetc%2fpasswd", "NO-SUCH%20"):
        response = client.get(f"/{folder}/{slug}/")
        assert response.status_code == 404, slug
        assert "There is no page at this address." in response.content.decode()


@pytest.mark.parametrize("path", ["/about", "/guidance", "/resources/kcsie", "/front-door"])
def test_a_missing_slash_is_put_right(client, path):
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, f"{path}/")


def test_more_parameters_than_anybody_needs_are_refused(client):
    assert client.get("/resources/?" + "&".join(f"p{number}=1" for number in range(2000))).status_code == 400
    assert Resource.objects.published().exists()


@pytest.mark.parametrize("folder", ["/static/", "/static/css/", "/static/img/", "/admin/static/"])
def test_no_folder_is_listed(client, db, settings, folder):
    settings.WHITENOISE_USE_FINDERS = True  # as collectstatic would have put them in their place
    assert client.get(folder).status_code in {302, 404}
