"""Uploaded files, as the demo serves them."""

import pytest

from .factories import ImageFactory

# Closing an answer closes connections to the database, if a test left one open.
pytestmark = pytest.mark.django_db


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DEMO = True
    for name in ("images/a.png", "images/a.svg", "x.html"):
        (settings.MEDIA_ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.MEDIA_ROOT / name).write_bytes(b"content")
    (settings.MEDIA_ROOT / "documents").mkdir()
    (settings.MEDIA_ROOT / "documents/private.pdf").touch()
    (tmp_path / "secret.png").touch()
    return settings


def fetch(client, path):
    answer = client.get(path)
    answer.close()
    return answer


def test_a_rendition_is_kept_for_ever_and_never_guessed_at(client, uploads):
    answer = fetch(client, "/media/images/a.png")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("who", ["client", "stranger_client"])
def test_an_original_is_nobody_elses_to_fetch(request, who):
    address = f"/media/{ImageFactory().file.name}"

    assert fetch(request.getfixturevalue(who), address).status_code == 404


def test_the_team_fetches_an_original_and_leaves_no_copy_behind(editor_client):
    address = f"/media/{ImageFactory().file.name}"

    assert fetch(editor_client, address)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["none.png", "../secret.png", "../documents/a.pdf"])
def test_the_team_fetches_nothing_but_originals(editor_client, uploads, name):
    address = f"/media/original_images/{name}"

    assert fetch(editor_client, address).status_code == 404


@pytest.mark.parametrize("path", ["/media/images/a.svg", "/media/x.html"])
def test_what_could_hold_a_script_is_only_downloaded(client, uploads, path):
    answer = fetch(client, path)

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == "attachment"


@pytest.mark.parametrize(
    "path",
    [
        "/media/../secret.png",
        "/media/%2e%2e/secret.png",
        "/media/images/../../secret.png",
        "/media//etc/passwd",
        "/media/images/",
        "/media/none.png",
        "/media/documents/private.pdf",
        "/media/x/../documents/private.pdf",
        "/media/./documents/private.pdf",
    ],
)
@pytest.mark.django_db
def test_nothing_but_a_public_file_is_given(client, uploads, path):
    assert fetch(client, path).status_code == 404


@pytest.mark.django_db
def test_a_town_leaves_it_to_its_web_server(client, uploads):
    uploads.DEMO = False

    assert fetch(client, "/media/images/a.png").status_code == 404
