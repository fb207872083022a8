"""Frozen pictures leave the folder that the web server shows."""

from django.core.files.storage import default_storage, storages
from django.db import migrations

FOLDER = "posts"


def move(apps, schema_editor):
    """One by one, and a picture is taken away only once it is there: safe to repeat."""
    private = storages["private"]
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if not private.exists(path):
            with default_storage.open(path) as file:
                private.save(path, file)
        default_storage.delete(path)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_post_settings")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
