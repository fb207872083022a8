"""Forms about pictures."""

from __future__ import annotations

import warnings
from typing import Any

import PIL.Image
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .models import Image
from .signals import picture_changed


class PictureField(WagtailImageField):
    """As Wagtail's, which decodes a picture to count its pixels and lets the decoder's
    faults through: a small file can ask for more memory than there is.
    """

    def to_python(self, data: Any) -> Any:
        try:
            if data and pixels(data) > self.max_image_pixels:
                raise PIL.Image.DecompressionBombError
            return super().to_python(data)
        except PIL.Image.DecompressionBombError as error:
            raise ValidationError(
                _(
                    "This picture is too large: it has more than %(limit)s million "
                    "pixels. Make it smaller and upload it again."
                )
                % {"limit": self.max_image_pixels // 1_000_000},
                code="file_too_many_pixels",
            ) from error
        except ValidationError:
            raise
        # What a decoder raises depends on where the file breaks off.
        except Exception as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error


def pixels(file: Any) -> int:
    """What the head of the file says; none where that is no picture's.

    Raises DecompressionBombError where Pillow itself will not go on.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
        try:
            width, height = PIL.Image.open(file).size
        except PIL.UnidentifiedImageError:
            return 0
        finally:
            file.seek(0)
    return width * height


class ImageForm(BaseImageForm):
    """Whose picture it is must be said when it comes in: later nobody knows.

    ``user`` is who fills it in; every screen that changes a picture names them.
    """

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        for name in ("author", "licence"):
            self.fields[name].required = True
        alt = self.fields["alt_text"]
        alt.help_text = format_lazy(
            "{} {}", alt.help_text, _("No post goes out with a picture without it.")
        )
        # Wagtail's form of many pictures at once has none.
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(label=file.label, widget=file.widget)

    def full_clean(self) -> None:
        super().full_clean()
        if self.errors and self.files.get(self.add_prefix("file")):
            # No page may put a file into a field, so a browser has lost it by now.
            self.add_error("file", _("Choose the file again: it has not been kept."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("release_expires") and not cleaned.get("release"):
            self.add_error("release", _("Say where the release is filed that expires."))
        return cleaned

    def save(self, commit: bool = True) -> Image:
        """Who changes what a picture shows or says is told first: so it is never
        there without its author."""
        shown = not {"file", "alt_text"}.isdisjoint(self.changed_data)
        if self.instance.pk and self.user and shown:
            picture_changed.send(sender=Image, picture=self.instance, by=self.user)
        return super().save(commit=commit)


class WithdrawForm(forms.Form):
    """Why a picture is withdrawn: the record must say it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Such as: the person in it has taken back the release."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
