"""Middleware of the site."""

from __future__ import annotations

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from .languages import tag
from .prefixes import language_of


class PathLocaleMiddleware(LocaleMiddleware):
    """The address alone says the language: ``/en/…`` is English, the rest Italian.

    Django's own middleware also looks at ``Accept-Language`` and then must add
    it to ``Vary``, so that one address would be several pages for a cache.
    The admin is the exception: Wagtail picks the editor's own language there.
    """

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(language_of(request.path_info))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        language = tag(translation.get_language())
        response.headers.setdefault("Content-Language", language)
        return response


class PolicyMiddleware(CSPMiddleware):
    """Tells browsers what a page may load and do (``cms/settings/policy.py``).

    Somebody who has logged in sees Wagtail's toolbar on pages of the site too.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if (
            request.path.startswith("/admin/")
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            parts.replace = {**settings.TEAM_DIRECTIVES, **(parts.replace or {})}
        return parts

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return super().process_response(request, response)
