"""What is refused says so in words, in the look of the site."""

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views.defaults import permission_denied

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words", "link"),
    [
        ("/admin/login/?next=/a/", "Non accettato: invialo", "Apri di nuovo la pagina"),
        ("/en/?next=/a/", "Not taken: please send it again", "Open the page again"),
    ],
)
def test_a_form_that_is_too_old_says_what_to_do(english_home, address, words, link):
    answer = Client(enforce_csrf_checks=True).post(address)

    assert answer.status_code == 403
    assert words in answer.text
    assert f'href="{address}">{link}' in answer.text
    assert "brand" in answer.text
    assert "CSRF" not in answer.text


def test_its_link_leads_to_no_other_site(home):
    answer = Client(enforce_csrf_checks=True).post("/", {}, PATH_INFO="//evil.example/")

    assert 'href="//evil.example' not in answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("it", "Questa pagina non è aperta a te"), ("en", "This page is not open to you")],
)
def test_a_page_for_others_says_so(english_home, language, words):
    request = RequestFactory().get("/")

    with override(language):
        answer = permission_denied(request, Exception("secret"))

    assert answer.status_code == 403
    assert words in answer.text
    assert "secret" not in answer.text
    assert "brand" in answer.text
