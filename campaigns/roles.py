"""What each role may do with posts, and the workflow that approves them.

Nobody is granted ``publish_post``: a post is approved, never published directly.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from campaigns.models import Post, PostApproval
from users.roles import ADMINISTRATORS, APPROVERS, EDITORS, grant


def make_roles() -> None:
    """Grant permissions and make the workflow; safe to repeat."""
    grant(
        {
            EDITORS: [
                *_all("add change", "campaign post"),
                *_all("view", "campaign post delivery channel stop"),
                "campaigns.change_delivery",
            ],
            APPROVERS: [
                *_all("delete", "campaign post"),
                *_all("add change", "stop"),
                "campaigns.add_delivery",
            ],
            ADMINISTRATORS: [
                *_all("add change delete", "channel postapproval"),
                "campaigns.change_postsettings",
            ],
        }
    )
    make_workflow()


def _all(verbs: str, models: str) -> list[str]:
    return [
        f"campaigns.{verb}_{model}"
        for model in models.split()
        for verb in verbs.split()
    ]


def make_workflow() -> None:
    """Posts go to the approvers, unless the town has given them a workflow."""
    posts = ContentType.objects.get_for_model(Post)
    if WorkflowContentType.objects.filter(content_type=posts).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        task = PostApproval.objects.create(name=_("Post approval"))
        workflow = Workflow.objects.create(name=_("Post approval"))
    task.groups.add(Group.objects.get(name=APPROVERS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=posts)
