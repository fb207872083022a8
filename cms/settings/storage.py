"""STORAGE_URL: where uploads are kept when it is not the disk."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FORM = "s3://KEY:SECRET@HOST/BUCKET?region=REGION"


def s3(url: str, *, private: bool = False) -> dict[str, Any]:
    """An entry of STORAGES for any store that speaks S3.

    What is ``private`` lies in a folder of that name, which the store must not give
    to strangers (docs/deploy.md), and its addresses are signed.

    ``http`` in the place of ``s3`` speaks to it without TLS, for a store on the
    same machine. Raises ImproperlyConfigured for an address without its parts.
    """
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    known = parts.scheme in ("s3", "http")
    if not (known and parts.hostname and parts.username and parts.password and bucket):
        raise ImproperlyConfigured(f"STORAGE_URL must look like {FORM}.")
    host = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"{'http' if parts.scheme == 'http' else 'https'}://{host}",
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": bucket,
            "region_name": parse_qs(parts.query).get("region", [None])[0],
            "file_overwrite": False,
            "querystring_auth": private,
            **({"location": "private", "default_acl": "private"} if private else {}),
        },
    }
