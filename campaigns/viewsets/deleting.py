"""What has been sent stays: deleting it is refused with a sentence, not an error."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views import generic


class KindDeleteView(generic.DeleteView):
    """Subclasses say in ``why_it_stays`` why an object cannot go, or nothing."""

    def why_it_stays(self) -> str:
        raise NotImplementedError

    def run_before_hook(self) -> HttpResponse | Any:
        if why := self.why_it_stays():
            messages.error(self.request, why)
            return redirect(self.index_url_name)
        return super().run_before_hook()
