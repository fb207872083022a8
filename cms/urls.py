"""Every address: technical ones first, then pages by language (Italian at ``/``)."""

from django.urls import URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .health import health
from .media import media
from .prefixes import LanguagePrefix
from .site_map import site_map
from .views import favicon, manifest, robots, security, sitemap

urlpatterns = [
    path("healthz", health),
    path("media/<path:path>", media),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", robots),
    path(".well-known/security.txt", security, name="security"),
    path("favicon.ico", favicon),
    path("site.webmanifest", manifest, name="manifest"),
    path("sitemap.xml", sitemap, name="sitemap"),
    URLResolver(
        LanguagePrefix(prefix_default_language=False),
        [
            path("cerca/", include("search.urls")),
            path("rispondi/", include("surveys.urls")),
            path("mappa/", site_map, name="site_map"),
            path("", include("cms.feedback.urls")),
            path("", include(wagtail_urls)),
        ],
    ),
]
