"""What each role may do on the site: pages, pictures, documents, words around them.

Runs after every ``migrate`` and every ``flush``, and is safe to repeat. A data
migration could not do it: permissions are only made after the migrations.
Editors write; approvers also publish; administrators also look after people,
workflows and the site's settings. An app above has a receiver of its own and calls
``users.roles.grant``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from users.roles import ADMINISTRATORS, APPROVERS, EDITORS, at_least, grant, permission

PAGES = {
    EDITORS: ["add_page", "change_page"],
    APPROVERS: ["publish_page", "lock_page", "unlock_page"],
    ADMINISTRATORS: ["bulk_delete_page"],
}
COLLECTIONS = {
    EDITORS: [
        name.format(kind)
        for name in ("wagtailimages.{}_image", "wagtaildocs.{}_document")
        for kind in ("add", "change", "choose")
    ],
    ADMINISTRATORS: [
        f"wagtailcore.{kind}_collection" for kind in ("add", "change", "delete")
    ],
}


def make_roles(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Receiver of ``post_migrate``; waits for a migration that has all tables."""
    try:
        kwargs.get("apps", apps).get_model("wagtailcore", "WorkflowTask")
    except LookupError:
        return
    root = make_roots()
    grant(dict(model_permissions()))
    grant_on_pages(root)
    grant_on_collections()
    make_workflow(root)


def make_roots() -> Page:
    """What Wagtail's and wagtail-localize's migrations make, and a flush takes.

    And the languages of the site. One that is switched off keeps its row and its
    pages, which nobody sees until it is on again.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Translation),
        codename="submit_translation",
        defaults={"name": "Can submit translations"},
    )
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


def model_permissions() -> Iterator[tuple[str, list[str]]]:
    """Role and permissions on whole models; snippets and settings are found."""
    snippets = [model for model in get_snippet_models() if is_ours(model)]
    site_settings = [model for model in settings_registry if is_ours(model)]
    yield (
        EDITORS,
        [
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            *(
                full_codename(kind, model)
                for model in snippets
                for kind in ("add", "change")
            ),
            "cms.view_report",
            "cms.change_report",
            "cms.view_rating",
        ],
    )
    yield (
        APPROVERS,
        [
            *(full_codename("delete", model) for model in snippets),
            *(
                f"wagtailredirects.{kind}_redirect"
                for kind in ("add", "change", "delete")
            ),
        ],
    )
    yield (
        ADMINISTRATORS,
        [
            *(full_codename("change", model) for model in site_settings),
            "cms.delete_report",
            "cms.delete_rating",
            "wagtailcore.change_site",
            "cms.view_mail",
            "cms.change_mail",
            *(
                model.format(kind)
                for kind in ("add", "change", "delete")
                for model in (
                    "users.{}_user",
                    "auth.{}_group",
                    "wagtailcore.{}_locale",
                    "wagtailcore.{}_workflow",
                    "wagtailcore.{}_groupapprovaltask",
                )
            ),
        ],
    )


def is_ours(model: type[models.Model]) -> bool:
    return model._meta.app_label == "cms"


def full_codename(kind: str, model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{kind}_{model._meta.model_name}"


def grant_on_pages(root: Page) -> None:
    for role, codenames in PAGES.items():
        for group in Group.objects.filter(name__in=at_least(role)):
            for codename in codenames:
                GroupPagePermission.objects.get_or_create(
                    group=group,
                    page=root,
                    permission=permission(f"wagtailcore.{codename}"),
                )


def grant_on_collections() -> None:
    root = Collection.get_first_root_node()
    for role, names in COLLECTIONS.items():
        for group in Group.objects.filter(name__in=at_least(role)):
            for full_name in names:
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission(full_name)
                )


def make_workflow(root: Page) -> None:
    """Pages go to the approvers, unless the town has given the root a workflow."""
    if WorkflowPage.objects.filter(page=root).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        task = GroupApprovalTask.objects.create(name=_("Page approval"))
        workflow = Workflow.objects.create(name=_("Page approval"))
    task.groups.add(Group.objects.get(name=APPROVERS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)
