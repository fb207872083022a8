"""News: listed by date and topic, fed to readers, announced once."""

import datetime

import feedparser
import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, PageViewRestriction

from cms.models import Image, NewsPage, Topic, TopicName
from cms.signals import moment_reached
from tests.reading import read

from .factories import ImageFactory, NewsPageFactory, draft


@pytest.fixture
def moments():
    """The moments that the site told while the test ran."""
    told = []

    def listen(sender, page, moment, **kwargs):
        told.append((page.pk, moment))

    moment_reached.connect(listen)
    yield told
    moment_reached.disconnect(listen)


def test_the_newest_day_comes_first_however_late_it_was_written(client, news):
    NewsPageFactory(parent=news, title="Di ieri", date=datetime.date(2026, 5, 2))
    NewsPageFactory(parent=news, title="Di prima", date=datetime.date(2026, 5, 1))

    text = read(client, news.url)

    assert text.index("Di ieri") < text.index("Di prima")


def test_a_draft_is_not_listed(client, news):
    draft(news, NewsPage(title="Non ancora", slug="non-ancora"))

    assert "Non ancora" not in read(client, news.url)


def test_a_page_behind_a_password_is_not_listed(client, news):
    page = NewsPageFactory(parent=news, title="Per pochi")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    assert "Per pochi" not in read(client, news.url)


def test_an_index_without_news_says_so(client, news):
    assert "Non ci sono ancora notizie" in read(client, news.url)


class TestManyNews:
    @pytest.fixture
    def many(self, news):
        first = datetime.date(2026, 1, 1)
        for day in range(15):
            date = first + datetime.timedelta(days=day)
            NewsPageFactory(parent=news, title=f"Giorno {day:02}", date=date)

    def test_they_stand_twelve_to_a_page(self, client, news, many):
        text = read(client, news.url)

        assert "Giorno 14" in text
        assert "Giorno 02" not in text
        assert 'href="?page=2" rel="next"' in text

    def test_the_second_page_has_the_rest_and_its_own_canonical_address(
        self, client, news, many
    ):
        text = read(client, news.url, data={"page": 2})

        assert "Giorno 02" in text
        assert f'<link rel="canonical" href="{news.full_url}?page=2">' in text

    @pytest.mark.parametrize("number", ["0", "3", "02", "-1", "1.0", "x", "", "\uff11"])
    def test_a_page_that_does_not_exist_is_not_found(self, client, news, many, number):
        assert client.get(news.url, {"page": number}).status_code == 404


class TestTopics:
    @pytest.fixture
    def school(self, db):
        topic = Topic.objects.create(name="Scuola", slug="scuola")
        TopicName.objects.create(topic=topic, language="en", name="School")
        return topic

    def test_a_topic_lists_only_its_news(self, client, news, school):
        page = NewsPageFactory(parent=news, title="In classe")
        page.topics.add(school)
        page.save()
        NewsPageFactory(parent=news, title="Al mercato")

        text = read(client, news.url, data={"topic": "scuola"})

        assert "In classe" in text
        assert "Al mercato" not in text

    def test_a_topic_that_no_news_has_is_not_found(self, client, news, school):
        assert client.get(news.url, {"topic": "scuola"}).status_code == 404

    def test_a_translation_keeps_the_topics_and_names_them_in_its_language(
        self, client, news, school, english_home, publish
    ):
        page = NewsPageFactory(parent=news, title="In classe")
        page.topics.add(school)
        page.save()
        english = Locale.objects.get(language_code="en")
        publish(news.copy_for_translation(english))
        translation = publish(page.copy_for_translation(english))

        assert [topic.slug for topic in translation.topics.all()] == ["scuola"]
        assert "School" in read(client, translation.url)


class TestYears:
    @pytest.fixture
    def two_years(self, news):
        topic = Topic.objects.create(name="Scuola", slug="scuola")
        for year in (2025, 2026, 2026):
            NewsPageFactory(
                parent=news, title=f"Del {year}", date=datetime.date(year, 3, 1)
            )
        page = NewsPageFactory(
            parent=news, title="In classe", date=datetime.date(2025, 4, 1)
        )
        page.topics.add(topic)
        page.save()

    def test_a_year_has_an_address_and_only_its_news(self, client, news, two_years):
        text = read(client, f"{news.url}2025/")

        assert "Del 2025" in text
        assert "In classe" in text
        assert "Del 2026" not in text
        assert f'<link rel="canonical" href="{news.full_url}2025/">' in text
        assert "noindex" not in text

    def test_the_years_are_counted_newest_first(self, client, news, two_years):
        text = read(client, news.url)

        newest = text.index(f'href="{news.url}2026/"')
        assert newest < text.index(f'href="{news.url}2025/"')
        assert '2026 <span class="chip-count">2</span>' in text

    def test_a_topic_is_kept_from_year_to_year(self, client, news, two_years):
        text = read(client, f"{news.url}2025/", data={"topic": "scuola"})

        assert "In classe" in text
        assert "Del 2025" not in text
        assert f'href="{news.url}2025/?topic=scuola"' in text
        assert f'href="{news.url}2026/' not in text

    @pytest.mark.parametrize("year", ["2024", "0", "99999"])
    def test_a_year_without_news_is_not_found(self, client, news, two_years, year):
        assert client.get(f"{news.url}{year}/").status_code == 404


def test_an_office_answers_for_a_piece_of_news(client, news):
    page = NewsPageFactory(parent=news, by_line="Ufficio cultura")

    text = read(client, page.url)

    assert "A cura di" in text
    assert "Ufficio cultura" in text


def test_the_picture_is_shown_with_its_words_and_its_author(client, news):
    image = ImageFactory(author="Un fotografo", licence="CC BY 4.0")
    page = NewsPageFactory(parent=news, image=image, image_alt="Un'aula vuota")

    text = read(client, page.url)

    assert 'alt="Un&#x27;aula vuota"' in text or 'alt="Un&#39;aula vuota"' in text
    assert "Un fotografo" in text
    assert "CC BY 4.0" in text


def test_publishing_cuts_the_pictures_beforehand(client, news, publish):
    page = draft(news, NewsPage(title="Con foto", slug="con-foto"))
    page.image = ImageFactory()
    publish(page)
    before = page.image.renditions.count()

    client.get(page.url)
    client.get(news.url)

    assert before
    assert Image.objects.get(pk=page.image.pk).renditions.count() == before


def test_a_lost_file_shows_as_a_broken_picture_and_no_error(client, news):
    image = ImageFactory()
    page = NewsPageFactory(parent=news, image=image)
    image.file.storage.delete(image.file.name)

    assert client.get(page.url).status_code == 200
    assert client.get(news.url).status_code == 200


def test_script_in_a_title_is_only_text(client, news):
    page = NewsPageFactory(
        parent=news, title="<script>alert(1)</script>", slug="titolo-ostile"
    )

    for address in (page.url, news.url):
        assert "<script>alert" not in read(client, address)


class TestFeed:
    def test_it_can_be_read_and_has_the_newest_news_first(self, client, news):
        NewsPageFactory(parent=news, title="Ieri", date=datetime.date(2026, 5, 1))
        NewsPageFactory(
            parent=news,
            title="Oggi & domani",
            date=datetime.date(2026, 5, 2),
            image=ImageFactory(),
        )

        feed = feedparser.parse(client.get(f"{news.url}feed/").content)

        assert not feed.bozo
        assert feed.feed.language == "it"
        assert [entry.title for entry in feed.entries] == ["Oggi & domani", "Ieri"]
        assert feed.entries[0].link == "http://testserver/notizie/oggi-domani/"
        assert feed.entries[0].enclosures[0].type == "image/jpeg"

    def test_a_topic_has_its_own(self, client, news):
        page = NewsPageFactory(parent=news, title="In classe")
        page.topics.add(Topic.objects.create(name="Scuola", slug="scuola"))
        page.save()
        NewsPageFactory(parent=news, title="Al mercato")

        feed = feedparser.parse(client.get(f"{news.url}feed/?topic=scuola").content)

        assert [entry.title for entry in feed.entries] == ["In classe"]
        assert feed.feed.title == "Notizie · Scuola · Qt Piastra"
        assert client.get(f"{news.url}feed/?topic=altro").status_code == 404

    def test_the_index_names_it(self, client, news):
        link = f'type="application/rss+xml" title="Notizie" href="{news.url}feed/"'

        assert link in read(client, news.url)


class TestMoments:
    def test_the_first_publication_is_told_after_the_commit(
        self, news, publish, moments
    ):
        page = draft(news, NewsPage(title="Prima volta", slug="prima-volta"))

        publish(page)

        assert moments == [(page.pk, "publication")]

    def test_a_correction_is_no_news(self, news, publish, moments):
        page = publish(draft(news, NewsPage(title="Una volta", slug="una-volta")))

        publish(page)
        page.unpublish()
        publish(page)

        assert len(moments) == 1

    def test_a_translation_is_no_news(self, news, english_home, publish, moments):
        page = publish(draft(news, NewsPage(title="In italiano", slug="in-italiano")))
        english = Locale.objects.get(language_code="en")
        publish(news.copy_for_translation(english))
        publish(page.copy_for_translation(english))

        assert moments == [(page.pk, "publication")]


def test_a_title_is_required(news):
    with pytest.raises(ValidationError):
        draft(news, NewsPage(slug="senza-titolo"))
