"""Every address: technical ones first, then pages by language (Italian at ``/``)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .health import health
from .media import media
from .views import robots, sitemap

urlpatterns = [
    path("healthz", health),
    path("media/<path:path>", media),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, name="sitemap"),
    *i18n_patterns(
        path("cerca/", include("search.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
