"""Middleware of the site."""

from __future__ import annotations

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
