"""The pages that a public site must have."""

import json
import re

import pytest
from django.urls import reverse

from cms.models import (
    AccessibilityPage,
    ContactsPage,
    FaqPage,
    Footer,
    LegalNotesPage,
    PrivacyPage,
    SiteSettings,
)
from tests.reading import read

from .factories import PageFactory


def page_of(model, home, **fields):
    factory = type("Factory", (PageFactory,), {"Meta": type("M", (), {"model": model})})
    return factory(parent=home, title=model.__name__, **fields)


@pytest.fixture
def footer(site):
    """A footer with a link to each of the given pages."""

    def link_to(*pages):
        settings = SiteSettings.for_site(site)
        settings.footer = Footer.objects.create(
            name="Piede",
            links=[("link", {"page": p, "address": "", "label": ""}) for p in pages],
        )
        settings.save()

    return link_to


FAQ = {
    "title": "Il sito",
    "questions": [
        {"question": "Usa cookie?", "answer": "<p>No, <b>nessuno</b>.</p>"},
        {"question": "</script><b>?", "answer": "<p>Sì</p>"},
    ],
}
OFFICE = {
    "name": "Ufficio",
    "purpose": "",
    "address": "Largo Sindelfingen",
    "phone": "0342 000 000",
    "email": "a@example.org",
    "pec": "b@pec.example.org",
    "hours": "<p>Il martedì</p>",
}


def test_each_question_has_an_address_that_its_words_do_not_change(client, home):
    page = page_of(FaqPage, home, groups=[("group", FAQ)])
    before = re.findall(r'id="(d-\w+)"', client.get(page.url).text)

    page.refresh_from_db()
    page.groups[0].value["questions"][0]["question"] = "E i cookie?"
    page.save()
    after = re.findall(r'id="(d-\w+)"', client.get(page.url).text)

    assert len(set(before)) == 2
    assert before == after


def test_search_engines_are_told_questions_and_answers(client, home):
    page = page_of(FaqPage, home, groups=[("group", FAQ)])

    data = re.search(r'ld\+json">(.*?)</script>', client.get(page.url).text)[1]
    (faq,) = (t for t in json.loads(data)["@graph"] if t["@type"] == "FAQPage")

    assert faq["mainEntity"][0]["name"] == "Usa cookie?"
    assert faq["mainEntity"][0]["acceptedAnswer"]["text"] == "No, nessuno."


def test_the_first_office_also_stands_in_the_footer(client, home, footer):
    page = page_of(ContactsPage, home, offices=[("office", OFFICE)])
    footer(page)

    text = read(client, home.url)

    assert 'href="tel:0342000000"' in text
    assert 'href="mailto:b@pec.example.org"' in text
    assert "Largo Sindelfingen" in read(client, page.url)


def test_a_footer_without_offices_stands_all_the_same(client, home, footer):
    footer(page_of(ContactsPage, home))

    assert client.get(home.url).status_code == 200


@pytest.mark.parametrize(
    ("model", "element"),
    [
        (FaqPage, "faq"),
        (PrivacyPage, "privacy-policy-link"),
        (LegalNotesPage, "legal-notes"),
    ],
)
def test_the_validator_finds_its_links(client, home, footer, model, element):
    page = page_of(model, home)
    footer(page)

    assert f'<a href="{page.url}" data-element="{element}"' in read(client, home.url)


def test_legal_notes_state_the_licence(client, home):
    text = read(client, page_of(LegalNotesPage, home).url)

    assert 'data-element="legal-notes-section">Licenza dei contenuti</h2>' in text
    body = text.partition('data-element="legal-notes-body"')[2]
    assert "CC BY 4.0" in body
    assert "https://creativecommons.org/licenses/by/4.0/deed.it" in body


def test_the_privacy_notice_says_what_the_daily_task_erases(client, home, settings):
    text = read(client, page_of(PrivacyPage, home).url)

    assert "Le segnalazioni di chi legge" in text
    assert "12 mesi" in text
    assert "24 mesi" in text


def test_forms_lead_to_the_privacy_notice(client, home, footer):
    page = page_of(PrivacyPage, home)
    footer(page)

    assert f'<a href="{page.url}">Leggi l' in read(client, "/segnala/disservizio/")


def test_accessibility_tells_the_declaration_and_the_way_to_report(client, home, site):
    page = page_of(AccessibilityPage, home)
    without = read(client, page.url)
    settings = SiteSettings.for_site(site)
    settings.declaration = "https://form.agid.gov.it/view/abc"
    settings.save()

    assert "non è ancora stata pubblicata" in without
    assert "/segnala/accessibilita/" in without


@pytest.mark.parametrize(
    "model", [FaqPage, ContactsPage, PrivacyPage, LegalNotesPage, AccessibilityPage]
)
def test_each_can_be_edited(administrator_client, home, model):
    page = page_of(model, home)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert administrator_client.get(address).status_code == 200
