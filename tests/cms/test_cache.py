"""The page cache: what it keeps, for whom, and when it forgets."""

import datetime
import gzip

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.models import Locale, PageViewRestriction

from cms import cache
from cms.models import Header, Image, SiteSettings, StandardPage, Topic

from .factories import ImageFactory, NewsPageFactory, StandardPageFactory


@pytest.fixture
def changed_behind_the_cache():
    """Changes a page's title in the database, telling nobody."""

    def change(page, title="Cambiata di nascosto"):
        type(page).objects.filter(pk=page.pk).update(title=title)
        return title

    return change


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Il quartiere")


def is_kept(client, page, change, **get) -> bool:
    client.get(page.url, **get)
    title = change(page)
    return title not in client.get(page.url, **get).text


class TestWhatIsKept:
    def test_a_page_for_a_reader(self, client, page, changed_behind_the_cache):
        assert is_kept(client, page, changed_behind_the_cache)

    def test_the_feed(self, client, news, changed_behind_the_cache):
        item = NewsPageFactory(parent=news, title="Prima")
        client.get(f"{news.url}feed/")
        changed_behind_the_cache(item)

        assert b"Prima" in client.get(f"{news.url}feed/").content

    def test_nothing_for_somebody_who_is_logged_in(
        self, editor_client, page, changed_behind_the_cache
    ):
        assert not is_kept(editor_client, page, changed_behind_the_cache)

    def test_a_reader_gets_no_cookie_and_one_answer_for_all(self, client, page):
        for _ in range(2):
            response = client.get(page.url)

            assert not response.cookies
            assert response["Vary"] == "Accept-Encoding"
            assert response["Cache-Control"] == "no-cache"

    def test_an_editor_sees_the_toolbar_and_a_reader_never_does(
        self, client, administrator, administrator_client, page
    ):
        seen_first = client.get(page.url).text
        seen_by_editor = administrator_client.get(page.url).text
        seen_later = client.get(page.url).text

        assert "wagtail-userbar" in seen_by_editor
        assert "wagtail-userbar" not in seen_first + seen_later

    def test_no_search_no_missing_page_and_no_redirect(self, client, page):
        for address in ("/cerca/", "/nulla/", page.url.rstrip("/")):
            response = client.get(address)

            assert not response.has_header("ETag")

    def test_no_answer_to_a_post(self, client, page):
        assert not client.post(page.url).has_header("ETag")

    def test_a_page_behind_a_password_is_asked_for_anew(
        self, client, page, django_capture_on_commit_callbacks
    ):
        client.get(page.url)
        with django_capture_on_commit_callbacks(execute=True):
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
            )

        response = client.get(page.url)

        assert page.introduction not in response.text
        assert not response.has_header("ETag")


class TestKey:
    def test_the_tail_that_networks_add_leads_to_the_same_entry(
        self, client, page, changed_behind_the_cache
    ):
        client.get(page.url)
        title = changed_behind_the_cache(page)

        assert title not in client.get(page.url, {"fbclid": "abc"}).text

    def test_a_parameter_that_pages_read_is_another_entry(self, client, news):
        for day in range(13):
            NewsPageFactory(
                parent=news,
                title=f"Numero {day:02}",
                date=datetime.date(2026, 1, day + 1),
            )

        first = client.get(news.url).text
        second = client.get(news.url, {"page": 2}).text

        assert "Numero 12" in first
        assert "Numero 00" in second

    def test_another_host_and_another_scheme_are_other_entries(self, rf):
        addresses = {
            cache.address_of(rf.get("/", headers={"host": "a.example"})),
            cache.address_of(rf.get("/", headers={"host": "b.example"})),
            cache.address_of(rf.get("/", headers={"host": "a.example"}, secure=True)),
            cache.address_of(rf.get("/en/", headers={"host": "a.example"})),
        }

        assert len(addresses) == 4

    def test_a_host_that_is_not_ours_is_refused(self, client, page, settings):
        settings.ALLOWED_HOSTS = ["testserver"]

        assert client.get(page.url, headers={"host": "evil.example"}).status_code == 400


@pytest.fixture
def entries():
    """How many entries the cache has got so far, beside the generation."""
    folder = caches["pages"]
    if not hasattr(folder, "_list_cache_files"):
        pytest.skip("counts the files of the cache")
    before = len(folder._list_cache_files())

    return lambda: len(folder._list_cache_files()) - before - 1


class TestInventedAddresses:
    """Nobody can fill the cache, and push out what others read."""

    @pytest.mark.parametrize("name", ["page", "topic", "fbclid"])
    def test_a_value_that_no_page_has_makes_no_entry(
        self, client, page, news, entries, name
    ):
        client.get(page.url)
        client.get(news.url)

        for number in range(5):
            client.get(page.url, {name: f"9{number}"})
            client.get(news.url, {name: f"9{number}"})

        assert entries() == 2

    @pytest.mark.parametrize("name", ["page", "topic", "fbclid"])
    def test_a_page_that_reads_no_parameter_is_one_entry_whoever_asks_first(
        self, client, page, entries, name, changed_behind_the_cache
    ):
        client.get(page.url, {name: "1"})
        title = changed_behind_the_cache(page)

        assert title not in client.get(page.url).text
        assert title not in client.get(page.url, {name: "2", "page": "3"}).text
        assert entries() == 1

    def test_an_index_keeps_an_entry_for_each_page_that_it_has(
        self, client, news, entries
    ):
        for _ in range(13):
            NewsPageFactory(parent=news)

        for number in ("1", "2", "3", "02", "-1", "x", "2 "):
            client.get(news.url, {"page": number})

        assert entries() == 2

    def test_values_are_not_mixed_up(self, client, news, publish):
        tags = [Topic.objects.create(name=name) for name in ("Verde", "Sport")]
        for day in range(26):
            item = NewsPageFactory(parent=news, date=datetime.date(2026, 1, day + 1))
            item.topics.add(tags[day % 2])
            publish(item)
        asked = [
            {"topic": topic, "page": page}
            for topic in ("", "verde", "sport")
            for page in ("1", "2")
        ]

        first = [client.get(news.url, query).text for query in asked]
        again = [client.get(news.url, query).text for query in asked]

        assert len(set(first)) == len(asked)
        assert again == first

    @pytest.mark.parametrize(
        "host", ["testserver:81", "TESTSERVER", "testserver.", "a.testserver"]
    )
    def test_another_spelling_of_the_host_makes_no_entry(
        self, client, page, entries, host
    ):
        client.get(page.url)

        response = client.get(page.url, headers={"host": host})

        assert not response.has_header("ETag")
        assert entries() == 1

    def test_the_port_of_the_sites_own_address_is_known(self, client, page, settings):
        settings.SITE_URL = "http://localhost:8123"

        response = client.get(page.url, headers={"host": "localhost:8123"})

        assert response.has_header("ETag")


class TestWhatAPageReads:
    """A middleware of its own, around a view that reads what a test says."""

    @pytest.fixture
    def kept(self, rf):
        def kept(reads, *queries) -> int:
            made = []

            def view(request):
                made.append(reads(request.GET))
                return cache.keep(HttpResponse(f"{made[-1]}"))

            middleware = cache.PageCacheMiddleware(view)
            answers = [middleware(rf.get("/", query)).text for query in queries]
            assert answers == [str(reads(QueryDict(urlencode(q)))) for q in queries]
            return len(made)

        return kept

    def test_of_two_parameters_one_only_with_the_other(self, kept):
        def reads(query):
            return query.get("topic") and query.get("page")

        page, topic = {"page": 1}, {"topic": "a"}
        both = topic | page

        assert kept(reads, {}, page, page, topic, both, both, topic, {}) == 3
        assert kept(reads, both, page, topic, {}, both) == 0

    READING = {
        "urlencode": lambda query: query.urlencode(),
        "iterate": lambda query: list(query),
        "count": lambda query: len(query),
        "is there any": lambda query: bool(query),
        "dict": lambda query: query.dict(),
        "items": lambda query: list(query.items()),
        "keys": lambda query: list(query.keys()),
        "values": lambda query: list(query.values()),
        "lists": lambda query: list(query.lists()),
        "copy": lambda query: query.copy().get("page"),
        "getlist": lambda query: query.getlist("page"),
        "contains": lambda query: "page" in query,
    }

    @pytest.mark.parametrize("way", READING)
    def test_however_it_reads_them(self, kept, way):
        queries = [{"page": 1}, {}, {"page": 2}, {"topic": "a"}, {"fbclid": "b"}, {}]

        assert kept(self.READING[way], *queries) <= len(queries)

    def test_a_parameter_that_the_cache_does_not_know_is_never_kept(self, kept):
        def reads(query):
            return query.get("q")

        assert kept(reads, {}, {}, {"q": "a"}, {"q": "a"}, {"q": "b"}) == 5


class TestForgetting:
    @pytest.fixture
    def seen_after(
        self, client, page, changed_behind_the_cache, django_capture_on_commit_callbacks
    ):
        """Whether a reader sees the database again after this has happened."""

        def seen_after(happening):
            client.get(page.url)
            title = changed_behind_the_cache(page)
            with django_capture_on_commit_callbacks(execute=True):
                happening()
            return title in client.get(page.url).text

        return seen_after

    def test_when_a_page_is_published(self, seen_after, home):
        assert seen_after(lambda: home.save_revision().publish())

    def test_when_a_page_is_unpublished(self, seen_after, home):
        other = StandardPageFactory(parent=home)

        assert seen_after(other.unpublish)

    def test_when_a_page_is_moved(self, seen_after, home):
        other = StandardPageFactory(parent=home)

        assert seen_after(lambda: other.move(home, pos="first-child"))

    def test_when_a_page_is_deleted(self, seen_after, home):
        other = StandardPageFactory(parent=home)

        assert seen_after(lambda: StandardPage.objects.get(pk=other.pk).delete())

    def test_when_a_picture_is_changed_or_deleted(self, seen_after, home):
        image = ImageFactory()

        assert seen_after(lambda: Image.objects.get(pk=image.pk).save())
        assert seen_after(lambda: Image.objects.get(pk=image.pk).delete())

    def test_when_the_header_or_a_setting_is_changed(self, seen_after, site):
        assert seen_after(lambda: Header.objects.create(name="x", title="y"))
        assert seen_after(lambda: SiteSettings.for_site(site).save())

    def test_when_a_language_is_added(self, seen_after, locales):
        assert seen_after(lambda: Locale.objects.get(language_code="en").save())

    def test_when_the_site_is_upgraded(self, seen_after):
        assert seen_after(lambda: call_command("migrate", verbosity=0))

    def test_not_when_a_draft_is_saved(self, seen_after, home):
        assert not seen_after(lambda: home.save_revision())

    def test_not_before_the_commit(
        self, client, page, changed_behind_the_cache, django_capture_on_commit_callbacks
    ):
        client.get(page.url)
        title = changed_behind_the_cache(page)
        with django_capture_on_commit_callbacks():
            page.save_revision().publish()

            assert title not in client.get(page.url).text

    def test_what_was_rendered_before_a_change_is_never_served(
        self, rf, page, changed_behind_the_cache
    ):
        """The change comes while the page is being rendered."""

        def slow(request):
            cache._raise_generation()
            return cache.keep(HttpResponse("old"))

        middleware = cache.PageCacheMiddleware(slow)
        middleware(rf.get(page.url))
        middleware.get_response = lambda request: cache.keep(HttpResponse("new"))

        assert middleware(rf.get(page.url)).content == b"new"

    def test_a_lost_generation_brings_nothing_old_back(self, rf):
        middleware = cache.PageCacheMiddleware(
            lambda request: cache.keep(HttpResponse("old"))
        )
        middleware(rf.get("/"))
        caches["pages"].delete(cache.GENERATION)
        middleware.get_response = lambda request: cache.keep(HttpResponse("new"))

        assert middleware(rf.get("/")).content == b"new"


class TestTwoProcesses:
    """Each has its own entries at hand; a purge is one for all."""

    def test_what_one_forgets_the_other_forgets(self, rf):
        said = ["old"]
        one, other = (
            cache.PageCacheMiddleware(
                lambda request: cache.keep(HttpResponse(said[-1]))
            )
            for _ in range(2)
        )
        assert {one(rf.get("/")).text, other(rf.get("/")).text} == {"old"}

        said.append("new")
        cache._raise_generation()

        assert other(rf.get("/")).text == "new"
        assert one(rf.get("/")).text == "new"

    def test_no_process_hoards(self, rf):
        middleware = cache.PageCacheMiddleware(
            lambda request: cache.keep(HttpResponse("x"))
        )

        for number in range(cache.NEAR + 10):
            middleware(rf.get(f"/{number}/"))

        assert len(middleware.near) <= cache.NEAR


class TestTheClock:
    def test_a_page_holds_until_the_time_that_it_says(self, rf, time_machine):
        now = timezone.now()
        until = now + datetime.timedelta(minutes=3)
        time_machine.move_to(now, tick=False)
        middleware = cache.PageCacheMiddleware(
            lambda request: cache.keep(HttpResponse("before"), until=until)
        )
        middleware(rf.get("/"))
        middleware.get_response = lambda request: cache.keep(HttpResponse("after"))

        time_machine.move_to(until - datetime.timedelta(seconds=1))
        assert middleware(rf.get("/")).content == b"before"
        time_machine.move_to(until + datetime.timedelta(seconds=1))
        assert middleware(rf.get("/")).content == b"after"

    def test_what_has_run_out_already_is_not_kept(self, rf):
        past = timezone.now() - datetime.timedelta(seconds=1)
        middleware = cache.PageCacheMiddleware(
            lambda request: cache.keep(HttpResponse("x"), until=past)
        )

        assert not middleware(rf.get("/")).has_header("ETag")


class TestTheAnswer:
    def test_it_is_compressed_for_those_who_take_it(self, client, page):
        plain = client.get(page.url)
        compressed = client.get(page.url, headers={"accept-encoding": "br, gzip"})

        assert not plain.has_header("Content-Encoding")
        assert compressed["Content-Encoding"] == "gzip"
        assert gzip.decompress(compressed.content) == plain.content
        assert int(compressed["Content-Length"]) == len(compressed.content)

    def test_a_reader_who_has_it_already_gets_no_body(self, client, page):
        etag = client.get(page.url)["ETag"]

        response = client.get(page.url, headers={"if-none-match": etag})

        assert response.status_code == 304
        assert response.content == b""

    def test_head_tells_the_length_without_the_body(self, client, page):
        length = client.get(page.url)["Content-Length"]

        response = client.head(page.url)

        assert response.content == b""
        assert response["Content-Length"] == length
        assert response["Content-Type"].startswith("text/html")


class TestACacheThatFails:
    @pytest.fixture(params=["cms.forgiving.Redis", "cms.forgiving.Files"])
    def failing(self, request, settings, tmp_path):
        """A Redis that is not there, or a folder that is a file."""
        (tmp_path / "file").touch()
        location = {
            "cms.forgiving.Redis": "redis://127.0.0.1:1/0",
            "cms.forgiving.Files": str(tmp_path / "file"),
        }[request.param]
        settings.CACHES = {
            name: {"BACKEND": request.param, "LOCATION": location}
            for name in settings.CACHES
        }

    def test_breaks_no_page(self, client, page, failing):
        for _ in range(2):
            assert client.get(page.url).status_code == 200

    def test_stops_no_publication(self, client, page, failing, publish):
        page.title = "Dopo"
        publish(page)

        assert "Dopo" in client.get(page.url).text

    def test_answers_like_an_empty_one(self, failing):
        cache = caches["default"]

        cache.set("a", 1)
        cache.set_many({"a": 1})

        assert cache.get("a") is None
        assert cache.get("a", "other") == "other"
        assert cache.get_many(["a"]) == {}
        assert cache.get_or_set("a", 2) == 2


def test_a_broken_file_is_an_empty_place(settings, tmp_path, client, page):
    kept = {"BACKEND": "cms.forgiving.Files", "LOCATION": str(tmp_path)}
    settings.CACHES = dict.fromkeys(settings.CACHES, kept)
    client.get(page.url)
    for file in tmp_path.glob("*.djcache"):
        file.write_bytes(b"\x00")

    assert client.get(page.url).status_code == 200


def test_only_an_answer_that_asks_for_it_is_kept(rf):
    middleware = cache.PageCacheMiddleware(lambda request: HttpResponse("private"))

    assert not middleware(rf.get("/")).has_header("ETag")


def sets_a_cookie(response):
    response.set_cookie("a", "b")


def varies_with_cookies(response):
    response["Vary"] = "Cookie"


def is_no_plain_success(response):
    response.status_code = 203


@pytest.mark.parametrize(
    "spoil", [sets_a_cookie, varies_with_cookies, is_no_plain_success]
)
def test_an_answer_that_is_somebodys_own_is_not_kept(rf, spoil):
    def view(request):
        response = cache.keep(HttpResponse("mine"))
        spoil(response)
        return response

    assert not cache.PageCacheMiddleware(view)(rf.get("/")).has_header("ETag")
