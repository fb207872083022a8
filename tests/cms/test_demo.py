"""The demonstration: whole at the first load, untouched at the second."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, ModelLogEntry, Page, PageLogEntry, Site

from cms import demo
from cms.models import HomePage, Image, NewsPage, Rendition, Wording
from cms.settings import languages
from users.models import User


@pytest.fixture
def loaded(locales, transactional_db, settings):
    settings.DEMO_PASSWORDS = {"admin": "", "editor": "segreta", "approver": "segreta"}
    settings.SITE_URL = "http://localhost:8123"
    spoken = languages.chosen(["it", "en", "it-simple", "ar"])
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = spoken
    return list(demo.load())


def test_it_tells_the_neighbourhoods_story_in_two_languages(loaded, subtests):
    visitor = Client(headers={"host": "localhost:8123"})
    cut = Rendition.objects.count()
    pages = Page.objects.live().filter(depth__gt=1).specific()

    for page in pages:
        with subtests.test(page.title):
            response = visitor.get(page.url)

            assert response.status_code == 200
            assert not response.cookies

    with subtests.test("a dozen news, five of them in English, two in Arabic"):
        by_language = {
            locale.language_code: NewsPage.objects.filter(locale=locale).count()
            for locale in Locale.objects.all()
        }
        assert by_language == {"it": 12, "en": 5, "it-simple": 0, "ar": 2}

    with subtests.test("every picture says what it shows and whose it is"):
        for image in Image.objects.all():
            assert image.alt_text
            assert (image.author, image.licence) == ("Piastra", "CC0 1.0")

    with subtests.test("no visitor waited for a picture to be cut"):
        assert Rendition.objects.count() == cut

    with subtests.test("English pages have no Italian left"):
        english = visitor.get("/en/").text
        assert "The neighbourhood is us" in english
        assert "Il quartiere siamo noi" not in english

    with subtests.test("easy Italian and Arabic have their first pages"):
        assert "Benvenuti nel quartiere" in visitor.get("/facile/").text
        assert "Ci sono molti alberi" in visitor.get("/facile/il-quartiere/").text
        arabic = visitor.get("/ar/").text
        assert "الحي هو نحن" in arabic
        assert "Il quartiere siamo noi" not in arabic
        assert "Comune di Sondrio</p>" not in arabic

    with subtests.test("the translations of one page are older than their original"):
        behind = Wording.objects.behind().values_list("page__url_path", flat=True)
        assert {path.rsplit("/", 2)[1] for path in behind} == {"contacts", "contatti"}
        assert "The original changed on" in visitor.get("/en/contacts/").text

    with subtests.test("people log in with the passwords that were given or told"):
        told = next(line for line in loaded if line.startswith("admin: "))
        assert User.objects.get(username="admin").check_password(told[7:])
        assert User.objects.get(username="editor").check_password("segreta")
        assert not any("segreta" in line for line in loaded)

    with subtests.test("full addresses follow SITE_URL"):
        assert Site.objects.get().root_url == "http://localhost:8123"


def test_a_second_load_adds_nothing_and_changes_nothing(loaded, settings):
    home = HomePage.objects.get(locale__language_code="it")
    home.title = "Cambiata da chi scrive"
    home.save_revision().publish()
    NewsPage.objects.filter(locale__language_code="it").first().delete()
    User.objects.get(username="editor").delete()
    before = state()
    settings.SITE_URL = "http://localhost:9000"

    lines = list(demo.load())

    assert "left as they are" in " ".join(lines)
    assert state() == before
    assert User.objects.filter(username="editor").exists()
    assert Site.objects.get().port == 9000


def state() -> list:
    models = (Page, Image, PageLogEntry, ModelLogEntry)
    return [
        *(model.objects.count() for model in models),
        *Page.objects.order_by("pk").values_list("title", "latest_revision"),
    ]


def test_load_demo_runs_every_app_that_has_one(locales, monkeypatch, capsys):
    monkeypatch.setattr(
        "cms.management.commands.load_demo.IN_ORDER", ("surely_not_an_app", "cms")
    )
    monkeypatch.setattr(demo, "load", lambda: ["the site is there"])

    call_command("load_demo")

    assert capsys.readouterr().out == "the site is there\n"
