"""A channel: one account of ours on a network."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns import credentials, networks
from campaigns.networks.base import Account, Network, Reconnect


def network_choices() -> list[tuple[str, Any]]:
    return [(network.code, network.label) for network in networks.all()]


class ChannelQuerySet(models.QuerySet["Channel"]):
    def connected(self) -> ChannelQuerySet:
        return self.filter(state=Channel.State.CONNECTED)


class Channel(models.Model):
    class State(models.TextChoices):
        CONNECTED = "connected", _("Connected")
        RECONNECT = "reconnect", _("Needs reconnecting")
        PAUSED = "paused", _("Paused")

    network = models.CharField(_("network"), max_length=20, choices=network_choices)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("How the team calls this account.")
    )
    account_id = models.CharField(_("account id"), max_length=200, blank=True)
    account_name = models.CharField(_("account"), max_length=200, blank=True)
    account_url = models.URLField(_("account address"), blank=True)
    sealed_credentials = models.TextField(blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PAUSED
    )
    # Why it needs reconnecting: a code of campaigns.reasons and the network's words.
    reason = models.CharField(max_length=50, blank=True, editable=False)
    detail = models.TextField(blank=True, editable=False)
    holder = models.CharField(
        _("held by"),
        max_length=200,
        blank=True,
        help_text=_("Who in the town holds this account."),
    )
    holder_email = models.EmailField(_("their e-mail"), blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["network", "name"]
        constraints = [
            models.UniqueConstraint(
                name="one_channel_per_account",
                fields=["network", "account_id"],
                condition=~models.Q(account_id=""),
                violation_error_message=_("This account is connected already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.network_class.label}: {self.name}"

    @property
    def network_class(self) -> type[Network]:
        return networks.get(self.network)

    @property
    def account(self) -> Account:
        """As the network named it when the channel was connected."""
        return Account(self.account_id, self.account_name, self.account_url)

    def client(self) -> Network:
        """The network, ready to talk for this account.

        Raises Reconnect (``key_unreadable``) when no key decrypts the credentials.
        """
        try:
            values = credentials.unseal(self.sealed_credentials)
        except credentials.Unreadable as error:
            raise Reconnect("key_unreadable") from error
        return client_for(self.network, values)


def client_for(code: str, values: dict[str, str]) -> Network:
    """A network by its code, with given credentials and the settings' address."""
    options = dict(settings.NETWORKS.get(code, {}))
    return networks.get(code)(values, options.pop("address", ""), options)
