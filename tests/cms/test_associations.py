"""The directory of associations: found by kind and topic, without scripts."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale

from cms.models import Topic
from tests.reading import read

from .factories import AssociationPageFactory, PlacePageFactory


@pytest.fixture
def school(db):
    return Topic.objects.create(name="Scuola", slug="scuola")


@pytest.fixture
def after_school(directory, school):
    page = AssociationPageFactory(
        parent=directory, title="Extrascuola", kind="school", languages=["it", "ar"]
    )
    page.topics.add(school)
    page.save()
    return page


@pytest.fixture
def bicycles(directory):
    return AssociationPageFactory(
        parent=directory, title="Ciclofficina", kind="committee"
    )


def test_they_stand_in_alphabetical_order(client, directory, after_school, bicycles):
    text = read(client, directory.url)

    assert text.index("Ciclofficina</a>") < text.index("Extrascuola</a>")


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "school"},
        {"topic": "scuola"},
        {"kind": "school", "topic": "scuola"},
        {"kind": "school", "topic": ""},
    ],
)
def test_a_reader_chooses_by_kind_and_by_topic(
    client, directory, after_school, bicycles, asked
):
    text = read(client, directory.url, data=asked)

    assert "Extrascuola</a>" in text
    assert "Ciclofficina</a>" not in text


def test_a_choice_that_fits_none_says_what_to_do(
    client, directory, after_school, bicycles
):
    text = read(client, directory.url, data={"kind": "committee", "topic": "scuola"})

    assert "Prova con una sola delle due scelte" in text
    assert f'<a href="{directory.url}">Mostra tutte</a>' in text


@pytest.mark.parametrize("asked", [{"kind": "x"}, {"topic": "x"}, {"page": "2"}])
def test_what_is_not_to_be_chosen_is_not_found(client, directory, bicycles, asked):
    assert client.get(directory.url, asked).status_code == 404


def test_the_pages_of_a_choice_keep_it(client, directory):
    for number in range(13):
        AssociationPageFactory(
            parent=directory, title=f"Gruppo {number:02}", kind="committee"
        )

    text = read(client, directory.url, data={"kind": "committee"})

    assert 'href="?kind=committee&amp;page=2"' in text or (
        'href="?kind=committee&page=2"' in text
    )


def test_an_empty_directory_says_so(client, directory):
    assert "ancora nessuna associazione" in read(client, directory.url)


def test_it_tells_where_one_meets_and_in_which_languages(client, places, after_school):
    after_school.place = PlacePageFactory(parent=places, title="Sportello")
    after_school.place_note = "Primo piano"
    after_school.save()

    text = read(client, after_school.url)

    assert f'<a href="{after_school.place.url}">Sportello</a>' in text
    assert "Primo piano" in text
    assert "Arabo" in text


def test_a_translation_names_the_languages_in_its_own(
    client, directory, after_school, english_home, publish
):
    english = Locale.objects.get(language_code="en")
    publish(directory.copy_for_translation(english))
    page = publish(after_school.copy_for_translation(english))

    assert "Arabic" in read(client, page.url)


def test_a_language_that_is_not_on_the_list_is_refused(after_school):
    after_school.languages = ["it", "klingon"]

    with pytest.raises(ValidationError) as refusal:
        after_school.full_clean()

    assert "languages" in refusal.value.message_dict


def test_languages_are_chosen_with_ticks(administrator_client, administrator, bicycles):
    administrator.is_superuser = True
    administrator.save()

    form = administrator_client.get(
        reverse("wagtailadmin_pages:edit", args=[bicycles.pk])
    ).text

    assert 'type="checkbox" name="languages" value="ar"' in form


def test_it_tells_machines_who_it_is(after_school):
    (told,) = after_school.structured_data()

    assert told["@type"] == "Organization"
    assert told["knowsLanguage"] == ["it", "ar"]
