"""The pieces of a body: each shown as it should, each wrong value met with a sentence."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from cms.blocks import BodyBlock, LinkBlock
from cms.blocks.pictures import PictureBlock
from cms.blocks.text import HeadingBlock
from cms.models import Document
from tests.reading import read

from .factories import ImageFactory, StandardPageFactory


@pytest.fixture
def shown(client, home):
    """The address where this body can be read."""

    def shown(*body):
        page = StandardPageFactory(parent=home, body=list(body))
        return read(client, page.url)

    return shown


def test_a_heading_can_be_linked_to(shown):
    text = shown(("heading", {"text": "La piazza è qui", "level": "3"}))

    assert '<h3 id="la-piazza-e-qui">La piazza è qui</h3>' in text


def test_a_heading_without_latin_letters_can_be_linked_to(shown):
    assert 'id="الخطة-باختصار"' in shown(
        ("heading", {"text": "الخطة باختصار", "level": "2"})
    )
    assert 'id=""' not in shown(("heading", {"text": "…", "level": "2"}))


def test_the_pages_title_is_the_only_heading_of_the_first_level(shown):
    text = shown(("heading", {"text": "Dopo", "level": "2"}))

    assert text.count("<h1") == 1
    with pytest.raises(StructBlockValidationError):
        HeadingBlock().clean({"text": "Prima", "level": "1"})


def test_a_link_in_a_text_follows_its_page(shown, home):
    text = shown(("text", f'<p><a linktype="page" id="{home.pk}">casa</a></p>'))

    assert f'<a href="{home.url}">casa</a>' in text


def test_a_picture_says_what_it_shows_and_whose_it_is(shown):
    image = ImageFactory(author="Un fotografo", licence="CC BY 4.0")
    image.contextual_alt_text = "Il cortile d'estate"
    image.decorative = False

    text = shown(("image", {"image": image, "caption": "Luglio"}))

    assert "Il cortile d&#x27;estate" in text
    assert "Luglio" in text
    assert "Un fotografo" in text


def test_a_picture_without_words_must_be_called_decorative(db):
    image = ImageFactory()
    image.contextual_alt_text, image.decorative = "", False

    with pytest.raises(StructBlockValidationError) as refusal:
        PictureBlock().clean({"image": image, "caption": ""})

    assert "image" in refusal.value.block_errors


def test_a_quote_names_who_says_it(shown):
    text = shown(("quote", {"text": "Ci si saluta.", "source": "Una voce"}))

    assert "<blockquote" in text
    assert "Una voce" in text


def test_a_callout_a_row_of_figures_and_a_list_of_documents(shown):
    document = Document.objects.create(
        title="Il bando", file=ContentFile(b"%PDF-1.4", name="bando.pdf")
    )

    text = shown(
        ("callout", {"kind": "warning", "title": "Attenti", "text": "<p>Qui</p>"}),
        ("figures", {"figures": [{"number": "295", "label": "alberi"}]}),
        ("documents", {"title": "", "documents": [document]}),
    )

    assert "callout warning" in text
    assert "<dt>alberi</dt> <dd> 295 </dd>" in text
    assert document.url in text
    assert "(PDF, " in text


class TestLinks:
    def test_a_link_to_a_page_follows_the_page(self, client, shown, home):
        target = StandardPageFactory(parent=home, title="Contatti")
        link = {"page": target, "address": "", "label": ""}

        assert f'<a href="{target.url}">Contatti</a>' in shown(
            ("links", {"title": "", "links": [link]})
        )

    def test_a_link_to_a_page_that_is_not_live_is_not_shown(self, shown, home):
        target = StandardPageFactory(parent=home, title="Contatti", live=False)
        link = {"page": target, "address": "", "label": ""}

        assert "Contatti" not in shown(("links", {"title": "", "links": [link]}))

    def test_it_leads_to_a_page_or_to_an_address_and_not_to_both(self, home):
        for value in (
            {"page": None, "address": "", "label": ""},
            {"page": home, "address": "https://example.org/", "label": "x"},
        ):
            with pytest.raises(StructBlockValidationError):
                LinkBlock().clean(value)

    def test_an_address_needs_words(self):
        value = {"page": None, "address": "https://example.org/", "label": ""}

        with pytest.raises(StructBlockValidationError) as refusal:
            LinkBlock().clean(value)

        assert "label" in refusal.value.block_errors

    def test_a_script_is_no_address(self):
        value = {"page": None, "address": "javascript:alert(1)", "label": "x"}

        with pytest.raises(StructBlockValidationError):
            LinkBlock().clean(value)


def test_every_block_can_be_seen_before_it_is_chosen(administrator_client, home):
    ImageFactory()

    for block in BodyBlock().child_blocks.values():
        response = administrator_client.get(
            reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
        )

        assert block.is_previewable
        assert response.status_code == 200
        assert "brand.css" in response.text


def test_every_block_has_an_icon_a_name_and_a_description(db):
    for block in BodyBlock().child_blocks.values():
        assert block.meta.icon != "placeholder"
        assert block.label
        assert block.get_description()


def test_an_unknown_level_in_a_whole_body_is_refused():
    body = BodyBlock()

    with pytest.raises(StreamBlockValidationError):
        body.clean(
            body.to_python([{"type": "heading", "value": {"text": "x", "level": "9"}}])
        )
