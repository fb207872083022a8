"""Pictures are published with the right to be, and go for good when it ends."""

from __future__ import annotations

import datetime
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from cms import rights, tasks
from cms.models import Image, StandardPage

from .factories import ImageFactory, StandardPageFactory, draft

YESTERDAY = datetime.timedelta(days=-1)
PEOPLE = Image.People

REFUSED = [
    ({"people": PEOPLE.MINORS, "release": "prot. 12"}, "mostra minorenni"),
    ({"people": PEOPLE.ADULTS}, "è una liberatoria"),
    ({"people": PEOPLE.ADULTS, "release": "prot. 12", "expired": True}, "scaduta il"),
]
ALLOWED = [
    {},
    {"people": PEOPLE.ADULTS, "release": "prot. 12"},
    {"people": PEOPLE.ADULTS, "release": "prot. 12", "expires": 1},
    # Nobody can be recognised, so there is nothing to expire.
    {"expired": True},
]


def picture_with(expired: bool = False, expires: int = -1, **rights_of_it) -> Image:
    if expired or expires > 0:
        day = timezone.localdate() + datetime.timedelta(days=expires)
        rights_of_it["release_expires"] = day
    return ImageFactory(**rights_of_it)


def words(answer) -> str:
    return " ".join(unescape(answer.text).split())


def form_of(page: Page, **more: object) -> dict[str, object]:
    return {
        "title": page.title,
        "slug": page.slug,
        "introduction": page.introduction,
        "image": page.image_id or "",
        "image_alt": "",
        "body-count": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        **more,
    }


@pytest.mark.parametrize(("kind", "reason"), REFUSED)
def test_a_page_with_such_a_picture_is_not_published(
    home, approver_client, kind, reason
):
    page = draft(home, StandardPage(title="Cortile", image=picture_with(**kind)))
    form = form_of(page, **{"action-publish": "1"})

    answer = approver_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form
    )

    assert reason in words(answer)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("kind", ALLOWED)
def test_a_page_with_a_picture_in_order_is_published(home, approver_client, kind):
    page = draft(home, StandardPage(title="Cortile", image=picture_with(**kind)))
    form = form_of(page, **{"action-publish": "1"})

    approver_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    page.refresh_from_db()
    assert page.live


def test_a_draft_may_hold_a_picture_whose_release_is_still_awaited(home, editor_client):
    page = draft(home, StandardPage(title="Cortile", introduction="Prima."))
    image = picture_with(people=PEOPLE.ADULTS)
    form = form_of(page, image=image.pk, introduction="Dopo.")

    editor_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    page.refresh_from_db()
    assert page.get_latest_revision_as_object().image == image


def test_a_picture_inside_the_body_counts_as_well(home):
    image = picture_with(people=PEOPLE.MINORS)
    picture = {"image": image.pk, "alt_text": "Due bambini", "decorative": False}
    page = draft(home, StandardPage(title="Cortile"))
    page.body = page.body.stream_block.to_python(
        [{"type": "image", "value": {"image": picture, "caption": ""}}]
    )

    with pytest.raises(rights.NotPublishable, match=image.title):
        page.save_revision().publish()


def test_a_page_whose_release_expired_before_its_time_is_set_aside(
    home, editor, mailoutbox, time_machine, django_capture_on_commit_callbacks
):
    now = timezone.now()
    image = picture_with(people=PEOPLE.ADULTS, release="prot. 12", expires=1)
    waiting = draft(home, StandardPage(title="Con persone", image=image))
    other = draft(home, StandardPage(title="Senza persone"))
    for page in (waiting, other):
        page.go_live_at = now + datetime.timedelta(days=3)
        page.save_revision(user=editor).publish()
    time_machine.move_to(now + datetime.timedelta(days=4))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.publish_scheduled()
        tasks.publish_scheduled()

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.live, other.live) == (False, True)
    assert [mail.to for mail in mailoutbox if "Con persone" in mail.subject] == [
        [editor.email]
    ]


def test_an_expired_release_takes_the_picture_off_the_page(home, client, time_machine):
    now = timezone.now()
    image = picture_with(people=PEOPLE.ADULTS, release="prot. 12", expires=1)
    page = StandardPageFactory(parent=home, image=image)
    before = client.get(page.url).content.decode()

    time_machine.move_to(now + datetime.timedelta(days=2))
    after = client.get(page.url).content.decode()

    assert "/images/" in before
    assert "/images/" not in after


@pytest.fixture
def withdraw_address():
    return lambda image: reverse("withdraw_picture", args=[image.pk])


def test_a_withdrawal_takes_a_picture_off_every_page_and_destroys_its_files(
    home, client, editor_client, withdraw_address, django_capture_on_commit_callbacks
):
    image = ImageFactory()
    page = StandardPageFactory(parent=home, image=image)
    client.get(page.url)
    files = [image.file.name, *(each.file.name for each in image.renditions.all())]

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(withdraw_address(image), {"reason": "Me lo ha chiesto"})

    assert "/images/" not in client.get(page.url).content.decode()
    assert len(files) > 1
    assert not [name for name in files if default_storage.exists(name)]
    image.refresh_from_db()
    assert image.withdrawn_because == "Me lo ha chiesto"
    assert ModelLogEntry.objects.filter(action="cms.withdraw_picture").count() == 1


def test_a_withdrawal_wants_a_reason(editor_client, withdraw_address):
    image = ImageFactory()

    answer = editor_client.post(withdraw_address(image), {"reason": " "})

    image.refresh_from_db()
    assert image.withdrawn_at is None
    assert "obbligatorio" in words(answer)


def test_a_stranger_withdraws_nothing(stranger_client, withdraw_address):
    image = ImageFactory()

    stranger_client.post(withdraw_address(image), {"reason": "Perché sì"})

    image.refresh_from_db()
    assert image.withdrawn_at is None


def test_before_a_withdrawal_the_editor_sees_where_the_picture_is_used(
    home, editor_client, withdraw_address
):
    image = ImageFactory()
    StandardPageFactory(parent=home, title="La piazza coperta", image=image)

    answer = editor_client.get(withdraw_address(image))

    assert "La piazza coperta" in words(answer)


def test_a_page_with_a_withdrawn_picture_cannot_be_published_again(home, editor):
    image = ImageFactory()
    page = StandardPageFactory(parent=home, image=image)
    rights.withdraw(image=image, by=editor, reason="Ritirata")
    page.refresh_from_db()

    with pytest.raises(rights.NotPublishable):
        page.save_revision().publish()


def test_a_picture_comes_in_only_with_author_and_licence(editor_client):
    image = ImageFactory()
    form = {"title": "Il cortile", "people": "none", "collection": image.collection_id}

    answer = editor_client.post(reverse("wagtailimages:edit", args=[image.pk]), form)

    assert {"author", "licence"} <= set(answer.context["form"].errors)


def test_the_report_names_what_is_missing(editor_client):
    ImageFactory(title="In ordine", author="Ufficio stampa", licence="CC BY 4.0")
    ImageFactory(
        title="In scadenza",
        author="Ufficio stampa",
        licence="CC BY 4.0",
        people=PEOPLE.ADULTS,
        release="prot. 12",
        release_expires=timezone.localdate() + datetime.timedelta(days=5),
    )
    ImageFactory(title="Di chissà chi")

    page = words(editor_client.get(reverse("rights_report")))

    assert "In ordine" not in page
    assert "la liberatoria scade il" in page
    assert "autore o la licenza" in page
