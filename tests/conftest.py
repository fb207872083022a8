"""The cast and the places that every test may ask for."""

from __future__ import annotations

import socket
import uuid

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.roles import make_roots
from tests.cms.factories import HomePageFactory
from users.models import User
from users.roles import ADMINISTRATORS, APPROVERS, EDITORS


@pytest.fixture(autouse=True)
def fresh_caches(settings):
    """Caches outlive the rollback that ends a test; what they keep must not."""
    prefix = uuid.uuid4().hex
    settings.CACHES = {
        name: {**cache, "KEY_PREFIX": f"{name}-{prefix}"}
        for name, cache in settings.CACHES.items()
    }


@pytest.fixture
def unused_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Places


@pytest.fixture
def locales(db) -> tuple[Locale, Locale]:
    """Italian and English, made again where a flush took them away."""
    make_roots()
    return tuple(
        Locale.objects.get_or_create(language_code=code)[0] for code in ("it", "en")
    )


@pytest.fixture
def home(locales) -> Page:
    """The Italian home page of the only site."""
    home = HomePageFactory(parent=Page.get_first_root_node(), locale=locales[0])
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "testserver",
            "port": 80,
            "root_page": home,
            "site_name": "Qt Piastra",
        },
    )
    return home


@pytest.fixture
def english_home(home, locales) -> Page:
    page = home.copy_for_translation(locales[1])
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def site(home) -> Site:
    return Site.objects.get(is_default_site=True)


# The cast


def person(username: str, *roles: str) -> User:
    user = User.objects.create_user(
        username, email=f"{username}@example.org", password=username
    )
    user.groups.set(Group.objects.get_or_create(name=role)[0] for role in roles)
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db) -> User:
    return person("editor", EDITORS)


@pytest.fixture
def approver(db) -> User:
    return person("approver", APPROVERS)


@pytest.fixture
def administrator(db) -> User:
    return person("administrator", ADMINISTRATORS)


@pytest.fixture
def stranger(db) -> User:
    """Somebody with a login and no role."""
    return person("stranger")


@pytest.fixture
def editor_client(editor) -> Client:
    return logged_in(editor)


@pytest.fixture
def approver_client(approver) -> Client:
    return logged_in(approver)


@pytest.fixture
def administrator_client(administrator) -> Client:
    return logged_in(administrator)


@pytest.fixture
def stranger_client(stranger) -> Client:
    return logged_in(stranger)
