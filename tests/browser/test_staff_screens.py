"""The staff screens in a real browser: with the keyboard, and read aloud."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from campaigns.models import Delivery, Hold, Post, State, Stop
from tests.browser.conftest import of_ours
from tests.campaigns.factories import (
    DeliveryFactory,
    PostFactory,
)
from tests.cms.factories import NewsIndexPageFactory, NewsPageFactory
from tests.conftest import logged_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def screens(approved, x, news):
    """An address of each screen, with something on it."""
    delivery = Delivery.objects.get()
    others = [
        DeliveryFactory(channel=x, **state)
        for state in (
            {"unconfirmed": True},
            {"sent": True},
            {"rejected": True},
            {"handed": True},
            {"state": State.HELD, "hold": Hold.STOPPED},
        )
    ]
    edited = PostFactory(author=approved.latest_revision.user, channels=[x])
    edited.get_workflow().start(edited, edited.latest_revision.user)
    Stop.objects.create(kind=Stop.Kind.STOPPED, reason="Allarme")
    yield reverse("wagtailadmin_home")
    for name in ("campaigns_posts:list", "campaigns_posts:add"):
        yield reverse(name)
    yield reverse("campaigns_posts:edit", args=[approved.pk])
    yield reverse("campaigns:review", args=[approved.pk])
    yield reverse("campaigns:review", args=[edited.pk])
    for row in (delivery, *others):
        yield reverse("campaigns:delivery", args=[row.pk])
    yield reverse("campaigns:campaign", args=[approved.campaign_id])
    yield reverse("campaigns:channel", args=[x.pk])
    yield reverse("campaigns:share", args=[news.pk])
    for kind in ("campaigns", "channels"):
        yield reverse(f"campaigns_{kind}:index")
        yield reverse(f"campaigns_{kind}:add")
    for name in (
        "deliveries",
        "stops",
        "stop_everything",
        "quiet_period",
        "status",
    ):
        yield reverse(f"campaigns:{name}")


@pytest.fixture
def news(home):
    return NewsPageFactory(parent=NewsIndexPageFactory(parent=home), live=False)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_screen(
    open_as, faults, approver, approved, x, news, width
):
    # Who may see all there is to see.
    approver.is_superuser = True
    approver.save()
    addresses = list(screens(approved, x, news))
    page = open_as(approver, addresses[0], width)

    found = {}
    for address in addresses:
        page.goto(address)
        if problems := of_ours(faults(page)):
            found[address] = problems

    assert found == {}


def test_a_post_is_approved_with_the_keyboard_alone(open_as, approver, waiting):
    page = open_as(approver, reverse("campaigns:review", args=[waiting.pk]))

    page.get_by_label("Commento").focus()
    page.keyboard.type("Va bene")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Approvato: 1 consegna è in programma.")).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.live


def test_while_one_writes_the_length_on_each_network_is_told(open_as, editor, x):
    page = open_as(editor, reverse("campaigns_posts:add"))

    page.get_by_label("X: Qt Piastra").check()
    page.get_by_role("textbox", name="Testo").fill("a" * 281)

    told = page.get_by_text("X: 281 su 280, 1 di troppo")
    expect(told).to_be_visible()
    assert told.evaluate("item => item.parentElement.ariaLive") == "polite"


def test_a_post_is_written_and_submitted_in_the_editor(open_as, editor, x):
    page = open_as(editor, reverse("campaigns_posts:add"))

    page.get_by_role("textbox", name="Testo").fill("Sabato si pulisce il cortile.")
    page.get_by_label("X: Qt Piastra").check()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Invia in approvazione").click()

    expect(page.get_by_role("status")).to_contain_text("Sabato si pulisce")
    assert Post.objects.get().workflow_in_progress


def test_typing_in_an_approved_post_holds_nothing_before_it_is_saved(
    open_as, editor, approved
):
    page = open_as(editor, reverse("campaigns_posts:edit", args=[approved.pk]))

    # Wagtail looks what the form holds two seconds after the page is there, and
    # would save by itself half a second after a change.
    page.wait_for_timeout(2500)
    page.locator("#id_text").fill("Domenica invece")
    page.wait_for_timeout(1500)

    assert Delivery.objects.get().state == State.PLANNED


def test_the_banner_of_a_stop_is_seen_on_a_phone(open_as, editor):
    Stop.objects.create(kind=Stop.Kind.QUIET, reason="Elezioni comunali")

    page = open_as(editor, reverse("campaigns:status"), width=360)

    banner = page.get_by_role("region", name="Ora non esce nulla")
    expect(banner).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_was_typed_as_a_time_is_never_replaced(open_as, editor, x, subtests):
    page = open_as(editor, reverse("campaigns_posts:add"))
    field = page.get_by_label("Data e ora di invio")

    for typed in ("05/12/2049 10:00", "5/12/49 9.30", "2049-12-05", "dopodomani"):
        with subtests.test(typed):
            field.clear()
            page.keyboard.type(typed)
            page.keyboard.press("Tab")
            page.get_by_role("textbox", name="Testo").click()

            expect(field).to_have_value(typed)


def test_a_time_typed_or_chosen_is_the_one_that_is_kept(open_as, editor, x):
    page = open_as(editor, reverse("campaigns_posts:add"))
    page.get_by_role("textbox", name="Testo").fill("Sabato si pulisce il cortile.")
    page.get_by_label("Data e ora di invio").click()
    page.keyboard.type("05/12/2049 10:00")
    page.keyboard.press("Tab")

    page.keyboard.type("05/12/2049 10:00")
    page.keyboard.press("Tab")
    page.get_by_label("Non inviare dopo il").click()
    days = page.locator(".xdsoft_datetimepicker:visible td.xdsoft_date")
    expect(days.and_(page.locator(".xdsoft_current"))).to_have_text("5")
    days.and_(page.locator("[data-month='11']")).get_by_text("24").click()
    page.get_by_role("button", name="Salva bozza").click()
    page.wait_for_url("**/edit/**")

    expect(page.get_by_label("Data e ora di invio")).to_have_value("05/12/2049 10:00")
    expect(page.get_by_label("Non inviare dopo il")).to_have_value("24/12/2049 10:00")
    post = Post.objects.get().get_latest_revision_as_object()
    assert post.send_at == datetime(2049, 12, 5, 9, tzinfo=UTC)


def test_without_scripts_what_was_done_is_said(browser, live_server, approver, x):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    [session] = logged_in(approver).cookies.values()
    context.add_cookies(
        [{"name": session.key, "value": session.value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(reverse("campaigns:stop_everything"))
    page.get_by_label("Motivo").fill("Allarme")
    page.get_by_label("Sì, da questo momento").check()
    page.get_by_role("button", name="Sospendi tutto adesso").click()

    said = page.get_by_text("Finché la sospensione dura non esce nulla")
    expect(said).to_be_in_viewport()
    assert said.evaluate(
        "item => item.checkVisibility({opacityProperty: true, visibilityProperty: true})"
    )
    context.close()
