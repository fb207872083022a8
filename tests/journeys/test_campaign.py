"""Whole stories of a post, as its people live them: through the screens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import composition, dispatcher
from campaigns.models import Amendment, Delivery, Hold, Post, State, Stop
from campaigns.networks.facebook import Facebook
from tests.cms.factories import ImageFactory, NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Sabato alle dieci si pulisce il cortile grande."


class Staff:
    """One of the cast at the screens; each answer is the page that they see."""

    def __init__(self, client):
        self.client = client

    def see(self, name, *args):
        return self.client.get(reverse(name, args=args)).text

    def do(self, name, *args, **data):
        answer = self.client.post(reverse(name, args=args), data, follow=True)
        assert answer.status_code == 200
        return answer.text

    def submit(self, *channels, post=None, text=TEXT, **values):
        """Write a post, or a newer draft of one, and submit it."""
        where = ("edit", post.pk) if post else ("add",)
        return self._save(where, channels, text, **{"action-submit": "x"}, **values)

    def save(self, *channels, post, text):
        return self._save(("edit", post.pk), channels, text)

    def _save(self, where, channels, text, **values):
        name, *args = where
        empty = dict.fromkeys(
            ("link_page", "link_url", "campaign", "send_at", "useless_after"), ""
        )
        counts = {"TOTAL": 0, "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
        forms = {
            f"{formset}-{count}_FORMS": number
            for formset in ("variants", "images")
            for count, number in counts.items()
        }
        self.do(
            f"campaigns_posts:{name}",
            *args,
            **empty,
            **forms,
            text=text,
            channels=[channel.pk for channel in channels],
            **values,
        )
        return Post.objects.latest("pk")

    def approve(self, post):
        post.refresh_from_db()
        return self.do(
            "campaigns:review",
            post.pk,
            revision=post.latest_revision_id,
            content=composition.fingerprint(post.get_latest_revision_as_object()),
            decision="approve",
        )

    def act(self, delivery, action, **data):
        data = {f"{action}-{name}": value for name, value in data.items()}
        return self.do("campaigns:act", delivery.pk, action, **data)


@pytest.fixture
def editor_at_work(editor_client):
    return Staff(editor_client)


@pytest.fixture
def approver_at_work(approver_client):
    return Staff(approver_client)


@pytest.fixture
def approved(editor_at_work, approver_at_work):
    """A post, written and approved on the screens."""

    def approve(*channels, **values):
        post = editor_at_work.submit(*channels, **values)
        approver_at_work.approve(post)
        post.refresh_from_db()
        return post

    return approve


@pytest.fixture
def news(home):
    index = NewsIndexPageFactory(parent=home)
    picture = ImageFactory(
        title="La piazza", alt_text="La piazza coperta, vista da sud"
    )
    return NewsPageFactory(
        parent=index, live=False, title="Riapre la piazza coperta", image=picture
    )


def test_written_approved_sent_and_seen(
    simulated, editor_at_work, approver_at_work, x, facebook
):
    post = editor_at_work.submit(x, facebook)
    assert TEXT in approver_at_work.see("campaigns:review", post.pk)
    approver_at_work.approve(post)

    dispatcher.run_round()

    there = {row["network"]: row for row in simulated.accepted()}
    assert {row["text"] for row in there.values()} == {TEXT}
    for delivery in Delivery.objects.all():
        page = editor_at_work.see("campaigns:delivery", delivery.pk)
        assert there[delivery.channel.network]["url"] in page


def test_edited_after_approval_the_new_text_is_approved(
    simulated, approved, editor_at_work, approver_at_work, x
):
    post = approved(x)
    editor_at_work.save(x, post=post, text="Domenica, non sabato.")
    dispatcher.run_round()
    assert Delivery.objects.get().hold == Hold.EDITED
    assert simulated.accepted() == []

    editor_at_work.submit(x, post=post, text="Domenica, non sabato.")
    approver_at_work.approve(post)
    dispatcher.run_round()

    assert [row["text"] for row in simulated.accepted()] == ["Domenica, non sabato."]


def test_edited_after_approval_the_approved_text_goes_all_the_same(
    simulated, approved, editor_at_work, approver_at_work, x
):
    post = approved(x)
    editor_at_work.save(x, post=post, text="Forse domenica.")
    dispatcher.run_round()

    post.refresh_from_db()
    approver_at_work.do(
        "campaigns:send_approved", post.pk, draft=post.latest_revision_id
    )
    dispatcher.run_round()

    assert [row["text"] for row in simulated.accepted()] == [TEXT]


def share(staff, page, *channels, **values):
    staff.do(
        "campaigns:share",
        page.pk,
        moment="publication",
        channels=[channel.pk for channel in channels],
        **values,
    )


def test_a_news_page_is_shared_published_approved_and_sent(
    simulated, news, editor_at_work, approver_at_work, x, facebook
):
    share(editor_at_work, news, x, facebook)
    assert not Post.objects.exists()

    news.save_revision().publish()
    post = Post.objects.get()
    dispatcher.run_round()
    assert simulated.accepted() == []

    approver_at_work.approve(post)
    dispatcher.run_round()

    news.refresh_from_db()
    there = simulated.accepted()
    assert {row["network"] for row in there} == {"x", "facebook"}
    for row in there:
        assert row["text"].startswith("Riapre la piazza coperta")
        assert news.full_url in row["text"] + row["link"]
        assert [image["alt"] for image in row["images"]] == [
            "La piazza coperta, vista da sud"
        ]


def test_a_page_unpublished_before_the_time_takes_its_posts_with_it(
    simulated, news, editor_at_work, approver_at_work, x
):
    news.save_revision().publish()
    tomorrow = timezone.localtime() + timedelta(days=1)
    share(editor_at_work, news, x, send_at=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    approver_at_work.approve(Post.objects.get())
    assert Delivery.objects.get().state == State.PLANNED

    approver_at_work.do("wagtailadmin_pages:unpublish", news.pk)
    Delivery.objects.update(due_at=timezone.now())
    dispatcher.run_round()

    assert Delivery.objects.get().state == State.CANCELLED
    assert simulated.accepted() == []


def test_everything_is_stopped_and_one_is_released(
    simulated, approved, editor_at_work, approver_at_work, x
):
    approver_at_work.do(
        "campaigns:stop_everything", reason="Lutto cittadino", sure="on"
    )
    warning = approved(x, text="Allerta meteo: la piazza resta chiusa.")
    approved(x, text="Domani si balla.")
    dispatcher.run_round()
    assert simulated.accepted() == []
    assert "Lutto cittadino" in editor_at_work.see("campaigns:stops")

    approver_at_work.act(warning.deliveries.get(), "release", reason="Sicurezza")
    dispatcher.run_round()

    assert [row["text"] for row in simulated.accepted()] == [warning.text]
    assert "Sicurezza" in editor_at_work.see(
        "campaigns:delivery", warning.deliveries.get().pk
    )
    approver_at_work.do("campaigns:end_stop", Stop.objects.get().pk)
    dispatcher.run_round()
    assert len(simulated.accepted()) == 1


def test_withdrawn_it_is_gone_from_both_networks(
    simulated, approved, approver_at_work, x, facebook
):
    approved(x, facebook)
    dispatcher.run_round()
    assert len(simulated.accepted()) == 2

    for delivery in Delivery.objects.all():
        approver_at_work.act(delivery, "withdraw", reason="La data era sbagliata")
    dispatcher.run_round()

    assert simulated.accepted() == []
    assert {row.state for row in Delivery.objects.all()} == {State.WITHDRAWN}


def test_where_the_network_does_not_let_us_delete_a_person_does_it(
    simulated, approved, approver_at_work, facebook, monkeypatch
):
    approved(facebook)
    dispatcher.run_round()
    monkeypatch.setattr(Facebook, "can_withdraw", False)
    delivery = Delivery.objects.get()

    approver_at_work.act(delivery, "withdraw", reason="La data era sbagliata")
    dispatcher.run_round()
    assert Amendment.objects.get().state == Amendment.State.BY_HAND

    approver_at_work.act(delivery, "amended")
    delivery.refresh_from_db()
    assert delivery.state == State.WITHDRAWN


def test_what_goes_by_hand_is_handed_over_and_ticked_off(
    approved, editor_at_work, by_hand
):
    approved(by_hand)
    dispatcher.run_round()
    delivery = Delivery.objects.get()
    assert delivery.state == State.HANDED
    assert TEXT in editor_at_work.see("campaigns:delivery", delivery.pk)

    editor_at_work.act(delivery, "tick")

    delivery.refresh_from_db()
    assert delivery.state == State.SENT
