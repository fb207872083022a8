"""Posts, channels and deliveries for tests, valid by default."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import BytesIO

import factory
from django.core.files.images import ImageFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as Drawing

from campaigns import credentials
from campaigns.models import Campaign, Channel, Delivery, Post, PostImage, State
from cms.models import Image
from simulator.accounts import PAGES, X_ACCOUNTS


class CampaignFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Campagna {n}")
    objective = "Far conoscere il quartiere"

    class Meta:
        model = Campaign


class ChannelFactory(DjangoModelFactory):
    network = "x"
    name = "Qt Piastra"
    account_id = X_ACCOUNTS[0].id
    account_url = "https://x.com/qtpiastra"
    state = Channel.State.CONNECTED
    sealed_credentials = factory.LazyFunction(
        lambda: credentials.seal(X_ACCOUNTS[0].credentials)
    )

    class Meta:
        model = Channel

    class Params:
        facebook = factory.Trait(
            network="facebook",
            account_id=PAGES[0].id,
            account_url=f"https://www.facebook.com/{PAGES[0].id}",
            sealed_credentials=factory.LazyFunction(
                lambda: credentials.seal(PAGES[0].credentials)
            ),
        )
        by_hand = factory.Trait(
            network="by_hand",
            account_url="",
            name="Canale WhatsApp",
            account_id=factory.LazyFunction(lambda: str(uuid.uuid4())),
            sealed_credentials="",
        )


def picture(title: str = "Il cortile", alt: str = "Un cortile con tre alberi") -> Image:
    """A small picture in the library."""
    data = BytesIO()
    Drawing.new("RGB", (320, 200), "seagreen").save(data, "PNG")
    data.seek(0)
    return Image.objects.create(
        title=title, file=ImageFile(data, name="cortile.png"), alt_text=alt
    )


class PostFactory(DjangoModelFactory):
    """A draft with one revision, written by ``author`` (a user)."""

    text = factory.Sequence(lambda n: f"Sabato si pulisce il cortile numero {n}.")
    live = False

    class Meta:
        model = Post
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class, *args, author=None, channels=(), images=(), **kwargs):
        post = model_class(**kwargs)
        post.channels = list(channels)
        post.images = [PostImage(image=image) for image in images]
        post.save()
        post.save_revision(user=author)
        post.refresh_from_db()
        return post


class DeliveryFactory(DjangoModelFactory):
    """A planned delivery, due a minute ago; traits for the other states."""

    class Meta:
        model = Delivery

    post = factory.SubFactory(PostFactory)
    channel = factory.SubFactory(ChannelFactory)
    revision = factory.LazyAttribute(lambda row: row.post.latest_revision)
    approved_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1))
    useless_after = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    message = factory.LazyAttribute(
        lambda row: {
            "text": row.post.text,
            "link": "",
            "language": "it",
            "images": [],
        }
    )

    class Params:
        sending = factory.Trait(
            state=State.SENDING,
            lease_token=factory.LazyFunction(uuid.uuid4),
            lease_until=factory.LazyFunction(
                lambda: timezone.now() + timedelta(minutes=5)
            ),
        )
        unconfirmed = factory.Trait(
            state=State.UNCONFIRMED,
            reason="connection_lost",
            not_before=factory.LazyFunction(timezone.now),
        )
        sent = factory.Trait(
            state=State.SENT,
            remote_id=factory.Sequence(lambda n: f"99{n}"),
            remote_url=factory.Sequence(lambda n: f"https://x.com/a/status/99{n}"),
            sent_at=factory.LazyFunction(timezone.now),
        )
        rejected = factory.Trait(state=State.REJECTED, reason="permission")
        handed = factory.Trait(state=State.HANDED)
