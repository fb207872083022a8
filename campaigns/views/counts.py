"""How long a text is on each network, while it is being written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Page

from campaigns import networks, proofs
from campaigns.models import Channel

from .base import Allowed

# Longer than any network takes; counting more would only cost time.
ENOUGH = 100_000


class CountView(Allowed, View):
    """Answers ``{"counts": [{"sentence", "over"}]}`` for the form as it stands.

    Takes the post form's own fields, so that the script only has to send them.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        data = request.POST
        link = _link(data)
        variants = dict(_variants(data))
        pictures = _has_pictures(data)
        codes = (
            Channel.objects.filter(pk__in=_numbers(data.getlist("channels")))
            .order_by("network")
            .values_list("network", flat=True)
            .distinct()
        )
        found = (
            proofs.count(
                networks.get(code),
                variants.get(code, data.get("text", ""))[:ENOUGH],
                link,
                pictures,
            )
            for code in codes
        )
        return JsonResponse({"counts": [_in_words(count) for count in found]})


def _in_words(count: proofs.Count) -> dict[str, Any]:
    values = {
        "network": count.network.label,
        "length": intcomma(count.length),
        "limit": intcomma(count.limit),
        "over": intcomma(count.over),
    }
    sentence = (
        _("%(network)s: %(length)s of %(limit)s, %(over)s too many")
        if count.over
        else _("%(network)s: %(length)s of %(limit)s")
    )
    return {"sentence": sentence % values, "over": bool(count.over)}


def _link(data: Any) -> str:
    for pk in _numbers([data.get("link_page", "")]):
        page = Page.objects.filter(pk=pk).first()
        return (page and page.full_url) or ""
    return data.get("link_url", "")


def _has_pictures(data: Any) -> bool:
    return any(
        data.get(f"images-{number}-image") and not data.get(f"images-{number}-DELETE")
        for number in _forms(data, "images")
    )


def _variants(data: Any) -> Iterator[tuple[str, str]]:
    for number in _forms(data, "variants"):
        prefix = f"variants-{number}"
        if not data.get(f"{prefix}-DELETE"):
            yield data.get(f"{prefix}-network", ""), data.get(f"{prefix}-text", "")


def _forms(data: Any, formset: str) -> range:
    totals = _numbers([data.get(f"{formset}-TOTAL_FORMS", "")])
    return range(min(sum(totals), 100))


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 10]
