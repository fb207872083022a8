"""A page as text, without what only the template's line breaks make of it."""

from django.test import Client


def read(client: Client, address: str, **options: object) -> str:
    """The page's markup with single spaces, wherever its lines were broken."""
    return " ".join(client.get(address, **options).text.split())
