"""What the end of a Wagtail workflow does (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

Wagtail imports this module while it loads its models, so it imports none.
"""

from __future__ import annotations

from typing import Any

from wagtail.workflows import publish_workflow_state


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Let the object say what its approval means, else publish as Wagtail does.

    Wagtail publishes the *latest* revision, whoever read which; an object with
    promises of its own has a method ``finish_workflow(workflow_state, user)``.
    """
    approved = workflow_state.content_object
    if hasattr(approved, "finish_workflow"):
        approved.finish_workflow(workflow_state, user)
    else:
        publish_workflow_state(workflow_state, user=user)
