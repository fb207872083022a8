"""A start of the demo that has nothing to prepare loses no time over it."""

import pytest

from scripts import stamp

VALUES = {"SITE_URL": "http://localhost:8000"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one app, its demo prepared."""
    for name, text in {
        "requirements.txt": "django",
        ".env.example": "#LANGUAGES=it,en\n",
        "cms/apps.py": "",
        "cms/migrations/0001_initial.py": "",
        "cms/static/cms/brand.css": "a {}",
        "scripts/prepare.py": "",
        "var/piastra.sqlite3": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(stamp, "PROJECT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("LANGUAGES", raising=False)
    stamp.set_prepared(tmp_path / "var", VALUES)
    return tmp_path


def is_prepared(project, **values):
    return stamp.is_prepared(project / "var", {**VALUES, **values})


def test_nothing_is_prepared_again_while_nothing_has_changed(project):
    cache = project / "cms" / "__pycache__"
    cache.mkdir()
    (cache / "apps.pyc").write_text("")

    assert is_prepared(project)


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "cms/migrations/0002_more.py",
        "cms/static/cms/brand.css",
        "cms/locale/it/LC_MESSAGES/django.po",
        "scripts/prepare.py",
    ],
)
def test_whatever_it_reads_and_is_new_is_prepared(project, name):
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("new")

    assert not is_prepared(project)


def test_another_port_is_written_down_as_the_site_s_address(project):
    assert not is_prepared(project, SITE_URL="http://localhost:8100")


def test_a_variable_of_the_shell_counts_as_well(project, monkeypatch):
    monkeypatch.setenv("LANGUAGES", "it,ar")

    assert not is_prepared(project)


def test_a_database_that_was_lost_or_replaced_is_looked_at(project):
    database = project / "var/piastra.sqlite3"
    other = project / "var/other.sqlite3"
    other.write_text("")
    other.replace(database)

    replaced = is_prepared(project)
    database.unlink()

    assert not replaced
    assert not is_prepared(project)


def test_a_database_elsewhere_is_looked_at_at_each_start(project, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/piastra")
    stamp.set_prepared(project / "var", VALUES)

    assert not is_prepared(project)


def test_what_make_clean_took_away_is_made_again(project):
    (project / "var/static/prepared").unlink()

    assert not is_prepared(project)
