"""Sharing a page: prepared when its moment comes, renewed when it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Site, WorkflowState

from campaigns import approvals, dispatcher, sharing
from campaigns.models import Delivery, Hold, PageShare, Post, State, Variant
from cms.models import HomePage, NewsIndexPage, NewsPage

from .factories import DeliveryFactory, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(db):
    """A published index of news under a home of its own."""
    locale, _ = Locale.objects.get_or_create(language_code="it")
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Casa", slug="casa", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    return home.add_child(instance=NewsIndexPage(title="Notizie", slug="notizie"))


@pytest.fixture
def news(section):
    """An unpublished piece of news."""
    page = NewsPage(
        title="Apre la bottega",
        slug="bottega",
        introduction="Sabato alle dieci.",
        image=picture(),
        live=False,
    )
    return section.add_child(instance=page)


@pytest.fixture
def author(django_user_model):
    user = django_user_model.objects.create_user("author", "author@example.org")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def approver(django_user_model):
    user = django_user_model.objects.create_user("approver", "approver@example.org")
    user.groups.add(Group.objects.get(name="Approvers"))
    return user


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks):
    """Lets a test publish with what happens after the commit."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    def publish(page):
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        page.refresh_from_db()

    return publish


def share(page, channels, by, **more):
    return sharing.share(
        page=page, moment="publication", channels=channels, by=by, **more
    )


def approve(post, by):
    post.refresh_from_db()
    return approvals.approve(
        post_id=post.pk, revision_id=post.latest_revision_id, by=by
    )


def test_before_publication_there_is_a_wish_and_no_post(news, x, author):
    share(news, [x], author)

    assert not Post.objects.exists()


def test_publication_prepares_a_post_that_waits_for_approval(news, x, author, publish):
    share(news, [x], author)

    publish(news)

    post = Post.objects.get()
    assert (post.text, post.link) == (
        "Apre la bottega\n\nSabato alle dieci.",
        news.full_url,
    )
    assert [image.alt_text for image in post.images.all()] == [news.alt_text]
    assert post.latest_revision.user == author
    assert post.workflow_in_progress
    assert not Delivery.objects.exists()


def test_a_page_that_is_out_already_is_shared_at_once(news, x, author, publish):
    publish(news)

    assert share(news, [x], author).post is not None


def test_a_page_published_while_its_share_is_written_is_shared_at_once(
    news, x, author, publish
):
    seen_before = NewsPage.objects.get(pk=news.pk)
    publish(news)

    assert share(seen_before, [x], author).post is not None


def test_two_publications_at_once_make_one_post(news, x, author):
    share(news, [x], author)
    seen_by_one, seen_by_the_other = (PageShare.objects.get() for _ in range(2))

    posts = {sharing.make_post(seen_by_one), sharing.make_post(seen_by_the_other)}

    assert posts == {Post.objects.get()}


def test_who_asked_for_it_does_not_approve_it(news, x, approver, publish):
    share(news, [x], approver)
    publish(news)

    with pytest.raises(approvals.Refused):
        approve(Post.objects.get(), approver)


def test_a_moment_is_shared_once(news, x, author):
    share(news, [x], author)

    with pytest.raises(ValidationError):
        share(news, [x], author)
    assert PageShare.objects.count() == 1


def test_a_page_without_moments_is_not_shared(section, x, author):
    with pytest.raises(ValidationError):
        share(section, [x], author)


def test_publishing_again_makes_no_second_post(news, x, author, publish):
    share(news, [x], author)
    publish(news)
    publish(news)

    assert Post.objects.count() == 1


def test_a_long_introduction_is_left_out_where_there_is_no_room(
    news, x, facebook, author, publish
):
    news.introduction = "Una lunga storia. " * 20
    share(news, [x, facebook], author)

    publish(news)

    post = Post.objects.get()
    assert post.text_for("x") == "Apre la bottega"
    assert "Una lunga storia" in post.text_for("facebook")


class TestOncePrepared:
    @pytest.fixture
    def post(self, news, x, author, publish):
        share(news, [x], author, send_at=timezone.now() + timedelta(hours=2))
        publish(news)
        return Post.objects.get()

    def test_it_goes_out_with_the_address_of_the_page(
        self, simulated, post, approver, news
    ):
        approve(post, approver)
        Delivery.objects.update(due_at=timezone.now())

        dispatcher.run_round()

        [accepted] = simulated.accepted("x")
        assert news.full_url in accepted["text"] or accepted["link"] == news.full_url

    def test_a_new_title_makes_it_anew_and_asks_again(self, post, news, publish):
        news.title = "Apre la seconda bottega"
        publish(news)

        post.refresh_from_db()
        newest = post.get_latest_revision_as_object()
        assert newest.text.startswith("Apre la seconda bottega")
        assert WorkflowState.objects.active().count() == 1

    def test_a_new_title_holds_what_was_approved(self, post, news, approver, publish):
        approve(post, approver)

        news.title = "Apre la seconda bottega"
        publish(news)

        row = Delivery.objects.get()
        assert (row.state, row.hold) == (State.HELD, Hold.EDITED)
        assert post.workflow_in_progress

    def test_a_new_address_holds_what_was_approved(self, post, news, approver, publish):
        approve(post, approver)

        news.slug = "seconda-bottega"
        publish(news)

        assert Delivery.objects.get().hold == Hold.EDITED

    def test_a_new_body_alone_changes_nothing(self, post, news, approver, publish):
        approve(post, approver)

        news.by_line = "Ufficio stampa"
        publish(news)

        assert Delivery.objects.get().state == State.PLANNED

    def test_words_that_a_person_chose_are_kept(self, post, news, author, publish):
        WorkflowState.objects.get().cancel()
        post.text = "Parole nostre"
        post.save_revision(user=author)

        news.title = "Apre la seconda bottega"
        publish(news)

        post.refresh_from_db()
        assert post.get_latest_revision_as_object().text == "Parole nostre"

    class TestWithATextOfItsOwnForANetwork:
        @pytest.fixture
        def post(self, post, facebook, author):
            """The page is too long for X, and a person wrote Facebook's words."""
            share = PageShare.objects.get()
            share.channels.add(facebook)
            WorkflowState.objects.get().cancel()
            post.channels = share.channels.all()
            post.variants = [Variant(network="facebook", text="Parole nostre")]
            post.save_revision(user=author)
            post.refresh_from_db()
            post.get_workflow().start(post, author)
            return post

        @pytest.fixture
        def new_title(self, news, publish):
            def change():
                news.title = "Apre la seconda bottega"
                publish(news)

            return change

        def texts(self, post):
            post.refresh_from_db()
            draft = post.get_latest_revision_as_object()
            return draft.text, {v.network: v.text for v in draft.variants.all()}

        def test_the_persons_words_stay_and_ours_are_renewed(self, post, new_title):
            new_title()

            text, variants = self.texts(post)
            assert text.startswith("Apre la seconda bottega")
            assert variants == {"facebook": "Parole nostre"}

        def test_it_waits_for_a_person_although_it_was_approved(
            self, simulated, post, approver, new_title, mailoutbox
        ):
            approve(post, approver)
            Delivery.objects.update(due_at=timezone.now())

            new_title()
            dispatcher.run_round()

            post.refresh_from_db()
            assert set(Delivery.objects.values_list("hold", flat=True)) == {Hold.EDITED}
            assert not post.workflow_in_progress
            assert simulated.accepted() == []
            assert [
                mail.to for mail in mailoutbox if "pagina di un post" in mail.subject
            ] == [["author@example.org"]]

        def test_whoever_reviews_it_is_told(self, client, post, approver, new_title):
            new_title()
            client.force_login(approver)

            page = client.get(reverse("campaigns:review", args=[post.pk]))

            assert page.context["kept"]["words"] == ["Facebook"]
            assert "Scritto da una persona" in page.text

        def test_a_shorter_text_of_ours_is_renewed_beside_it(
            self, post, news, new_title
        ):
            news.introduction = "Una lunga storia. " * 20

            new_title()
            new_title()

            _text, variants = self.texts(post)
            assert variants == {
                "facebook": "Parole nostre",
                "x": "Apre la seconda bottega",
            }

    def test_unpublishing_the_page_tells_before_and_after_that_it_is_cancelled(
        self, post, news, approver, administrator_client
    ):
        approvals.approve(
            post_id=post.pk, revision_id=post.latest_revision_id, by=approver
        )
        address = reverse("wagtailadmin_pages:unpublish", args=[news.pk])
        review = reverse("campaigns:review", args=[post.pk])

        before = administrator_client.get(address).text
        after = administrator_client.post(address, follow=True).text

        assert f'href="{review}"' in before[before.index("vengono annullati") :]
        assert f'href="{review}"' in after[after.index("sono annullati") :]

    def test_unpublishing_many_pages_tells_it_too(
        self, post, news, approver, administrator_client
    ):
        approve(post, approver)
        names = ["wagtailcore", "page", "unpublish"]
        address = reverse("wagtail_bulk_action", args=names)

        after = administrator_client.post(
            f"{address}?id={news.pk}&next=/admin/", follow=True
        ).text

        review = reverse("campaigns:review", args=[post.pk])
        assert f'href="{review}"' in after[after.index("sono annullati") :]

    def test_unpublishing_the_page_cancels_it(self, post, news, approver):
        approve(post, approver)

        news.unpublish()

        row = Delivery.objects.get()
        assert (row.state, row.reason) == (State.CANCELLED, "page_unpublished")

    def test_deleting_the_page_cancels_it(self, post, news, approver):
        approve(post, approver)

        news.delete()

        assert Delivery.objects.get().state == State.CANCELLED

    def test_a_moved_section_holds_it(
        self, post, news, approver, section, django_capture_on_commit_callbacks
    ):
        approve(post, approver)
        section.slug = "novita"

        with django_capture_on_commit_callbacks(execute=True):
            section.save_revision().publish()

        assert Delivery.objects.get().hold == Hold.EDITED


def test_a_wish_is_taken_back_before_its_moment_and_may_be_asked_anew(
    news, author, x, client, publish
):
    wish = share(news, [x], author)
    client.force_login(author)
    screen = client.get(reverse("campaigns:share", args=[news.pk])).text
    assert "Annulla la richiesta" in screen

    client.post(reverse("campaigns:take_back", args=[news.pk, wish.pk]))
    publish(news)

    assert not Post.objects.exists()
    assert share(news, [x], author).post


def test_a_wish_whose_post_is_made_is_not_taken_back(news, author, x, client, publish):
    wish = share(news, [x], author)
    publish(news)
    client.force_login(author)

    page = client.post(
        reverse("campaigns:take_back", args=[news.pk, wish.pk]), follow=True
    )

    assert PageShare.objects.get().post
    assert "elimina quello" in page.text


def test_a_page_whose_post_was_deleted_can_be_shared_again(news, author, x, publish):
    share(news, [x], author)
    publish(news)
    Post.objects.get().delete()

    assert share(news, [x], author).post


def test_publishing_a_page_asks_nothing_about_shares_below_it(
    section, news, author, x, publish, django_assert_num_queries
):
    share(news, [x], author)
    publish(news)

    with django_assert_num_queries(1):
        sharing.page_changed(section)


def test_a_branch_that_moves_asks_nothing_about_posts_that_are_out(
    section, news, author, x, publish, django_assert_num_queries
):
    share(news, [x], author)
    publish(news)
    DeliveryFactory(post=Post.objects.get(), channel=x, sent=True)

    with django_assert_num_queries(1):
        sharing.branch_moved(section)
