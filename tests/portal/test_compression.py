"""Pages travel compressed even without a proxy in front."""

import gzip


def test_a_page_is_sent_compressed_to_a_browser_that_can_read_it(client, portal):
    response = client.get("/helplines/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(response.content)
    assert len(response.content) * 2 < len(gzip.decompress(response.content))


def test_a_page_is_sent_as_it_is_to_one_that_cannot(client, portal):
    response = client.get("/helplines/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in response
    assert b"</html>" in response.content


def test_how_well_a_page_was_compressed_cannot_be_told_from_its_length(client, portal):
    """What an attacker puts into an address beside a secret must not show in the length (BREACH)."""
    answers = [client.get("/helplines/", headers={"Accept-Encoding": "gzip"}).content for _ in range(20)]
    names = {len(answer[10:].partition(b"\0")[0]) for answer in answers}
    assert len(names) > 1
