"""Files, addresses and bodies that nobody in good faith would send."""

from __future__ import annotations

import io
import struct
import zlib
from html import unescape

import PIL.Image
import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from PIL.PngImagePlugin import PngInfo
from wagtail.models import Collection
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.blocks import BodyBlock
from cms.cache import GENERATION
from cms.checklist import checks
from cms.models import Document, Image, StandardPage

from .factories import NewsPageFactory, StandardPageFactory
from .hostile import Filler, form_of
from .test_reports import aged_token

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def words(answer) -> str:
    return " ".join(unescape(answer.text).split())


# Pictures


def saved(format: str, mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    PIL.Image.new(mode, (900, 500)).save(file, format, **options)
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Some sixty bytes that promise a picture of this size, and hold none."""

    def chunk(name: bytes, data: bytes) -> bytes:
        told = name + data
        return struct.pack(">I", len(data)) + told + struct.pack(">I", zlib.crc32(told))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"")


def gif_of(frames: int) -> bytes:
    first, *others = [PIL.Image.new("P", (99, 99), n % 256) for n in range(frames)]
    file = io.BytesIO()
    first.save(file, "GIF", save_all=True, append_images=others)
    return file.getvalue()


UPLOADS = {
    "one": ("wagtailimages:add", "", "file"),
    "many": ("wagtailimages:add_multiple", "", "files[]"),
    "chooser": ("wagtailimages_chooser:create", "image-chooser-upload-", "file"),
}


@pytest.fixture(params=UPLOADS)
def upload(request, administrator_client):
    """By each of the ways in which a picture comes into the library."""
    view, prefix, file = UPLOADS[request.param]
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")

    def upload(name, content):
        form = {
            "title": name,
            "alt_text": "Un cortile",
            "author": "Una fotografa",
            "licence": "CC BY 4.0",
            "people": "none",
            "collection": collection.pk,
            file: SimpleUploadedFile(name, content),
        }
        answer = administrator_client.post(
            reverse(view),
            {f"{prefix}{field}": value for field, value in form.items()},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        if "json" in answer["Content-Type"]:
            return " ".join(str(value) for value in answer.json().values())
        return words(answer)

    return upload


class TestPictures:
    def test_one_that_is_refused_is_to_be_chosen_again(self, upload):
        assert "Scegli di nuovo il file" in upload("a.png", HTML)

    def test_the_form_says_what_posts_need(self, administrator_client):
        form = administrator_client.get(reverse("wagtailimages:add_multiple")).text
        form += administrator_client.get(reverse("wagtailimages:add")).text

        assert "Nessun post esce con un’immagine che ne è priva." in form

    @pytest.mark.parametrize(
        ("width", "height"), [(10_000, 10_000), (20_000, 20_000), (1_000_000, 51)]
    )
    def test_one_of_too_many_pixels_is_refused_before_it_is_unpacked(
        self, upload, width, height
    ):
        # Whoever unpacked it would say that it is broken.
        assert "ha più di 50 milioni di pixel" in upload("a.png", png_of(width, height))
        assert not Image.objects.exists()

    def test_one_of_more_than_ten_megabytes_is_refused_with_a_sentence(self, upload):
        heavy = saved("PNG") + b"\0" * (10 * 1024 * 1024)

        assert "troppo grande" in upload("a.png", heavy)
        assert not Image.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("a.svg", SVG, "Formati supportati"),
            ("a.png", SVG, "immagine .png valida"),
            ("a.png", HTML, "Carica un'immagine valida"),
            ("a.gif", b"GIF89a/*" + HTML, "Carica un'immagine valida"),
            ("a.png", png_of(9, 9), "Carica un'immagine valida"),
            ("a.png", png_of(9, 9)[:30], "Carica un'immagine valida"),
            ("a.jpg", saved("JPEG")[:3000], "Carica un'immagine valida"),
            ("a.png", b"", "vuoto"),
            ("a.html", HTML, "Carica un'immagine valida"),
        ],
    )
    def test_what_is_no_picture_is_refused_with_a_sentence(
        self, upload, name, content, sentence
    ):
        assert sentence in unescape(upload(name, content))
        assert not Image.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("cmyk.jpg", saved("JPEG", "CMYK")),
            ("many.gif", gif_of(3000)),
            ("../../../x.png", saved("PNG")),
            ("<img src=x onerror=alert(1)>.png", saved("PNG")),
            ("a\u202egnp.exe.png", saved("PNG")),
            ("n" * 300 + ".png", saved("PNG")),
        ],
        ids=["cmyk", "gif", "dots", "script", "bidi", "long"],
    )
    def test_an_odd_one_is_taken_and_shown(self, db, name, content):
        image = Image.objects.create(
            title="Foto", file=SimpleUploadedFile(name, content), width=1, height=1
        )

        rendition = image.get_rendition("fill-400x225|format-webp")

        assert image.file.name.startswith("original_images/")
        assert not set("<>/ \u202e") & set(image.file.name.split("/", 1)[1])
        with rendition.file.open() as file:
            assert PIL.Image.open(file).n_frames == 1


class TestWhatACameraNoted:
    @staticmethod
    def content(format):
        noted = PIL.Image.Exif()
        noted[0x010E] = "NOTED"
        noted[0x0112] = 6
        noted[0x8825] = {1: "N", 2: (46.0, 10.0, 0.0), 3: "E", 4: (9.0, 52.0, 0.0)}
        more = {"comment": b"NOTED"} if format == "JPEG" else {}
        if format == "PNG":
            text = PngInfo()
            text.add_itxt("XML:com.adobe.xmp", "<x>NOTED</x>")
            more = {"pnginfo": text}
        else:
            more["xmp"] = b"<x>NOTED</x>"
        return saved(format, exif=noted, **more)

    @pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
    @pytest.mark.parametrize(
        "spec",
        [
            "fill-400x225|format-webp",
            "fill-1200x630|format-jpeg",
            "max-960x1440|format-png",
            "max-960x1440|format-avif",
            "original",
            "width-200",
        ],
    )
    def test_no_picture_that_readers_get_says_where_it_was_taken(
        self, db, format, spec
    ):
        name = f"a.{format.lower()}"
        image = Image.objects.create(
            title="Il cortile",
            file=SimpleUploadedFile(name, self.content(format)),
            width=900,
            height=500,
        )

        with image.get_rendition(spec).file.open() as file:
            content = file.read()

        shown = PIL.Image.open(io.BytesIO(content))
        assert b"NOTED" not in content
        assert not shown.getexif()
        assert not {"exif", "xmp", "comment"} & set(shown.info)

    def test_it_stands_upright_all_the_same(self, db):
        image = Image.objects.create(
            title="Il cortile",
            file=SimpleUploadedFile("a.jpg", self.content("JPEG")),
            width=900,
            height=500,
        )

        rendition = image.get_rendition("max-400x400|format-jpeg")

        assert rendition.height == 400 > rendition.width


# Documents


class TestDocuments:
    @pytest.fixture(autouse=True)
    def uploads(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    @pytest.mark.parametrize(
        ("name", "content", "kept", "shown"),
        [
            ("a.svg", SVG, "a.svg", "attachment"),
            ("a.html", HTML, "a.html", "attachment"),
            ("a.xml", SVG, "a.xml", "attachment"),
            ("a.js", b"alert(1)", "a.js", "attachment"),
            ("senza", HTML, "senza", "attachment"),
            ("a.pdf", HTML, "a.pdf", "inline"),
            ("a.pdf.html", b"%PDF-1.4", "a.pdf.html", "attachment"),
            ("../../../x.pdf", b"%PDF-1.4", "x.pdf", "inline"),
            ("<img src=x onerror=alert(1)>.pdf", b"%PDF-1.4", None, "inline"),
            ("a\u202efdp.exe", b"MZ", "afdp.exe", "attachment"),
            ('a"; filename="b.html', HTML, None, "attachment"),
            ("a\r\nSet-Cookie: x=y.html", HTML, None, "attachment"),
            ("n" * 300 + ".pdf", b"%PDF-1.4", None, "inline"),
        ],
    )
    def test_whatever_it_is_no_browser_runs_it(
        self, administrator_client, client, home, name, content, kept, shown
    ):
        collection = Collection.get_first_root_node() or Collection.add_root(name="R")
        form = {
            "title": "Un file",
            "collection": collection.pk,
            "file": SimpleUploadedFile(name, content),
        }
        administrator_client.post(reverse("wagtaildocs:add"), form)
        document = Document.objects.get()

        answer = client.get(document.url)
        answer.close()

        told = answer["Content-Disposition"]
        assert answer.status_code == 200
        assert kept is None or document.filename == kept
        assert told.split(";")[0] == shown
        assert not set("<>/\\\r\n\u202e") & set(document.filename)
        assert told.count('"') == 2
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'"
        if shown == "inline":
            assert answer["Content-Type"] == "application/pdf"


# Bodies


class TestALongBody:
    @pytest.fixture
    def many(self, home):
        """As many blocks as asked for, of all kinds in turn."""
        filler = Filler(home)
        one_of_each = filler.value(BodyBlock())

        def many(number):
            most = BodyBlock().meta.block_counts
            kinds = [each for each in one_of_each if each[0] not in most]
            return [kinds[n % len(kinds)] for n in range(number)]

        return many

    def test_five_hundred_blocks_are_written_published_and_read(
        self, approver_client, client, home, many, django_capture_on_commit_callbacks
    ):
        form = {
            "title": "Lunga",
            "slug": "lunga",
            "introduction": "",
            "image": "",
            "image_alt": "",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
            **dict(form_of(BodyBlock(), many(500), "body")),
        }
        address = reverse(
            "wagtailadmin_pages:add", args=["cms", "standardpage", home.pk]
        )

        with django_capture_on_commit_callbacks(execute=True):
            approver_client.post(address, form)

        page = StandardPage.objects.get(slug="lunga")
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert page.live
        assert len(page.body) == 500
        assert client.get(page.url).text.count('<div class="block-') == 500
        assert approver_client.get(edit).status_code == 200

    def test_it_asks_the_database_as_often_as_a_short_one(self, client, home, many):
        kinds = len(BodyBlock().child_blocks)
        short, long = (
            StandardPageFactory(
                parent=home, body=BodyBlock().normalize(many(number)), image=None
            )
            for number in (kinds, 500)
        )
        for page in (short, long):
            client.get(page.url)

        def queries(page):
            caches["pages"].delete(GENERATION)
            with CaptureQueriesContext(connection) as asked:
                client.get(page.url)
            return len(asked)

        assert queries(long) == queries(short)

    def test_the_checklist_reads_it_without_the_database(
        self, home, many, django_assert_num_queries
    ):
        page = StandardPageFactory(parent=home, body=BodyBlock().normalize(many(500)))
        page = StandardPage.objects.select_related("locale").get(pk=page.pk)
        list(page.body)
        checks(page)

        with django_assert_num_queries(0):
            assert checks(page)

    def test_one_that_is_too_long_is_refused_with_a_sentence_and_changes_nothing(
        self, approver_client, home
    ):
        page = StandardPageFactory(parent=home, title="Prima")
        fields = {f"body-{n}-value": "x" for n in range(11_000)}

        answer = approver_client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            {"title": "Dopo", **fields},
        )

        page.refresh_from_db()
        assert answer.status_code == 400
        assert "troppo lungo" in answer.text
        assert "too long" in answer.text
        assert page.title == "Prima"


# Slugs


class TestSlugs:
    @pytest.fixture
    def write(self, approver_client):
        """Publish a page through the editor; answers what the editor is told."""

        def write(parent, slug, kind="standardpage"):
            form = {
                "title": "Una pagina",
                "slug": slug,
                "introduction": "Resta qui.",
                "date": "26/11/2026",
                "image": "",
                "image_alt": "",
                "body-count": 0,
                "comments-TOTAL_FORMS": 0,
                "comments-INITIAL_FORMS": 0,
                "action-publish": "1",
            }
            address = reverse("wagtailadmin_pages:add", args=["cms", kind, parent.pk])
            return words(approver_client.post(address, form, follow=True))

        return write

    TAKEN = (
        *("en", "facile", "ar", "uk", "admin", "static", "media"),
        *("mappa", "cerca", "valutazioni"),
    )

    @pytest.mark.parametrize("slug", TAKEN)
    def test_an_address_of_the_site_itself_is_refused(self, write, home, slug):
        told = write(home, slug)

        assert "A questo indirizzo risponde già il sito" in told
        assert "Resta qui." in told
        assert not StandardPage.objects.exists()

    @pytest.mark.parametrize("slug", ["feed", "2024"])
    def test_an_address_that_the_list_above_answers_is_refused(self, write, news, slug):
        assert "risponde già il sito" in write(news, slug, "newspage")

    @pytest.mark.parametrize(
        "slug",
        [
            *("новости", "أخبار", "日本", "documents", "segnala", "healthz"),
            *("sitemap", "search", "enna", "archivio", "1"),
        ],
    )
    def test_any_other_is_read_where_it_stands(self, client, write, home, slug):
        write(home, slug)
        page = StandardPage.objects.get(slug=slug)

        assert "Una pagina" in client.get(page.url).text
        assert page.full_url in client.get("/sitemap.xml").text

    def test_below_the_first_page_they_are_free(self, client, write, home):
        section = StandardPageFactory(parent=home, slug="sezione")

        write(section, "cerca")

        assert "Una pagina" in client.get("/sezione/cerca/").text

    def test_a_page_cannot_take_such_an_address_later(self, approver_client, home):
        page = StandardPageFactory(parent=home, slug="buona")
        page.slug = "cerca"

        with override("it"), pytest.raises(ValidationError, match="risponde già"):
            page.full_clean()

    def test_a_translation_has_a_slug_of_its_own(
        self, client, home, english_home, locales
    ):
        page = StandardPageFactory(parent=home, title="Contatti", slug="contatti")
        page.save_revision().publish()
        source, _ = TranslationSource.get_or_create_from_instance(page)
        translation = Translation.objects.create(
            source=source, target_locale=locales[1]
        )
        translation.save_target()

        def translate(slug):
            for segment in source.stringsegment_set.all():
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    locale=locales[1],
                    context=segment.context,
                    defaults={
                        "data": slug if segment.context.path == "slug" else "Contacts"
                    },
                )

        translate("contacts")
        translation.save_target()
        translation.get_target_instance().save_revision().publish()
        assert "Contacts" in client.get("/en/contacts/").text

        translate("cerca")
        with override("it"), pytest.raises(ValidationError, match="risponde già"):
            translation.save_target()
        told = StringTranslation.objects.get(context__path="slug").get_error()
        assert "risponde già il sito" in told


# Addresses

MANY = "9" * 5000
LISTS = [
    f"{page}{query}"
    for page in ("/", "/notizie/", "/associazioni/", "/luoghi/", "/lavori/")
    for query in (
        *("?page=%00", "?page=-1", "?page=0x1", "?page=%ff", f"?page={MANY}"),
        *("?topic=%00", f"?topic={'a' * 10_000}", "?kind=%00", "?phase=%ed%a0%80"),
    )
]
FOUND = [
    *("/cerca/?q=%00", "/cerca/?q=a%00b&kind=%00&page=%00", "/cerca/?q=%ff%fe"),
    *("/cerca/?q=%ed%a0%80", "/cerca/?q=%22%27%28%29*%3A%26%7C%21%5C"),
    *(f"/cerca/?q=a&page={MANY}", "/cerca/?q=a&page=-1", f"/cerca/?q={'a' * 10_000}"),
    f"/cerca/?q={'a%20' * 3000}",
    *("/valutazioni/?page=%00", f"/valutazioni/?page={MANY}", "/valutazioni/?page=-1"),
    *("/notizie/feed/?page=%00", "/mappa/?page=%00", "/robots.txt?%00"),
]
NOT_FOUND = [
    *("/%00/", "/a%00b/", "/%ff%fe/", "/%ed%a0%80/", "/en/%00/", "/notizie/%00/"),
    *("/media/%00.png", "/media/images/%00.png", "/media/original_images/%00.png"),
    *(
        "/documents/1/%00.pdf",
        "/documents/99999999999999999999/x.pdf",
        "/static/%00.css",
    ),
    *(f"/valuta/{MANY}/", "/valuta/grazie/99999999999999999999/"),
    *("/valuta/dettagli/%00/", "/segnala/grazie/%00/", f"/segnala/grazie/{MANY}/"),
    *("/notizie/feed/?topic=%00", "/notizie/9999/?page=%00", f"/notizie/{MANY}/"),
    *(f"/sitemap.xml?p={MANY}", "/sitemap.xml?p=%00", "/" + "a/" * 3000),
    *("/evil.example//", "/en//evil.example/..", "/%2e%2e/%2e%2e/etc/passwd"),
    *("/_util/authenticate_with_password/99999999999999999999/9/", f"/{MANY}/"),
]


@pytest.fixture
def site_with_lists(home, english_home, news, directory, places, works):
    NewsPageFactory(parent=news)


@pytest.mark.usefixtures("site_with_lists")
class TestAddresses:
    @pytest.mark.parametrize("address", FOUND, ids=lambda address: address[:40])
    def test_what_means_nothing_counts_for_nothing(self, client, address):
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("address", NOT_FOUND, ids=lambda address: address[:40])
    def test_what_is_not_there_is_not_found(self, client, address):
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("address", LISTS, ids=lambda address: address[:40])
    def test_no_list_breaks_on_its_parameters(self, client, address):
        assert client.get(address).status_code in (200, 404)

    def test_too_many_parameters_are_refused_with_a_sentence(self, client):
        answer = client.get("/cerca/?" + "q=a&" * 11_000)

        assert answer.status_code == 400
        assert "too long" in answer.text

    @pytest.mark.parametrize("text", ["a\0b", "\x07\x0b\u202e", "a" * 6000])
    @pytest.mark.parametrize("field", ["text", "page", "technology", "contact"])
    def test_a_form_of_the_public_takes_it_or_says_why_not(self, client, field, text):
        form = {"token": aged_token(), "text": "Il menu", field: text}

        answer = client.post(
            "/segnala/accessibilita/",
            form,
            headers={"sec-fetch-site": "same-origin"},
        )

        assert answer.status_code == 302 or 'id="errors"' in answer.text
