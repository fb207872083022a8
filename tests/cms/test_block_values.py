"""Each kind of block: shown as it should, and a wrong value met with a sentence."""

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from wagtail.blocks import StreamBlockValidationError

from cms.blocks import BodyBlock
from cms.models import Document
from tests.reading import read

from .factories import ImageFactory, StandardPageFactory

YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


@pytest.fixture
def shown(client, home):
    """The page with these blocks, as a reader gets it."""

    def shown(*body):
        return read(client, StandardPageFactory(parent=home, body=list(body)).url)

    return shown


@pytest.fixture
def refusal(db):
    """What an editor is told about one block; nothing if it is taken."""

    def refusal(name, value):
        body = BodyBlock()
        with override("en"):
            try:
                body.clean(body.normalize([(name, value)]))
            except StreamBlockValidationError as error:
                return " ".join(sentences(error.as_json_data()))
        return ""

    return refusal


def sentences(found):
    if isinstance(found, str):
        return [found]
    parts = found.values() if isinstance(found, dict) else found
    return [sentence for part in parts for sentence in sentences(part)]


def document(name, content=b"content", title="Un documento"):
    return Document.objects.create(title=title, file=ContentFile(content, name=name))


def picture(alt_text="Un cortile", **fields):
    return {"image": ImageFactory(**fields), "alt_text": alt_text, "decorative": False}


class TestGallery:
    def test_each_picture_opens_larger_and_says_whose_it_is(self, shown):
        image = picture(author="Una fotografa", licence="CC BY 4.0")

        text = shown(
            (
                "gallery",
                {
                    "title": "Un giro",
                    "pictures": [
                        {"image": image, "caption": "La corte"},
                        {"image": picture("Un portone"), "caption": ""},
                    ],
                },
            )
        )

        large = image["image"].get_rendition("max-1920x1440|format-webp")
        assert f'<a href="{large.url}">' in text
        assert 'alt="Un portone"' in text
        assert "La corte" in text
        assert "Una fotografa" in text

    def test_no_picture_is_without_words(self, refusal):
        bare = picture(alt_text="")
        decorative = {**picture(), "alt_text": "", "decorative": True}
        pictures = [{"image": each, "caption": ""} for each in (bare, decorative)]

        for each in pictures:
            told = refusal(
                "gallery", {"title": "x", "pictures": [pictures[0], each][-1:] * 2}
            )
            assert "alt text" in told or "say what the picture shows" in told


class TestVideo:
    @pytest.fixture
    def video(self, db):
        def video(**values):
            return {
                "title": "La passerella",
                "address": "",
                "file": None,
                "poster": ImageFactory(),
                "sound": "silent",
                "captions": None,
                "transcript": "",
                **values,
            }

        return video

    def test_nothing_of_another_site_is_on_the_page_before_a_click(self, shown, video):
        text = shown(("video", video(address="https://youtu.be/aqz-KE-bpKQ?t=5")))

        assert "<iframe" not in text
        assert 'src="http' not in text
        assert f'<a class="embed-open" href="{YOUTUBE}" rel="noreferrer">' in text
        assert "Guarda su YouTube" in text
        assert "(Google): prima che tu lo avvii, là non arriva nulla" in text
        assert "Il collegamento apre il sito di YouTube." in text
        assert 'data-frame="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?' in text

    def test_a_file_of_ours_plays_with_captions_and_transcript(self, shown, video):
        film = document("film.webm")
        captions = document("film.vtt", b"WEBVTT\n")

        text = shown(
            (
                "video",
                video(
                    file=film,
                    captions=captions,
                    sound="speech",
                    transcript="<p>Una voce racconta.</p>",
                ),
            )
        )

        assert "<video controls" in text
        assert f'<source src="{film.url}" type="video/webm">' in text
        assert f'src="{captions.url}" label="Sottotitoli" default' in text
        assert "<summary>Trascrizione</summary>" in text
        assert "Una voce racconta." in text

    @pytest.mark.parametrize(
        "address",
        [
            "https://example.org/film",
            "https://www.youtube.com/@comune",
            "https://www.youtube.com/watch?v=troppo-corto",
            "https://vimeo.com/comune",
            "https://youtube.com.example.org/watch?v=aqz-KE-bpKQ",
            "javascript:alert(1)//youtu.be/aqz-KE-bpKQ",
        ],
    )
    def test_an_address_of_no_video_is_refused(self, refusal, video, address):
        told = refusal("video", video(address=address))

        assert "YouTube or Vimeo" in told or "valid URL" in told

    def test_it_is_an_address_or_a_file(self, refusal, video):
        for values in ({}, {"address": YOUTUBE, "file": document("film.mp4")}):
            assert "one of the two" in refusal("video", video(**values))

    def test_a_file_that_browsers_do_not_play_is_refused(self, refusal, video):
        told = refusal("video", video(file=document("film.avi")))

        assert "Choose an MP4 or a WebM" in told

    def test_captions_are_webvtt(self, refusal, video):
        for captions in (document("a.srt"), document("a.vtt", b"1\n00:00")):
            told = refusal("video", video(file=document("film.mp4"), captions=captions))
            assert "no WebVTT file" in told

    def test_what_somebody_says_can_be_read(self, refusal, video):
        file = document("film.mp4")

        assert "write here what is said" in refusal(
            "video", video(address=YOUTUBE, sound="speech", transcript="<p> </p>")
        )
        assert "add captions" in refusal("video", video(file=file, sound="speech"))
        assert refusal("video", video(file=file)) == ""


class TestMap:
    @staticmethod
    def place(coordinates, name="Lo sportello", **values):
        return {
            "name": name,
            "address": "",
            "coordinates": coordinates,
            "text": "",
            **values,
        }

    def test_it_says_in_words_what_the_map_would_show(self, shown):
        place = self.place(
            "46.1662, 9.8608", address="Largo Sindelfingen", text="Senza gradini."
        )

        text = shown(("map", {"title": "Dove siamo", "places": [place]}))

        for words in ("Lo sportello", "Largo Sindelfingen", "Senza gradini."):
            assert words in text
        assert 'href="geo:46.16620,9.86080"' in text
        assert "https://www.openstreetmap.org/?mlat=46.16620&amp;mlon=9.86080" in text
        assert "<iframe" not in text
        assert "(OpenStreetMap Foundation): prima che tu la chieda" in text

    def test_the_frame_shows_all_the_places(self, shown):
        places = [self.place("46.1662, 9.8608"), self.place("46.1648, 9.8652")]

        text = shown(("map", {"title": "Dove siamo", "places": places}))

        frame = text.split('data-frame="')[1].split('"')[0]
        west, south, east, north = map(
            float, frame.split("bbox=")[1].split("&amp;")[0].split("%2C")
        )
        assert west < 9.8608 < 9.8652 < east
        assert south < 46.1648 < 46.1662 < north
        assert "marker" not in frame

    @pytest.mark.parametrize(
        ("coordinates", "sentence"),
        [
            ("Largo Sindelfingen", "with a comma between"),
            ("46,1690, 9,8690", "with a comma between"),
            ("146.1, 9.8", "A latitude lies between"),
            ("9.8, 246.1", "A longitude lies between"),
        ],
    )
    def test_coordinates_outside_the_world_are_refused(
        self, refusal, coordinates, sentence
    ):
        value = {"title": "x", "places": [self.place(coordinates)]}

        assert sentence in refusal("map", value)

    def test_swapped_numbers_are_noticed(self, refusal):
        places = [self.place("46.1662, 9.8608"), self.place("9.8652, 46.1648")]

        assert "swapped" in refusal("map", {"title": "x", "places": places})


class TestTable:
    @staticmethod
    def table(caption="Orari", headings=("Spazio", "Ore"), rows=(("Sala", "8"),)):
        kinds = ("text", "number")
        return {
            "table": {
                "caption": caption,
                "columns": [
                    {"type": kind, "heading": heading}
                    for kind, heading in zip(kinds, headings, strict=True)
                ],
                "rows": [{"values": list(row)} for row in rows],
            },
            "first_names_row": True,
        }

    def test_it_names_itself_its_columns_and_its_rows(self, shown):
        text = shown(("table", self.table()))

        assert ">Orari</caption>" in text
        assert '<th scope="col">Spazio</th>' in text
        assert '<th scope="row">Sala</th>' in text
        assert '<td class="number">8</td>' in text

    def test_a_keyboard_reaches_and_a_voice_names_what_scrolls(self, shown):
        text = shown(("table", self.table()))

        region = text.split('role="region" tabindex="0" aria-labelledby="')[1]
        assert f'<caption id="{region.split(chr(34))[0]}">' in text

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"caption": " "}, "Write a caption"),
            ({"headings": ("Spazio", "")}, "Give every column a heading"),
            ({"rows": ()}, "at least a column and a row"),
        ],
    )
    def test_without_a_caption_a_heading_or_a_row_it_is_refused(
        self, refusal, values, sentence
    ):
        assert sentence in refusal("table", self.table(**values))


class TestAccordion:
    def test_it_opens_without_a_script(self, shown):
        items = [{"title": "Bisogna iscriversi?", "text": "<p>No.</p>"}]

        text = shown(("accordion", {"items": items}))

        assert '<details class="accordion-item"> <summary' in text
        assert "Bisogna iscriversi?" in text
        assert "<p>No.</p>" in text

    @pytest.mark.parametrize("text", ["", "<p></p>", '<p data-block-key="a"> </p>'])
    def test_a_piece_without_words_is_refused(self, refusal, text):
        items = [
            {"title": "Piena", "text": "<p>Sì.</p>"},
            {"title": "Vuota", "text": text},
        ]

        assert refusal("accordion", {"items": items})


class TestTimeline:
    def test_each_phase_tells_its_state_in_words(self, shown):
        phases = [
            {"when": state, "title": state, "state": state, "text": ""}
            for state in ("done", "doing", "to_come")
        ]

        text = shown(("timeline", {"phases": phases}))

        assert "<ol" in text
        for words in ("Conclusa", "In corso", "In arrivo"):
            assert words in text

    def test_an_unknown_state_is_refused(self, refusal):
        phase = {"when": "x", "title": "x", "state": "forse", "text": ""}

        assert refusal("timeline", {"phases": [phase, phase]})


class TestDocuments:
    def test_each_tells_its_kind_and_its_size(self, shown):
        file = document("bando.pdf", b"x" * 2048, title="Il bando")

        text = shown(("documents", {"title": "", "documents": [file]}))

        assert f'<a href="{file.url}">Il bando</a>' in text
        assert "(PDF, 2,0 KB)" in text

    def test_one_whose_file_is_lost_breaks_nothing(self, shown):
        file = document("bando.pdf", title="Il bando")
        file.file.storage.delete(file.file.name)

        text = shown(("documents", {"title": "", "documents": [file]}))

        assert "Il bando" in text
        assert "(PDF)" in text
