"""Files to download."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .groups import PAGES

# Kinds of file for which Bootstrap Italia has drawn a sign.
SIGNS = {"csv", "docx", "json", "odp", "ods", "odt", "pdf", "txt", "xlsx", "xml"}


class DocumentsValue(blocks.StructValue):
    @property
    def files(self) -> Iterator[tuple[Any, str]]:
        """Each document that is still there, with the name of its sign."""
        for document in self["documents"]:
            if document:
                kind = document.file_extension.lower()
                yield document, f"file-{kind}" if kind in SIGNS else "file"


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=100)
    documents = blocks.ListBlock(
        DocumentChooserBlock(label=_("Document")),
        min_num=1,
        max_num=50,
        label=_("Documents"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = PAGES
        description = _("Files to download.")
        template = "cms/blocks/documents.html"
        value_class = DocumentsValue

    def get_preview_value(self) -> blocks.StructValue:
        """The newest files of the library."""
        newest = get_document_model().objects.order_by("-pk").values_list("pk")[:2]
        return self.to_python({"documents": [pk for (pk,) in newest]})
