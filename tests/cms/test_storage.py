"""Uploads can lie in a store that speaks S3, by one setting."""

import boto3
import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string
from moto.server import ThreadedMotoServer

from cms.settings.storage import s3


@pytest.fixture
def store():
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    ).create_bucket(Bucket="piastra")
    yield f"http://key:secret@{host}:{port}/piastra?region=us-east-1"
    server.stop()


def test_a_file_is_kept_read_and_served_from_the_store(store):
    entry = s3(store)
    storage = import_string(entry["BACKEND"])(**entry["OPTIONS"])

    name = storage.save("posts/foto.jpg", ContentFile(b"una foto"))

    with storage.open(name) as file:
        assert file.read() == b"una foto"
    assert requests.head(storage.url(name), timeout=5).status_code in (200, 403)
    assert storage.save("posts/foto.jpg", ContentFile(b"un'altra")) != name


@pytest.mark.parametrize(
    "url",
    ["s3://host/bucket", "s3://key:secret@host", "ftp://key:secret@host/bucket", "x"],
)
def test_an_address_without_its_parts_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL must look like"):
        s3(url)


def test_a_secret_may_hold_any_sign():
    options = s3("s3://key:a%2Fb%40c@host/bucket")["OPTIONS"]

    assert options["secret_key"] == "a/b@c"
    assert options["endpoint_url"] == "https://host"
