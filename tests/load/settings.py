"""Production's settings, in a folder of the benchmark's own.

``BENCH_CACHE=0`` takes the page cache away: what a page costs when nobody has
asked for it yet.
"""

from cms.settings.production import *

INSTALLED_APPS += ["tests.load.instant.InstantConfig"]
if not env.bool("BENCH_CACHE", default=True):
    MIDDLEWARE.remove("cms.cache.PageCacheMiddleware")
