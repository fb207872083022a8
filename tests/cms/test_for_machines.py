"""What programs find without having read a page."""

from django.contrib.staticfiles import finders


def test_the_manifest_names_the_site_and_icons_that_are_there(client, home):
    response = client.get("/site.webmanifest")

    told = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert told["name"] == "Qt Piastra"
    assert told["start_url"] == "/"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert all(
        finders.find(icon["src"].removeprefix("/static/")) for icon in told["icons"]
    )


def test_an_icon_is_where_programs_look_for_it(client, home):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert finders.find(response.url.removeprefix("/static/"))


def test_every_page_names_its_icons(client, home):
    text = client.get("/").text

    for rel in ("icon", "apple-touch-icon", "manifest"):
        assert f'<link rel="{rel}"' in text
