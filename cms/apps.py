from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.apps import WagtailAdminAppConfig


class CmsConfig(AppConfig):
    default = True
    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        # They connect themselves, and register what they keep.
        from . import checks, counting, mail, receivers  # noqa: F401
        from .feedback import retention  # noqa: F401 (registers what it keeps)
        from .roles import make_roles

        post_migrate.connect(make_roles, sender=self)


class AdminConfig(WagtailAdminAppConfig):
    """Wagtail's admin, which leaves to others what has mails of its own."""

    default = False

    def ready(self) -> None:
        super().ready()
        from .workflow_mails import leave_out_what_has_its_own

        leave_out_what_has_its_own()
