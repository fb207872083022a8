"""Print, of the site that the environment names, the page with most on it of every
type and language: ``python -m tests.browser.pages_of_every_type``."""

import json
import sys

import django

django.setup()

from wagtail.models import get_page_models  # noqa: E402

from cms.models import BasePage  # noqa: E402

found: dict[tuple[str, str], BasePage] = {}
for model in get_page_models():
    if issubclass(model, BasePage):
        for page in model.objects.live().public().select_related("locale"):
            name = (model.__name__, page.locale.language_code)
            if name not in found or len(page.to_json()) > len(found[name].to_json()):
                found[name] = page
json.dump(
    [[*name, page.relative_url(None)] for name, page in found.items()], sys.stdout
)
