"""An address that was once given out leads to its page for good."""

import pytest

from .factories import SectionPageFactory, StandardPageFactory


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Contatti", slug="contatti")


@pytest.fixture
def rename(publish):
    def rename(page, slug):
        page.slug = slug
        publish(page)

    return rename


def assert_leads(client, old, new):
    response = client.get(old)

    assert response.status_code == 301
    assert response["Location"].removeprefix("http://testserver") == new
    assert client.get(new).status_code == 200


def test_the_old_address_leads_to_the_new_slug(client, page, rename):
    rename(page, "recapiti")

    assert_leads(client, "/contatti/", "/recapiti/")


def test_whatever_networks_add_to_a_link_does_not_break_it(client, page, rename):
    rename(page, "recapiti")

    assert_leads(client, "/contatti/?fbclid=abc", "/recapiti/")


def test_the_pages_below_a_page_that_moves_are_found_too(client, home):
    section = SectionPageFactory(parent=home, slug="programmi")
    StandardPageFactory(parent=section, slug="orti")
    other = SectionPageFactory(parent=home, slug="quartiere")

    section.move(other, pos="last-child")

    assert_leads(client, "/programmi/", "/quartiere/programmi/")
    assert_leads(client, "/programmi/orti/", "/quartiere/programmi/orti/")


def test_each_language_keeps_its_own_addresses(
    client, page, english_home, locales, rename
):
    english = page.copy_for_translation(locales[1])
    english.slug = "contacts"
    english.save_revision().publish()

    rename(english, "write-to-us")

    assert_leads(client, "/en/contacts/", "/en/write-to-us/")
    assert client.get("/contatti/").status_code == 200


def test_an_address_that_is_taken_again_leads_to_its_new_page(
    client, home, page, rename
):
    rename(page, "recapiti")
    StandardPageFactory(parent=home, title="Altro", slug="contatti")

    assert "Altro" in client.get("/contatti/").text


def test_moving_back_and_forth_never_goes_in_circles(client, page, rename):
    rename(page, "recapiti")
    rename(page, "contatti")

    assert_leads(client, "/recapiti/", "/contatti/")


def test_a_page_kept_in_the_cache_is_not_shown_at_its_old_address(client, page, rename):
    client.get("/contatti/")

    rename(page, "recapiti")

    assert_leads(client, "/contatti/", "/recapiti/")
