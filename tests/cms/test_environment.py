"""A variable that cannot be read ends the process, and its value stays secret."""

import pytest

from cms.settings.environment import Environment

READERS = {
    "DATABASE_URL": lambda env: env.db_url("DATABASE_URL"),
    "CACHE_URL": lambda env: env.cache_url("CACHE_URL"),
    "EMAIL_URL": lambda env: env.email_url("EMAIL_URL"),
    "HOURS": lambda env: env.int("HOURS"),
    "SITE_URL": lambda env: env.site("SITE_URL", ""),
    "VAR_DIR": lambda env: env.folder("VAR_DIR", ""),
}


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "secret"),
        ("DATABASE_URL", "secret://host/name"),
        ("DATABASE_URL", "postgres://user:secret@host:secret/name"),
        ("CACHE_URL", "secret"),
        ("EMAIL_URL", "secret"),
        ("EMAIL_URL", "smtp://user:secret@host:secret"),
        ("HOURS", "secret"),
        ("SITE_URL", "secret.example"),
        ("SITE_URL", "ftp://secret.example"),
        ("SITE_URL", "http://[secret"),
        ("SITE_URL", "https://piastra.example/secret"),
        ("SITE_URL", "https://secret@piastra.example"),
        ("SITE_URL", "https://"),
    ],
)
def test_the_sentence_names_the_variable_and_hides_the_value(name, value, monkeypatch):
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as ended:
        READERS[name](Environment())

    assert str(ended.value).startswith(name)
    assert "should look like" in str(ended.value)
    assert "secret" not in str(ended.value)


def test_a_folder_that_cannot_be_made_is_named(monkeypatch):
    monkeypatch.setenv("VAR_DIR", "/dev/null/folder")

    with pytest.raises(SystemExit, match="VAR_DIR cannot be made: /dev/null/folder"):
        READERS["VAR_DIR"](Environment())


def test_a_slash_after_the_name_is_forgiven(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://piastra.example/")

    assert READERS["SITE_URL"](Environment()) == "https://piastra.example"
