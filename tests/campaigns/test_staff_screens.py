"""What the staff sees and does: write, submit, review, approve, follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import clear_url_caches, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import Locale

from campaigns import actions, approvals, composition, holds, panels, sharing
from campaigns.models import (
    Amendment,
    Channel,
    Delivery,
    Hold,
    PageShare,
    Post,
    PostImage,
    Sighting,
    State,
    Stop,
)
from campaigns.permissions import DECIDE
from simulator.accounts import PAGES, X_ACCOUNTS
from tests.cms.factories import NewsIndexPageFactory, NewsPageFactory
from tests.conftest import logged_in, person
from users.roles import APPROVERS

from .factories import (
    CampaignFactory,
    ChannelFactory,
    DeliveryFactory,
    PostFactory,
    picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    """Addresses are kept per language: those made here must not outlive the test."""
    settings.LANGUAGE_CODE = "en"
    yield
    clear_url_caches()


@pytest.fixture
def deputy(db):
    return person("deputy", APPROVERS)


@pytest.fixture
def deputy_client(deputy):
    return logged_in(deputy)


@pytest.fixture
def superuser(django_user_model):
    return django_user_model.objects.create_superuser("superuser")


@pytest.fixture
def people(editor, approver, administrator, stranger, superuser):
    """A logged-in browser for each role."""
    cast = (editor, approver, administrator, stranger, superuser)
    return {user.username: logged_in(user) for user in cast}


@pytest.fixture
def draft(editor, x):
    return PostFactory(author=editor, channels=[x])


@pytest.fixture
def waiting(draft, editor):
    """A post that waits for approval."""
    draft.get_workflow().start(draft, editor)
    return draft


@pytest.fixture
def approved(waiting, approver):
    approvals.approve(
        post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=approver
    )
    waiting.refresh_from_db()
    return waiting


def edit_again(post, by):
    """A newer draft than the approved one."""
    post.text = "Domenica si pulisce il cortile."
    post.save_revision(user=by)
    holds.hold_edited(post.pk)
    return post


def form(**values):
    """The post form as a browser sends it."""
    data = {
        "text": "Sabato si pulisce il cortile.",
        "link_page": "",
        "link_url": "",
        "campaign": "",
        "send_at": "",
        "useless_after": "",
    }
    for formset in ("variants", "images"):
        data |= {
            f"{formset}-TOTAL_FORMS": "0",
            f"{formset}-INITIAL_FORMS": "0",
            f"{formset}-MIN_NUM_FORMS": "0",
            f"{formset}-MAX_NUM_FORMS": "1000",
        }
    return data | values


def with_variants(*variants):
    fields = {"variants-TOTAL_FORMS": str(len(variants))}
    for number, (network, text) in enumerate(variants):
        fields[f"variants-{number}-network"] = network
        fields[f"variants-{number}-text"] = text
    return fields


def with_image(image, alt=""):
    return {
        "images-TOTAL_FORMS": "1",
        "images-0-image": image.pk,
        "images-0-alt": alt,
        "images-0-ORDER": "1",
    }


def send(client: Client, name: str, *args, action: str = "", **values):
    """Send a post's form to the view ``name``, following where it leads."""
    data = form(**values)
    if action:
        data[f"action-{action}"] = "x"
    return client.post(reverse(f"campaigns_posts:{name}", args=args), data, follow=True)


def review(client: Client, post: Post, **values):
    """The page, or what came of a decision about what the page shows now."""
    address = reverse("campaigns:review", args=[post.pk])
    if not values:
        return client.get(address)
    shown = post.get_latest_revision_as_object()
    values = {"content": composition.fingerprint(shown), **values}
    return client.post(address, values, follow=True)


def send_approved(client: Client, post: Post, **values):
    address = reverse("campaigns:send_approved", args=[post.pk])
    return client.post(address, values, follow=True)


def act(client: Client, delivery: Delivery, name: str, **values):
    data = {f"{name}-{field}": value for field, value in values.items()}
    address = reverse("campaigns:act", args=[delivery.pk, name])
    return client.post(address, data, follow=True)


def see(client: Client, name: str, *args, **query):
    return client.get(reverse(f"campaigns:{name}", args=args), query)


# The whole way


def test_a_post_is_written_submitted_approved_and_followed(
    editor_client, approver_client, x
):
    send(editor_client, "add", action="submit", channels=[x.pk])
    post = Post.objects.get()
    assert post.workflow_in_progress

    screen = review(approver_client, post)
    assert "Sabato si pulisce il cortile." in screen.text
    assert "29 of 280" in screen.text

    decided = review(
        approver_client, post, revision=post.latest_revision_id, decision="approve"
    )
    delivery = Delivery.objects.get()
    assert delivery.state == State.PLANNED
    assert reverse("campaigns:delivery", args=[delivery.pk]) in decided.text

    page = see(editor_client, "delivery", delivery.pk)
    assert "Sabato si pulisce il cortile." in page.text


# Writing


@pytest.mark.parametrize("role", ["editor", "approver", "administrator", "superuser"])
def test_nobody_publishes_a_new_post_directly(people, role, x):
    send(people[role], "add", action="publish", channels=[x.pk])

    assert not Post.objects.get().live


@pytest.mark.parametrize("role", ["editor", "approver", "administrator", "superuser"])
def test_nobody_publishes_or_unpublishes_an_old_post_directly(people, role, approved):
    client = people[role]

    send(client, "edit", approved.pk, action="publish", text="Altro")
    client.post(reverse("campaigns_posts:unpublish", args=[approved.pk]))
    client.post(
        reverse(
            "campaigns_posts:revisions_unschedule",
            args=[approved.pk, approved.live_revision_id],
        )
    )

    live = approved.live_revision_id
    approved.refresh_from_db()
    assert approved.live
    assert approved.live_revision_id == live
    assert Delivery.objects.get().message["text"] != "Altro"


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_the_editor_offers_to_submit_and_not_to_publish(people, role, approved):
    address = reverse("campaigns_posts:edit", args=[approved.pk])

    page = people[role].get(address).text

    assert "action-submit" in page
    assert "action-publish" not in page
    assert "unpublish" not in page
    assert "go_live_at" not in page


def test_a_variant_is_offered_for_real_networks_alone(editor_client):
    page = editor_client.get(reverse("campaigns_posts:add")).text

    assert '<option value="x">' in page
    assert '<option value="console">' not in page


def test_a_draft_may_be_incomplete(editor_client):
    send(editor_client, "add", text="")

    assert Post.objects.get().text == ""


def test_what_cannot_go_out_is_saved_and_every_problem_is_told(editor_client, x):
    answer = send(
        editor_client,
        "add",
        action="submit",
        text="a" * 300,
        channels=[x.pk],
        send_at="2020-01-01 10:00",
        **with_image(picture(alt="")),
    )

    post = Post.objects.get()
    assert not post.workflow_in_progress
    assert len(post.text) == 300
    assert "saved, but not submitted" in answer.text
    assert "X: 20 characters too many (300 of 280)." in answer.text
    assert "The time of sending is in the past." in answer.text
    assert "has no alternative text" in answer.text
    assert "a" * 300 in answer.text


@pytest.mark.parametrize("action", ["submit", "restart-workflow"])
def test_what_was_sent_back_is_not_submitted_again_unfit(
    editor_client, approver, waiting, x, action
):
    approvals.reject(
        post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=approver,
        comment="Troppo corto",
    )  # fmt: skip

    answer = send(
        editor_client, "edit", waiting.pk, action=action, text="a" * 281,
        channels=[x.pk],
    )  # fmt: skip

    waiting.refresh_from_db()
    assert "1 character too many" in answer.text
    assert not waiting.workflow_in_progress


def test_an_empty_text_is_refused_and_nothing_else_is_lost(editor_client, x):
    answer = send(
        editor_client, "add", action="submit", text="", channels=[x.pk],
        link_url="https://example.org/orti",
    )  # fmt: skip

    assert not Post.objects.exists()
    assert "This field is required." in answer.text
    assert "https://example.org/orti" in answer.text
    assert f'value="{x.pk}"' in answer.text
    assert "checked" in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-03-28 02:30", "skip this hour"),
        ("2027-10-31 02:30", "repeat this hour"),
    ],
)
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused_in_words(
    editor_client, x, typed, sentence
):
    answer = send(editor_client, "add", action="submit", channels=[x.pk], send_at=typed)

    assert sentence in answer.text
    assert typed in answer.text
    assert "Sabato si pulisce il cortile." in answer.text


def test_a_link_to_an_unpublished_page_is_told(editor_client, x, home):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), live=False)

    answer = send(
        editor_client, "add", action="submit", channels=[x.pk], link_page=page.pk
    )

    assert "It links to a page that is not published." in answer.text


def test_two_texts_for_one_network_are_refused(editor_client, x):
    answer = send(
        editor_client, "add", action="submit", channels=[x.pk],
        **with_variants(("x", "Uno"), ("x", "Due")),
    )  # fmt: skip

    assert not Post.objects.filter(_workflow_states__isnull=False).exists()
    assert "Uno" in answer.text
    assert "Due" in answer.text


def test_a_variant_serves_its_network_and_the_text_the_others(
    editor_client, approver_client, x, facebook
):
    send(
        editor_client, "add", action="submit", channels=[x.pk, facebook.pk],
        text="Il testo lungo", **with_variants(("x", "Il testo corto")),
    )  # fmt: skip

    screen = review(approver_client, Post.objects.get()).text

    assert screen.count("Il testo corto") == 1
    assert "Its own text for this network." in screen
    assert "Il testo lungo" in screen


@pytest.mark.parametrize("role", ["editor", "approver", "superuser"])
def test_nobody_edits_a_post_that_waits(people, role, waiting):
    answer = send(people[role], "edit", waiting.pk, text="Di nascosto")

    waiting.refresh_from_db()
    assert waiting.revisions.count() == 1
    assert "locked" in answer.text


def test_editing_an_approved_post_holds_it_at_once_and_says_so(
    editor_client, approved, x
):
    answer = send(
        editor_client, "edit", approved.pk, text="Domenica invece", channels=[x.pk]
    )

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.hold) == (State.HELD, Hold.EDITED)
    assert "held until an approver decides" in answer.text


def test_going_back_to_an_older_version_holds_as_well(editor_client, approved, x):
    first = approved.revisions.earliest("pk")

    answer = send(
        editor_client, "revisions_revert", approved.pk, first.pk, channels=[x.pk]
    )

    assert Delivery.objects.get().hold == Hold.EDITED
    assert "held until an approver decides" in answer.text


def test_a_copy_keeps_the_words_and_asks_for_a_time_of_its_own(editor_client, x):
    original = PostFactory(channels=[x], send_at=timezone.now() + timedelta(days=1))
    address = reverse("campaigns_posts:copy", args=[original.pk])

    page = editor_client.get(address)

    assert original.text in page.text
    assert page.context["form"].initial["send_at"] is None
    assert f'action="{reverse("campaigns_posts:add")}"' in page.text


def test_a_post_that_was_approved_is_not_deleted_and_it_says_why(
    approver_client, approved
):
    single = reverse("campaigns_posts:delete", args=[approved.pk])
    several = reverse("wagtail_bulk_action", args=["campaigns", "post", "delete"])

    for answer in (
        approver_client.get(single, follow=True),
        approver_client.post(single, follow=True),
        approver_client.post(f"{several}?id={approved.pk}", follow=True),
    ):
        assert "it stays as a record" in answer.text
    assert Post.objects.filter(pk=approved.pk).exists()


def test_a_draft_is_deleted(approver_client, draft):
    approver_client.post(reverse("campaigns_posts:delete", args=[draft.pk]))

    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("text", "link", "said"),
    [
        ("Ciao", "", {"sentence": "X: 4 of 280", "over": False}),
        ("Ciao", "https://example.org/", {"sentence": "X: 29 of 280", "over": False}),
        ("a" * 281, "", {"sentence": "X: 281 of 280, 1 too many", "over": True}),
        ("", "", {"sentence": "X: 0 of 280", "over": False}),
    ],
)
def test_the_server_counts_while_one_writes(editor_client, x, text, link, said):
    data = form(text=text, link_url=link, channels=[x.pk])

    answer = editor_client.post(reverse("campaigns:count"), data)

    assert answer.json() == {"counts": [said]}


@pytest.mark.parametrize(("deleted", "length"), [("", 27), ("on", 4)])
def test_beside_pictures_the_link_counts_where_it_then_stands(
    editor_client, facebook, deleted, length
):
    picture_form = {
        "images-TOTAL_FORMS": "1",
        "images-0-image": "7",
        "images-0-DELETE": deleted,
    }
    data = form(text="Ciao", link_url="https://example.org/a", channels=[facebook.pk])

    answer = editor_client.post(reverse("campaigns:count"), data | picture_form)

    [count] = answer.json()["counts"]
    assert count["sentence"].startswith(f"Facebook: {length} of")


def test_a_variant_is_counted_in_the_place_of_the_text(editor_client, x, facebook):
    data = form(channels=[x.pk, facebook.pk], **with_variants(("x", "Breve")))

    answer = editor_client.post(reverse("campaigns:count"), data)

    assert [count["sentence"] for count in answer.json()["counts"]] == [
        "Facebook: 29 of 63,206",
        "X: 5 of 280",
    ]


def test_counting_meets_nonsense_kindly(editor_client):
    data = {
        "channels": ["abc", "99999999999999"],
        "link_page": "x",
        "variants-TOTAL_FORMS": "-5",
    }

    answer = editor_client.post(reverse("campaigns:count"), data)

    assert answer.json() == {"counts": []}


# The list of posts


def test_the_list_tells_the_state_on_each_channel(editor_client, approved, facebook):
    delivery = Delivery.objects.get()
    other = DeliveryFactory(post=approved, channel=facebook, sent=True)

    page = editor_client.get(reverse("campaigns_posts:list")).text

    for row, words in ((delivery, "Planned"), (other, "Sent")):
        assert reverse("campaigns:delivery", args=[row.pk]) in page
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"waiting", "done", "plain"}),
        ({"waiting": "on"}, {"waiting"}),
        ({"network": "facebook"}, {"done"}),
        ({"state": "sent"}, {"done"}),
        ({"campaign": "{campaign}"}, {"plain"}),
        ({"send_at_from": "2027-01-01", "send_at_to": "2027-01-31"}, {"plain"}),
        ({"q": "waiting"}, {"waiting"}),
    ],
)
def test_the_list_is_narrowed(editor_client, editor, x, facebook, query, found):
    campaign = CampaignFactory()
    waiting = PostFactory(text="waiting", author=editor, channels=[x])
    waiting.get_workflow().start(waiting, editor)
    done = PostFactory(text="done", channels=[x, facebook])
    DeliveryFactory(post=done, channel=x, sent=True)
    DeliveryFactory(post=done, channel=facebook, sent=True)
    PostFactory(
        text="plain",
        campaign=campaign,
        send_at=timezone.make_aware(timezone.datetime(2027, 1, 31, 23, 30)),
    )
    query = {key: value.format(campaign=campaign.pk) for key, value in query.items()}

    page = editor_client.get(reverse("campaigns_posts:list"), query)

    assert sorted(post.text for post in page.context["object_list"]) == sorted(found)


@pytest.mark.parametrize("name", ["campaigns_posts:list", "campaigns:deliveries"])
def test_a_longer_list_asks_the_database_no_more(
    editor_client, editor, x, facebook, name, django_assert_max_num_queries
):
    def add():
        post = PostFactory(author=editor, channels=[x, facebook])
        post.get_workflow().start(post, editor)
        for channel in (x, facebook):
            DeliveryFactory(post=post, channel=channel)
        PostFactory(author=editor, channels=[x, facebook], campaign=CampaignFactory())

    address = reverse(name)
    add()
    editor_client.get(address)
    with django_assert_max_num_queries(100) as few:
        editor_client.get(address)
    for _ in range(5):
        add()

    with django_assert_max_num_queries(len(few.captured_queries)):
        editor_client.get(address)


def test_a_longer_campaign_asks_the_database_no_more(
    editor_client, editor, x, facebook, django_assert_max_num_queries
):
    campaign = CampaignFactory()

    def add():
        post = PostFactory(author=editor, channels=[x, facebook], campaign=campaign)
        for channel in (x, facebook):
            DeliveryFactory(post=post, channel=channel, sent=True)

    address = reverse("campaigns:campaign", args=[campaign.pk])
    add()
    editor_client.get(address)
    with django_assert_max_num_queries(100) as few:
        editor_client.get(address)
    for _ in range(5):
        add()

    with django_assert_max_num_queries(len(few.captured_queries)):
        editor_client.get(address)


# The review


def test_the_author_reads_the_review_and_gets_no_buttons(editor_client, waiting):
    page = review(editor_client, waiting)

    assert waiting.text in page.text
    assert 'name="decision"' not in page.text


def test_an_approver_gets_no_buttons_for_a_text_of_their_own(
    approver_client, approver, editor, x
):
    post = PostFactory(author=approver, channels=[x])
    post.get_workflow().start(post, editor)

    page = review(approver_client, post)

    assert "so somebody else approves it." in page.text
    assert 'name="decision"' not in page.text


def test_the_review_shows_all_that_goes_out(approver_client, editor, x):
    post = PostFactory(
        author=editor,
        channels=[x],
        images=[picture(alt="Tre alberi in un cortile")],
        link_url="https://example.org/orti",
        campaign=CampaignFactory(name="Orti in città"),
        send_at=timezone.make_aware(timezone.datetime(2031, 7, 1, 9, 30)),
    )
    post.get_workflow().start(post, editor)

    page = review(approver_client, post).text

    assert 'alt="Tre alberi in un cortile"' in page
    assert 'href="https://example.org/orti"' in page
    assert "Orti in città" in page
    assert "01/07/2031 09:30" in page
    assert 'name="decision"' in page


def test_all_thumbnails_of_a_review_are_fetched_at_once(
    approver_client, editor, x, django_assert_max_num_queries
):
    images = [picture(title=f"Foto {n}") for n in range(3)]
    post = PostFactory(author=editor, channels=[x], images=images)
    review(approver_client, post)

    with django_assert_max_num_queries(100) as asked:
        review(approver_client, post)

    renditions = [q for q in asked.captured_queries if '"cms_rendition"' in q["sql"]]
    assert len(renditions) == 1


def test_a_post_is_sent_back_with_a_comment_that_its_author_reads(
    approver_client, editor_client, waiting
):
    review(
        approver_client, waiting, revision=waiting.latest_revision_id,
        decision="reject", comment="Manca l'ora",
    )  # fmt: skip

    waiting.refresh_from_db()
    assert not waiting.workflow_in_progress
    assert "Manca l&#x27;ora" in review(editor_client, waiting).text


def test_sending_back_without_a_comment_is_refused(approver_client, waiting):
    page = review(
        approver_client, waiting, revision=waiting.latest_revision_id, decision="reject"
    )

    assert "Write what should be changed." in page.text
    assert waiting.workflow_in_progress


def test_a_text_changed_after_it_was_read_is_shown_anew_and_the_comment_kept(
    approver_client, waiting, editor
):
    read = waiting.latest_revision_id
    waiting.current_workflow_state.cancel(user=editor)
    waiting.text = "Domenica, non sabato"
    newer = waiting.save_revision(user=editor)
    waiting.refresh_from_db()
    waiting.get_workflow().start(waiting, editor)

    page = review(
        approver_client, waiting, revision=read, decision="approve", comment="Va bene"
    )

    assert not Delivery.objects.exists()
    assert "was changed after you opened it" in page.text
    assert "Domenica, non sabato" in page.text
    assert f'name="revision" value="{newer.pk}"' in page.text
    assert "Va bene" in page.text


def test_the_second_of_two_approvers_learns_who_decided(
    approver_client, deputy_client, waiting
):
    decision = {"revision": waiting.latest_revision_id, "decision": "approve"}

    review(approver_client, waiting, **decision)
    page = review(deputy_client, waiting, comment="Anch'io", **decision)

    assert page.status_code == 200
    assert "approver approved this version on" in page.text
    assert "Anch&#x27;io" in page.text
    assert Delivery.objects.count() == 1


def test_a_double_click_approves_once(approver_client, waiting):
    decision = {"revision": waiting.latest_revision_id, "decision": "approve"}

    review(approver_client, waiting, **decision)
    again = review(approver_client, waiting, **decision)

    assert again.status_code == 200
    assert "approved this version" in again.text
    assert Delivery.objects.count() == 1


def test_what_became_unfit_while_it_waited_is_told_on_the_same_page(
    approver_client, waiting, x
):
    waiting.useless_after = timezone.now() - timedelta(hours=1)
    revision = waiting.latest_revision
    revision.content["useless_after"] = waiting.useless_after.isoformat()
    revision.save()

    page = review(
        approver_client, waiting, revision=revision.pk, decision="approve",
        comment="Va bene",
    )  # fmt: skip

    assert "its last moment is past" in page.text
    assert "Va bene" in page.text
    assert not Delivery.objects.exists()


def test_a_draft_that_names_what_was_deleted_since_is_still_read(
    approver_client, editor, approved
):
    image, campaign = picture(title="Cancellata"), CampaignFactory()
    approved.images = [PostImage(image=image)]
    approved.campaign = campaign
    approved.text = "Con una foto"
    approved.save_revision(user=editor)
    image.delete()
    campaign.delete()

    page = review(approver_client, approved)

    assert page.status_code == 200
    assert "Con una foto" in page.text


def test_a_review_in_vain_is_no_error_page(approver_client, waiting):
    page = review(approver_client, waiting, revision="99999", decision="approve")

    assert page.status_code == 200
    assert "no longer there" in page.text


def test_the_approved_text_can_go_in_spite_of_a_newer_draft(
    approver_client, editor, approved
):
    edit_again(approved, editor)
    assert "Send the approved text" in review(approver_client, approved).text

    answer = send_approved(approver_client, approved, draft=approved.latest_revision_id)

    assert "The approved text goes out." in answer.text
    assert Delivery.objects.get().state == State.PLANNED


@pytest.mark.parametrize("values", [{}, {"draft": "uno"}, {"draft": "9" * 5000}])
def test_who_does_not_say_what_was_on_the_screen_sends_nothing(
    approver_client, editor, approved, values
):
    edit_again(approved, editor)

    answer = send_approved(approver_client, approved, **values)

    assert "was changed after you opened it" in answer.text
    assert Delivery.objects.get().state == State.HELD


def test_who_does_not_say_which_pictures_were_on_the_screen_approves_nothing(
    approver_client, waiting
):
    answer = review(
        approver_client,
        waiting,
        revision=waiting.latest_revision_id,
        decision="approve",
        content="",
    )

    assert "was changed after you opened it" in answer.text
    assert not Delivery.objects.exists()


def test_an_editor_cannot_send_the_approved_text(editor_client, editor, approved):
    edit_again(approved, editor)

    send_approved(editor_client, approved, draft=approved.latest_revision_id)

    assert Delivery.objects.get().state == State.HELD


def test_the_review_of_an_edited_post_says_who_must_submit_and_links_the_differences(
    approver_client, editor, approved
):
    edit_again(approved, editor)

    page = review(approver_client, approved).text

    assert "This draft by editor has not been submitted" in page
    assert f"revisions/compare/{approved.live_revision_id}" in page


def test_the_home_leads_approvers_to_the_review(
    approver_client, editor_client, waiting
):
    home = reverse("wagtailadmin_home")
    address = reverse("campaigns:review", args=[waiting.pk])

    assert address in approver_client.get(home).text
    assert address not in editor_client.get(home).text


# Deliveries


STATES = {
    "planned": {},
    "waiting": {"state": State.WAITING, "reason": "rate_limit"},
    "stopped": {"state": State.HELD, "hold": Hold.STOPPED},
    "channel": {"state": State.HELD, "hold": Hold.CHANNEL, "reason": "token_expired"},
    "sending": {"sending": True},
    "handed": {"handed": True},
    "unconfirmed": {"unconfirmed": True},
    "sent": {"sent": True},
    "rejected": {"rejected": True},
    "cancelled": {"state": State.CANCELLED, "reason": "cancelled"},
    "missed": {"state": State.MISSED, "reason": "missed"},
}


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("planned", {"cancel"}),
        ("waiting", {"cancel", "retry"}),
        ("stopped", {"cancel", "release"}),
        ("channel", {"cancel"}),
        ("sending", set()),
        ("handed", {"cancel", "tick"}),
        ("unconfirmed", {"mark", "send-again"}),
        ("sent", {"withdraw"}),
        ("rejected", {"cancel", "retry"}),
        ("cancelled", set()),
        ("missed", set()),
    ],
)
def test_each_state_offers_what_can_be_done(approver_client, x, state, offered):
    delivery = DeliveryFactory(channel=x, **STATES[state])

    page = see(approver_client, "delivery", delivery.pk)

    assert {action.name for action, _form in page.context["actions"]} == offered


def box(client, delivery):
    """The words about what is true of a delivery, on one line."""
    text = see(client, "delivery", delivery.pk).text
    return " ".join(text.partition("help-warning")[2].partition("</div>")[0].split())


def asked(delivery, times, outcome="not_found"):
    """So many look-ups after one try; gives when the last one was."""
    began = timezone.now() - timedelta(hours=2)
    delivery.attempts.create(started_at=began - timedelta(hours=9), is_look_up=True)
    delivery.attempts.create(started_at=began, ended_at=began, outcome="unconfirmed")
    for number in range(1, times + 1):
        at = began + timedelta(minutes=number)
        delivery.attempts.create(
            started_at=at, ended_at=at, outcome=outcome, is_look_up=True
        )
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


class TestTheBoxOfADoubt:
    @pytest.fixture
    def doubt(self, x):
        return DeliveryFactory(
            channel=x, unconfirmed=True, reason="duplicate", not_before=None
        )

    def test_it_says_how_often_the_network_was_asked_and_what_to_do(
        self, approver_client, doubt
    ):
        last = asked(doubt, 3)

        words = box(approver_client, doubt)

        assert f"was asked 3 times, the last time on {last}, and nothing" in words
        assert "choose “It is there” below" in words
        assert "cannot be asked" not in words

    def test_it_says_so_in_italian(self, approver_client, doubt, settings):
        settings.LANGUAGE_CODE = "it"
        with override("it"):
            last = asked(doubt, 1)

            words = box(approver_client, doubt)

        assert f"interrogata una volta, il {last}, e non si è trovato nulla" in words
        assert "e incolla il suo indirizzo; se non c" in words

    def test_while_it_is_still_asked_a_person_waits(self, approver_client, x):
        doubt = DeliveryFactory(channel=x, unconfirmed=True)
        asked(doubt, 2, outcome="try_later")

        words = box(approver_client, doubt)

        assert "was asked 2 times" in words
        assert "please wait for that" in words
        assert "Open the account" not in words

    def test_whoever_decides_nothing_tells_somebody_who_does(
        self, editor_client, doubt
    ):
        asked(doubt, 1)

        assert "tell somebody who approves posts" in box(editor_client, doubt)

    def test_where_nobody_can_be_asked_it_says_that(self, approver_client, by_hand):
        doubt = DeliveryFactory(channel=by_hand, unconfirmed=True, not_before=None)

        assert "This network cannot be asked." in box(approver_client, doubt)


def test_own_texts_hide_no_post_that_waits(
    approver, editor, x, django_assert_max_num_queries
):
    waiting = PostFactory(author=editor, channels=[x], text="Questo aspetta")
    for author, post in [
        (editor, waiting),
        *((approver, PostFactory(author=approver, channels=[x])) for _ in range(21)),
    ]:
        post.get_workflow().start(post, author)

    with django_assert_max_num_queries(6):
        found = panels.waiting_for(approver)

    assert [state.revision.object_str for state in found] == ["Questo aspetta"]


def test_what_waits_can_be_tried_at_once(editor_client, x):
    delivery = DeliveryFactory(
        channel=x,
        state=State.WAITING,
        not_before=timezone.now() + timedelta(minutes=30),
    )

    act(editor_client, delivery, "retry")

    assert Delivery.objects.get().not_before is None


def test_connecting_a_paused_channel_says_that_it_stays_paused(
    simulated, administrator_client, x
):
    Channel.objects.update(state="paused")

    page = administrator_client.post(
        reverse("campaigns:connect", args=[x.pk]),
        X_ACCOUNTS[0].credentials,
        follow=True,
    )

    assert "stays paused" in page.text


def test_of_many_attempts_the_newest_are_shown(editor_client, x):
    doubt = DeliveryFactory(channel=x, unconfirmed=True)
    asked(doubt, 60)

    page = see(editor_client, "delivery", doubt.pk).text

    assert page.count("Asked the network") == 50
    assert "12 earlier attempts are not shown." in page


ROWS = {
    "tick": ("handed", {}),
    "mark": ("unconfirmed", {"url": "https://x.com/qtpiastra/status/12345"}),
    "send-again": ("unconfirmed", {"reason": "Non c'è"}),
    "retry": ("rejected", {}),
    "release": ("stopped", {"reason": "Allerta meteo"}),
    "withdraw": ("sent", {"reason": "Data sbagliata"}),
    "cancel": ("planned", {"reason": "Non serve più"}),
}
BY_ROLE = {
    "stranger": set(),
    "editor": {"tick", "retry", "cancel"},
    "approver": set(ROWS),
    "administrator": set(ROWS),
    "superuser": set(ROWS),
}


@pytest.mark.parametrize("action", ROWS)
@pytest.mark.parametrize("role", BY_ROLE)
def test_who_may_do_what_with_a_delivery(people, x, role, action):
    state, values = ROWS[action]
    delivery = DeliveryFactory(channel=x, **STATES[state])

    act(people[role], delivery, action, **values)

    after = Delivery.objects.get(pk=delivery.pk)
    done = after.state != delivery.state or after.amendments.exists()
    assert done is (action in BY_ROLE[role])


def test_every_action_is_in_the_table_above():
    only_after_an_approval = {"correct", "amended"}

    assert set(actions.BY_NAME) - only_after_an_approval == set(ROWS)


@pytest.mark.parametrize("action", ["send-again", "release", "withdraw", "cancel"])
def test_what_needs_a_reason_is_refused_without(approver_client, x, action):
    delivery = DeliveryFactory(channel=x, **STATES[ROWS[action][0]])

    page = act(approver_client, delivery, action, reason="")

    delivery.refresh_from_db()
    assert delivery.state == State(delivery.state)
    assert "This field is required." in page.text
    assert not Amendment.objects.exists()
    assert Delivery.objects.get().state != State.CANCELLED


def test_what_changed_meanwhile_is_told_and_the_words_stay(approver_client, x):
    DeliveryFactory(channel=x, sent=True, remote_id="12345")
    delivery = DeliveryFactory(channel=x, unconfirmed=True)

    page = act(
        approver_client, delivery, "mark", url="https://x.com/qtpiastra/status/12345"
    )

    assert "This address belongs to another delivery." in page.text
    assert "https://x.com/qtpiastra/status/12345" in page.text


def test_a_second_click_is_told_what_became_of_the_delivery(editor_client, x):
    delivery = DeliveryFactory(channel=x)

    act(editor_client, delivery, "cancel", reason="Non serve")
    page = act(editor_client, delivery, "cancel", reason="Non serve")

    assert "not possible any more" in page.text


def test_an_action_that_does_not_exist_is_not_found(approver_client, x):
    assert (
        act(approver_client, DeliveryFactory(channel=x), "publish").status_code == 404
    )


def test_a_reason_stands_in_the_log(editor_client, x):
    delivery = DeliveryFactory(channel=x)

    act(editor_client, delivery, "cancel", reason="Non serve più")

    assert "Non serve più" in see(editor_client, "delivery", delivery.pk).text


def test_a_task_for_a_person_shows_text_and_images_to_take_along(
    editor_client, approver, editor, by_hand
):
    post = PostFactory(author=editor, channels=[by_hand], images=[picture()])
    post.get_workflow().start(post, editor)
    [delivery] = approvals.approve(
        post_id=post.pk, revision_id=post.latest_revision_id, by=approver
    )
    Delivery.objects.update(state=State.HANDED)

    page = see(editor_client, "delivery", delivery.pk).text

    assert post.text in page
    assert 'alt="Un cortile con tre alberi"' in page
    assert "download" in page
    assert "Tick off" in page


def test_what_the_network_said_is_for_administrators(
    editor_client, administrator_client, x
):
    delivery = DeliveryFactory(channel=x, rejected=True, detail="403 secret words")
    delivery.attempts.create(
        started_at=timezone.now(), outcome="rejected", detail="403 secret words"
    )

    assert "secret words" not in see(editor_client, "delivery", delivery.pk).text
    assert "secret words" in see(administrator_client, "delivery", delivery.pk).text


def test_where_it_went_is_linked_without_giving_the_admin_away(editor_client, x):
    delivery = DeliveryFactory(channel=x, sent=True)

    page = see(editor_client, "delivery", delivery.pk).text

    assert f'href="{delivery.remote_url}"' in page
    assert "noopener" in page


def test_a_newer_approved_text_corrects_what_is_out(
    approver_client, editor, approver, facebook
):
    post = PostFactory(author=editor, channels=[facebook])
    post.get_workflow().start(post, editor)
    delivery = DeliveryFactory(post=post, channel=facebook, sent=True)
    approvals.approve(post_id=post.pk, revision_id=post.latest_revision_id, by=approver)
    post.refresh_from_db()
    post.text = "Il testo corretto"
    post.save_revision(user=editor)
    post.refresh_from_db()
    post.get_workflow().start(post, editor)
    approvals.approve(post_id=post.pk, revision_id=post.latest_revision_id, by=approver)

    act(approver_client, delivery, "correct", reason="Ora sbagliata")

    [amendment] = delivery.amendments.all()
    assert amendment.message["text"] == "Il testo corretto"


def test_what_the_network_does_not_delete_is_done_by_hand_and_ticked(
    approver_client, by_hand
):
    delivery = DeliveryFactory(channel=by_hand, sent=True)
    act(approver_client, delivery, "withdraw", reason="Tolto dalla bacheca")
    assert "For a person to do" in see(approver_client, "delivery", delivery.pk).text

    act(approver_client, delivery, "amended")
    again = act(approver_client, delivery, "amended")

    delivery.refresh_from_db()
    assert delivery.state == State.WITHDRAWN
    assert "This has been done already." in again.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"planned", "rejected", "held"}),
        ({"for_a_person": "on"}, {"rejected", "held"}),
        ({"state": "rejected"}, {"rejected"}),
        ({"hold": "stopped"}, {"held"}),
        ({"q": "rejected"}, {"rejected"}),
    ],
)
def test_deliveries_are_narrowed(editor_client, x, query, found):
    for text, more in (
        ("planned", {}),
        ("rejected", {"rejected": True}),
        ("held", {"state": State.HELD, "hold": Hold.STOPPED}),
    ):
        DeliveryFactory(post__text=text, channel=x, **more)

    page = see(editor_client, "deliveries", **query)

    assert {row.post.text for row in page.context["object_list"]} == found


# Campaigns


def test_a_campaigns_page_tells_what_it_sent_where_and_when(editor_client, x):
    campaign = CampaignFactory(objective="Cortili più puliti")
    sent = DeliveryFactory(channel=x, post__campaign=campaign, sent=True)
    DeliveryFactory(channel=x, post__campaign=campaign)
    other = DeliveryFactory(channel=x)

    page = see(editor_client, "campaign", campaign.pk)

    assert "Cortili più puliti" in page.text
    assert sent.remote_url in page.text
    assert str(other.post) not in page.text
    assert [(row["state"], row["count"]) for row in page.context["totals"]] == [
        (State.PLANNED, 1),
        (State.SENT, 1),
    ]


def test_a_long_campaign_has_pages(editor_client, x):
    campaign = CampaignFactory()
    for _ in range(51):
        DeliveryFactory(channel=x, post__campaign=campaign)

    page = see(editor_client, "campaign", campaign.pk, p=2)

    assert len(page.context["page_obj"]) == 1


def test_a_campaign_is_written_and_found(editor_client, editor):
    editor_client.post(
        reverse("campaigns_campaigns:add"),
        {
            "name": "Orti in città",
            "objective": "Dieci orti",
            "starts_on": "2027-03-01",
            "ends_on": "2027-06-30",
            "tags": "orti, verde",
        },
    )

    page = editor_client.get(reverse("campaigns_campaigns:index"), {"q": "orti"})

    assert "Orti in città" in page.text


def test_a_campaign_that_ends_before_it_starts_is_refused(editor_client):
    page = editor_client.post(
        reverse("campaigns_campaigns:add"),
        {
            "name": "Orti",
            "objective": "Dieci orti",
            "starts_on": "2027-06-30",
            "ends_on": "2027-03-01",
        },
    )

    assert "A campaign cannot end before it starts." in page.text


@pytest.mark.parametrize(
    ("namespace", "make"),
    [
        ("campaigns_campaigns", lambda row: row.post.campaign),
        ("campaigns_channels", lambda row: row.channel),
    ],
)
def test_what_posts_hang_on_is_not_deleted(people, x, namespace, make):
    row = DeliveryFactory(channel=x, post__campaign=CampaignFactory())
    address = reverse(f"{namespace}:delete", args=[make(row).pk])

    answer = people["superuser"].post(address, follow=True)

    assert "it stays" in answer.text
    row.refresh_from_db()


# Channels


def add_channel(client, **values):
    data = {"network": "x", "name": "Qt Piastra", **values}
    return client.post(reverse("campaigns_channels:add"), data, follow=True)


def connect(client, channel, **values):
    address = reverse("campaigns:connect", args=[channel.pk])
    return client.post(address, values, follow=True)


def test_a_channel_is_added_and_connected(administrator_client, simulated):
    page = add_channel(administrator_client, holder="Ufficio stampa")
    channel = Channel.objects.get()
    assert reverse("campaigns:connect", args=[channel.pk]) in page.text

    page = connect(administrator_client, channel, **X_ACCOUNTS[0].credentials)

    channel.refresh_from_db()
    assert channel.state == Channel.State.CONNECTED
    assert channel.account_id == X_ACCOUNTS[0].id
    assert "Connected" in page.text
    for secret in X_ACCOUNTS[0].credentials.values():
        assert secret not in page.text
        assert secret not in channel.sealed_credentials


def test_wrong_credentials_are_refused_in_words_and_nothing_is_kept(
    administrator_client, simulated
):
    channel = ChannelFactory(facebook=True, account_id="", sealed_credentials="")

    page = connect(
        administrator_client, channel, page_id=PAGES[0].id, access_token="sbagliato"
    )

    channel.refresh_from_db()
    assert "The network refuses these credentials" in page.text
    assert PAGES[0].id in page.text
    assert "sbagliato" not in page.text
    assert channel.sealed_credentials == ""


def test_a_network_that_cannot_be_reached_keeps_the_old_connection(
    administrator_client, settings, facebook
):
    settings.NETWORKS = {"facebook": {"address": "http://127.0.0.1:9"}}
    before = facebook.sealed_credentials

    page = connect(administrator_client, facebook, **PAGES[0].credentials)

    facebook.refresh_from_db()
    assert "cannot be reached now" in page.text
    assert facebook.sealed_credentials == before
    assert facebook.state == Channel.State.CONNECTED


def test_a_town_has_several_channels_that_work_by_hand(administrator_client):
    for name in ("Bacheca della scala B", "Bollettino parrocchiale"):
        add_channel(administrator_client, network="by_hand", name=name)
        page = connect(administrator_client, Channel.objects.get(name=name))
        assert f"Connected: By hand: {name}." in page.text

    assert Channel.objects.connected().count() == 2


def test_an_account_is_connected_once(administrator_client, simulated, x):
    other = ChannelFactory(name="Doppione", account_id="", state="paused")

    page = connect(administrator_client, other, **X_ACCOUNTS[0].credentials)

    assert "This account is connected already." in page.text


def test_a_lost_channel_says_what_happened_and_what_to_do(editor_client):
    channel = ChannelFactory(state=Channel.State.RECONNECT, reason="token_expired")

    for page in (
        see(editor_client, "channel", channel.pk),
        editor_client.get(reverse("campaigns_channels:index")),
    ):
        assert "The permission to post has expired." in page.text
        assert "Connect the channel again" in page.text


def test_a_channels_page_names_its_network_and_who_holds_it(editor_client):
    channel = ChannelFactory(
        facebook=True, name="Quartiere", holder="Ufficio stampa",
        holder_email="stampa@example.org",
    )  # fmt: skip

    page = see(editor_client, "channel", channel.pk).text

    assert "<dd>Facebook</dd>" in page
    assert "Ufficio stampa" in page
    assert "mailto:stampa@example.org" in page


def test_a_pause_holds_and_its_end_frees(administrator_client, x):
    delivery = DeliveryFactory(channel=x)
    addresses = {
        name: reverse(f"campaigns:{name}", args=[x.pk]) for name in ("pause", "resume")
    }

    administrator_client.post(addresses["pause"], {"reason": "Ferie"})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.hold) == (State.HELD, Hold.CHANNEL)

    administrator_client.post(addresses["resume"])
    delivery.refresh_from_db()
    assert delivery.state == State.PLANNED


@pytest.mark.parametrize("name", ["connect", "pause", "resume"])
def test_only_administrators_change_a_channel(approver_client, x, name):
    approver_client.post(reverse(f"campaigns:{name}", args=[x.pk]), {"reason": "x"})

    x.refresh_from_db()
    assert x.state == Channel.State.CONNECTED
    assert "Pause" not in see(approver_client, "channel", x.pk).text


# Stops


def test_everything_is_stopped_and_every_page_of_the_admin_says_so(
    approver_client, editor_client, stranger_client
):
    approver_client.post(
        reverse("campaigns:stop_everything"), {"reason": "Allarme", "sure": "on"}
    )

    stop = Stop.objects.get()
    assert stop.kind == Stop.Kind.STOPPED
    assert stop.created_by.username == "approver"
    for address in ("wagtailadmin_home", "campaigns:status", "wagtailimages:index"):
        assert "Nothing goes out now." in editor_client.get(reverse(address)).text


def test_who_is_not_sure_stops_nothing_and_keeps_the_reason(approver_client):
    page = approver_client.post(
        reverse("campaigns:stop_everything"), {"reason": "Allarme al municipio"}
    )

    assert not Stop.objects.exists()
    assert "Allarme al municipio" in page.text


def test_a_quiet_period_is_planned_and_seen_before_it_begins(approver_client):
    approver_client.post(
        reverse("campaigns:quiet_period"),
        {
            "starts_at": "2031-04-10 00:00",
            "ends_at": "2031-05-25 23:00",
            "reason": "Elezioni comunali",
        },
    )

    page = see(approver_client, "stops").text

    assert "Elezioni comunali" in page
    assert "Nothing goes out now." not in page


def test_a_quiet_period_at_an_hour_that_does_not_exist_loses_nothing(approver_client):
    page = approver_client.post(
        reverse("campaigns:quiet_period"),
        {"starts_at": "2027-03-28 02:30", "ends_at": "", "reason": "Elezioni"},
    )

    assert "skip this hour" in page.text
    assert "2027-03-28 02:30" in page.text
    assert "Elezioni" in page.text


def test_what_a_stop_held_stays_held_after_its_end_and_is_released_one_by_one(
    approver_client, x
):
    approver_client.post(
        reverse("campaigns:stop_everything"), {"reason": "Allarme", "sure": "on"}
    )
    deliveries = [DeliveryFactory(channel=x) for _ in range(2)]
    holds.hold_what_may_not_go(timezone.now())
    approver_client.post(reverse("campaigns:end_stop", args=[Stop.objects.get().pk]))
    held = see(approver_client, "stops")
    assert held.context["held_count"] == 2

    act(approver_client, deliveries[0], "release", reason="Allerta meteo")

    states = [Delivery.objects.get(pk=row.pk).state for row in deliveries]
    assert states == [State.PLANNED, State.HELD]


@pytest.mark.parametrize("name", ["stop_everything", "quiet_period"])
def test_editors_see_stops_and_start_none(editor_client, name):
    assert see(editor_client, "stops").status_code == 200

    editor_client.post(
        reverse(f"campaigns:{name}"),
        {"reason": "Prova", "sure": "on", "starts_at": "2027-01-01 10:00"},
    )

    assert not Stop.objects.exists()


def test_an_editor_does_not_end_a_stop(editor_client):
    stop = Stop.objects.create(kind=Stop.Kind.STOPPED, reason="Allarme")

    editor_client.post(reverse("campaigns:end_stop", args=[stop.pk]))

    stop.refresh_from_db()
    assert stop.ends_at is None


# The status


@pytest.mark.parametrize(
    ("age", "silent"),
    [(timedelta(seconds=5), False), (timedelta(seconds=90), True), (None, True)],
)
def test_a_part_that_was_not_seen_for_a_minute_is_silent(editor_client, age, silent):
    if age is not None:
        for part in ("beat", "worker", "dispatch"):
            Sighting.objects.create(part=part, seen_at=timezone.now() - age)

    page = see(editor_client, "status")

    assert [part.is_silent for part in page.context["parts"]] == [silent] * 3
    assert ("Silent</span>" in page.text) is silent


def test_the_status_counts_what_waits_and_for_whom(editor_client, x):
    DeliveryFactory(channel=x, due_at=timezone.now() - timedelta(seconds=20))
    DeliveryFactory(channel=x, due_at=timezone.now() - timedelta(minutes=5))
    DeliveryFactory(channel=x, due_at=timezone.now() + timedelta(days=1))
    DeliveryFactory(channel=x, unconfirmed=True)
    DeliveryFactory(channel=x, state=State.HELD, hold=Hold.QUIET)
    DeliveryFactory(channel=x, rejected=True)

    counts = see(editor_client, "status").context["counts"]

    assert (counts.due, counts.overdue) == (2, 1)
    assert (counts.held, counts.in_doubt, counts.for_a_person) == (1, 1, 2)


def test_the_status_names_channels_to_reconnect_and_a_version_near_its_end(
    editor_client, settings
):
    settings.GRAPH_VERSION = "v20.0"
    ChannelFactory(name="Scaduta", state=Channel.State.RECONNECT)

    page = see(editor_client, "status").text

    assert "X: Scaduta" in page
    assert "Version v20.0 ends on" in page
    assert "for an upgrade" in page


# Sharing a page


@pytest.fixture
def news(home):
    return NewsPageFactory(
        parent=NewsIndexPageFactory(parent=home), title="Apre la bottega", live=False
    )


def share(client, page, **values):
    data = {"moment": "publication", "text": "", "send_at": "", "campaign": ""}
    address = reverse("campaigns:share", args=[page.pk])
    return client.post(address, {**data, **values}, follow=True)


def test_a_page_that_is_not_out_yet_asks_for_its_post(editor_client, news, x):
    page = see(editor_client, "share", news.pk)
    assert "made when the page is published, and waits for approval" in page.text

    answer = share(editor_client, news, channels=[x.pk])

    assert "when its moment comes" in answer.text
    assert PageShare.objects.get().requested_by.username == "editor"
    assert not Post.objects.exists()


def test_a_page_that_is_out_has_its_post_made_at_once(editor_client, news, x):
    news.save_revision().publish()

    answer = share(editor_client, news, channels=[x.pk], text="Venite a vedere")

    post = Post.objects.get()
    assert post.text == "Venite a vedere"
    assert post.workflow_in_progress
    assert reverse("campaigns:review", args=[post.pk]) in answer.text


def test_a_moment_is_shared_once(editor_client, news, x, editor):
    sharing.share(page=news, moment="publication", channels=[x], by=editor)

    page = share(editor_client, news, channels=[x.pk])

    assert "Every moment of this page is shared already." in page.text
    assert PageShare.objects.count() == 1


def test_a_share_that_is_refused_loses_nothing(editor_client, news):
    page = share(editor_client, news, text="Venite", send_at="2027-03-28 02:30")

    assert "skip this hour" in page.text
    assert "Venite" in page.text
    assert not PageShare.objects.exists()


def test_a_translation_leads_to_its_source(editor_client, news, settings):
    settings.LANGUAGE_CODE = "it"
    english = Locale.objects.get(language_code="en")
    copy = news.copy_for_translation(english, copy_parents=True)

    answer = see(editor_client, "share", copy.pk)

    assert answer.url == reverse("campaigns:share", args=[news.pk])


def test_only_pages_with_a_moment_to_share_offer_it(editor_client, news, home):
    def buttons(page):
        return editor_client.get(
            reverse("wagtailadmin_pages:edit", args=[page.pk])
        ).text

    assert reverse("campaigns:share", args=[news.pk]) in buttons(news)
    assert reverse("campaigns:share", args=[home.pk]) not in buttons(home)
    assert see(editor_client, "share", home.pk).status_code == 404


# Who gets in


@pytest.fixture
def screens(x, draft, home):
    """One address of each screen."""
    delivery = DeliveryFactory(channel=x)
    campaign = CampaignFactory()
    return [
        reverse("campaigns_posts:list"),
        reverse("campaigns_posts:edit", args=[draft.pk]),
        reverse("campaigns_campaigns:index"),
        reverse("campaigns_channels:index"),
        reverse("campaigns:review", args=[draft.pk]),
        reverse("campaigns:deliveries"),
        reverse("campaigns:delivery", args=[delivery.pk]),
        reverse("campaigns:campaign", args=[campaign.pk]),
        reverse("campaigns:channel", args=[x.pk]),
        reverse("campaigns:stops"),
        reverse("campaigns:status"),
    ]


def test_the_team_sees_every_screen(editor_client, screens):
    answers = {address: editor_client.get(address).status_code for address in screens}

    assert set(answers.values()) == {200}, answers


def test_nobody_else_sees_any(stranger_client, client, screens):
    for browser in (stranger_client, client):
        answers = {address: browser.get(address) for address in screens}

        assert {answer.status_code for answer in answers.values()} == {302}


def test_approvers_may_decide_and_editors_may_not(approver, editor):
    assert approver.has_perm(DECIDE)
    assert not editor.has_perm(DECIDE)


def test_every_list_meets_a_page_that_does_not_exist(editor_client, x):
    campaign = CampaignFactory()

    for address in (
        reverse("campaigns_posts:list"),
        reverse("campaigns:deliveries"),
        reverse("campaigns:stops"),
        reverse("campaigns:campaign", args=[campaign.pk]),
    ):
        assert editor_client.get(address, {"p": "999"}).status_code == 200
        assert editor_client.get(address, {"p": "abc"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "screen"),
    [
        ("channels/{channel}/connect/", "channels/{channel}/"),
        ("channels/{channel}/pause/", "channels/{channel}/"),
        ("channels/{channel}/resume/", "channels/{channel}/"),
        ("deliveries/{delivery}/withdraw/", "deliveries/{delivery}/"),
        ("stops/1/end/", "stops/"),
        ("review/{post}/send-approved/", "review/{post}/"),
    ],
)
def test_the_address_of_a_button_leads_to_its_screen(
    administrator_client, approved, address, screen
):
    row = Delivery.objects.get()
    ids = {"channel": row.channel_id, "delivery": row.pk, "post": approved.pk}

    answer = administrator_client.get(f"/admin/campaigns/{address.format(**ids)}")

    assert answer.status_code == 302
    assert answer.url == f"/admin/campaigns/{screen.format(**ids)}"


def test_a_post_is_submitted_for_approval_whatever_its_workflow_is_called(
    editor_client, draft
):
    page = editor_client.get(reverse("campaigns_posts:edit", args=[draft.pk])).text

    assert "Submit for approval" in page
    assert "Submit to " not in page


def test_a_quiet_period_that_ends_before_it_begins_is_refused_in_words(
    approver_client,
):
    values = {
        "starts_at": "05/12/2026 10:00",
        "ends_at": "04/12/2026 10:00",
        "reason": "Voto",
    }

    page = approver_client.post(reverse("campaigns:quiet_period"), values)

    assert "It cannot end before it starts." in page.text
    assert not Stop.objects.exists()


def test_a_stop_says_from_when_until_when_by_whom(approver_client, approver):
    Stop.objects.create(kind=Stop.Kind.QUIET, reason="Lutto", created_by=approver)

    page = approver_client.get(reverse("campaigns:stops")).text

    told = " ".join(page.split())
    assert "until somebody ends it. Decided by approver." in told
    assert "L. 28/2000" not in told
