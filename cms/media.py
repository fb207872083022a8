"""Uploaded images, served by Python in the demo and in development.

In production the web server or the store does it (docs/deploy.md). Documents are
never served here: Wagtail's own view looks at who may read them. Originals are for
the team alone, here as in production: readers get sizes cut from them.
"""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve
from wagtail.images.permissions import permission_policy

SHOWN = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}
YEAR = 31_536_000
ORIGINALS = "original_images/"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give one file. A rendition's name changes with its content, so it is for ever.

    Whatever is not a picture that browsers only show (an SVG may hold scripts) is
    offered as a download.
    """
    if path.startswith(ORIGINALS):
        return original(request, path)
    ours = settings.DEMO or settings.DEBUG
    # Dots in a path could lead into the documents, or out of the folder.
    plain = posixpath.normpath(path) == path and not path.startswith(("/", ".."))
    if not ours or not plain or path.startswith("documents/"):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["X-Content-Type-Options"] = "nosniff"
    if path.startswith("images/"):
        response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return harmless(response)


def original(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture as it was uploaded, camera's notes included, for who looks after it."""
    may = permission_policy.user_has_any_permission(request.user, ["add", "change"])
    try:
        if not may:
            raise Http404
        response = FileResponse(default_storage.open(path))
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return harmless(response)


def harmless(response: HttpResponseBase) -> HttpResponseBase:
    if response.get("Content-Type", "") not in SHOWN:
        response["Content-Disposition"] = "attachment"
    return response
