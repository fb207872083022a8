"""Facebook, as facebook-sdk meets it."""

from __future__ import annotations


def test_a_post_is_taken_and_read_back(graph, desk):
    id = graph.put_object("me", "feed", message="Ciao", link="https://example.org/a")[
        "id"
    ]

    post = graph.get_object(id, fields="id,message,permalink_url,created_time")
    row = desk.accepted()[0]
    assert post["message"] == row["text"] == "Ciao"
    assert row["link"] == "https://example.org/a"
    assert post["permalink_url"] == row["url"]
    assert desk.get(row["url"].removeprefix(desk.url)).status_code == 200
