from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        from . import checks, mail, receivers  # noqa: F401 (they connect themselves)
        from .feedback import retention  # noqa: F401 (registers what it keeps)
        from .roles import make_roles

        post_migrate.connect(make_roles, sender=self)
