from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        from cms import health

        from . import checks, log_actions, receivers  # noqa: F401 (they connect themselves)
        from .pulse import dispatched_lately

        health.components["dispatcher"] = dispatched_lately
