"""Uploaded images, served by Python in the demo and in development.

In production the web server or the store does it (docs/deploy.md). Documents are
never served here: Wagtail's own view looks at who may read them.
"""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

SHOWN = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}
YEAR = 31_536_000


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give one file. A rendition's name changes with its content, so it is for ever.

    Whatever is not a picture that browsers only show (an SVG may hold scripts) is
    offered as a download.
    """
    ours = settings.DEMO or settings.DEBUG
    # Dots in a path could lead into the documents, or out of the folder.
    plain = posixpath.normpath(path) == path and not path.startswith(("/", ".."))
    if not ours or not plain or path.startswith("documents/"):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["X-Content-Type-Options"] = "nosniff"
    if path.startswith("images/"):
        response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    if response.get("Content-Type", "") not in SHOWN:
        response["Content-Disposition"] = "attachment"
    return response
