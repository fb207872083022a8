"""Rights in pictures: when one may be published, and what takes one away for good.

A town shows a photograph of people who can be recognised only with their release
(Regulation (EU) 2016/679, art. 6; L. 633/1941, art. 96), for as long as it says,
and never one of minors. Whoever takes the release back is obeyed at once:
``withdraw`` destroys the picture itself, so that nothing that still points to it,
a page, a kept answer or a forgotten template, can show it again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from PIL import Image as Drawing
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision

from .models.media import Image
from .signals import picture_withdrawn

EXPIRES_SOON = datetime.timedelta(days=30)


class NotPublishable(PermissionDenied):
    """A page shows a picture that may not be published; says which and why."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries a picture outside the pages: its name, its screen, its state."""

    title: str
    url: str
    state: str


def objection(image: Image, until: datetime.date | None = None) -> str:
    """Why this picture may not be published today, or on any day ``until`` then;
    empty if it may."""
    if image.withdrawn_at:
        return _("it was withdrawn")
    if image.people == Image.People.MINORS:
        return _("it shows minors")
    if image.people == Image.People.ADULTS and not image.release:
        return _("it shows people, and no release is filed")
    if image.has_expired and image.release_expires:
        return _("the release of the people in it expired on %(date)s") % {
            "date": date_format(image.release_expires)
        }
    if until and image.release_expires and image.expires_before(until):
        return _("the release expires on %(date)s") % {
            "date": date_format(image.release_expires)
        }
    return ""


def trouble(image: Image) -> list[str]:
    """What a person has to mend about this picture, in sentences."""
    missing = [] if image.author and image.licence else [_("author or licence missing")]
    reason = objection(image) or _expiry(image)
    return [*([reason] if reason else []), *missing]


def _expiry(image: Image) -> str:
    day = image.release_expires
    if image.people == Image.People.NONE or not day or not _is_soon(day):
        return ""
    return _("the release expires on %(date)s") % {"date": date_format(day)}


def _is_soon(day: datetime.date) -> bool:
    return day < timezone.localdate() + EXPIRES_SOON


def objections(thing: models.Model) -> list[str]:
    """A sentence for each picture that keeps a page from being published."""
    pictures = Image.objects.filter(pk__in=set(pictures_of(thing))).order_by("title")
    return [
        _("The picture “%(title)s” cannot be published: %(reason)s.")
        % {"title": picture.title, "reason": reason}
        for picture in pictures
        if (reason := objection(picture))
    ]


def pictures_of(thing: models.Model) -> Iterator[int]:
    """Ids of the pictures in the fields, texts and children of a page as it stands
    in memory: a draft has no other way to say what it shows."""
    for field in thing._meta.concrete_fields:
        if field.remote_field and issubclass(field.remote_field.model, Image):
            if picture := field.value_from_object(thing):
                yield picture
        elif hasattr(field, "extract_references"):
            value = field.value_from_object(thing)
            for model, pk, *_where in field.extract_references(value):
                if issubclass(model, Image):
                    yield int(pk)
    for relation in get_all_child_relations(type(thing)):
        for child in getattr(thing, relation.get_accessor_name()).all():
            yield from pictures_of(child)


def set_aside_scheduled() -> list[Revision]:
    """Take the time from due revisions that their pictures keep from publication.

    Gives those revisions. Between scheduling and publishing a release may expire,
    and Wagtail's command would stop at the first page that refuses.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    refused = []
    for revision in due.select_related("user"):
        if objections(revision.as_object()):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            refused.append(revision)
    return refused


def in_trouble() -> models.QuerySet[Image]:
    """Pictures that need a person: not to be published, or not for much longer."""
    soon = timezone.localdate() + EXPIRES_SOON
    people = ~Q(people=Image.People.NONE)
    return Image.objects.filter(
        Q(withdrawn_at__isnull=False)
        | Q(people=Image.People.MINORS)
        | people & (Q(release="") | Q(release_expires__lt=soon))
        | Q(author="")
        | Q(licence="")
    )


def withdraw(*, image: Image, by: Any, reason: str) -> list[Carrier]:
    """Destroy a picture and leave its row as a record. It cannot be undone.

    Every page, rendition and kept answer loses it with the commit. The apps above
    hear ``picture_withdrawn`` inside the transaction, take it out of what has not
    gone out yet, and answer what else carries it; the audit log keeps that list.
    """
    with transaction.atomic():
        row = Image.objects.select_for_update().get(pk=image.pk)
        if row.withdrawn_at:
            return carriers_of(row)
        answers: list[tuple[Any, Any]] = picture_withdrawn.send(
            sender=Image, picture=row, by=by, reason=reason
        )
        carriers: list[Carrier] = [each for _, found in answers for each in found]
        _forget_file(row)
        row.withdrawn_at = timezone.now()
        row.withdrawn_by = by
        row.withdrawn_because = reason
        row.save()
        log(
            row,
            "cms.withdraw_picture",
            user=by,
            data={"reason": reason, "carriers": [asdict(each) for each in carriers]},
        )
    return carriers


def carriers_of(image: Image) -> list[Carrier]:
    """What carried a picture when it was withdrawn, as the audit log has it."""
    entry = (
        ModelLogEntry.objects.for_instance(image)
        .filter(action="cms.withdraw_picture")
        .order_by("-timestamp")
        .first()
    )
    return [Carrier(**each) for each in entry.data["carriers"]] if entry else []


def _forget_file(row: Image) -> None:
    """Replace the file by an empty one of its size; delete it with the commit."""
    storage, name = row.file.storage, row.file.name
    row.renditions.all().delete()
    row.focal_point_x = row.focal_point_y = None
    row.focal_point_width = row.focal_point_height = None
    row.file = ImageFile(blank(row.width, row.height), name="withdrawn.png")
    row._set_image_file_metadata()
    transaction.on_commit(lambda: storage.delete(name))


def blank(width: int, height: int) -> BytesIO:
    """A plain grey picture in PNG, at most 1,600 pixels wide."""
    width, height = max(width, 1), max(height, 1)
    scale = min(1, 1600 / width)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    data = BytesIO()
    Drawing.new("L", size, 224).save(data, "PNG")
    data.seek(0)
    return data
