"""What must hold for the project as a whole."""

import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import yaml
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

from cms.management.commands.compile_translations import catalogues
from scripts import pins

ROOT = Path(settings.BASE_DIR)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_towns_settings_pass_djangos_deployment_checks(tmp_path):
    town = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "ENV_FILE": os.devnull,
        "VAR_DIR": str(tmp_path),
        "SITE_URL": "https://piastra.example",
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-abcdef",
        "CREDENTIALS_KEYS": Fernet.generate_key().decode(),
        "EMAIL_URL": "smtp+tls://user:password@mail.piastra.example:587",
        "DEFAULT_FROM_EMAIL": "noreply@piastra.example",
        "ADMINS": "ced@piastra.example",
        "SECURITY_CONTACT": "mailto:security@piastra.example",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=town,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_every_address_leads_to_a_view():
    patterns = list(get_resolver().url_patterns)
    for pattern in patterns:
        patterns.extend(getattr(pattern, "url_patterns", ()))

    views = [each.callback for each in patterns if isinstance(each, URLPattern)]

    assert len(views) > 100
    assert all(map(callable, views))


@pytest.mark.parametrize(
    "catalogue", catalogues(), ids=lambda file: f"{file.parts[-5]}-{file.parts[-3]}"
)
def test_every_catalogue_compiles(catalogue, tmp_path):
    polib.pofile(str(catalogue)).save_as_mofile(str(tmp_path / "django.mo"))

    assert polib.mofile(str(tmp_path / "django.mo"))


def test_every_variable_of_the_environment_is_documented():
    source = "".join(path.read_text() for path in (ROOT / "cms/settings").glob("*.py"))
    used = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source)) - {"ENV_FILE"}

    for document in (".env.example", "docs/deploy.md"):
        words = set(re.findall(r"[A-Z][A-Z_]+", (ROOT / document).read_text()))
        assert used - words == set(), document


def test_every_requirement_is_pinned_and_has_its_reason():
    reasons = (ROOT / "docs/architecture.md").read_text()
    asked_for = pins.names("requirements.in", r"^([A-Za-z0-9][\w.-]*)")

    assert pins.missing() == []
    assert [name for name in asked_for if f"| {name}" not in reasons] == []


def test_publiccode_says_what_reuse_needs():
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())

    assert told["publiccodeYmlVersion"] == "0.7"
    assert told["legal"]["license"] == "BSD-3-Clause"
    assert told["organisation"]["uri"].startswith("urn:x-italian-pa:")
    assert {"name", "url", "platforms", "developmentStatus", "softwareType"} <= set(
        told
    )
    assert told["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in told["maintenance"]["contacts"])
    assert told["localisation"]["localisationReady"] is True
    assert told["localisation"]["availableLanguages"] == ["it", "en"]
    assert set(told["description"]) == {"it", "en"}
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


@pytest.mark.parametrize(
    "sheet",
    [sheet for app in ROOT.glob("*/apps.py") for sheet in app.parent.rglob("*.css")],
    ids=lambda sheet: f"{sheet.parts[-2]}-{sheet.name}",
)
def test_every_style_sheet_closes_what_it_opens(sheet):
    depth = 0
    for line in sheet.read_text().splitlines():
        starts_a_rule = "{" in line and not line.startswith((" ", "/*"))
        assert not (starts_a_rule and depth), line
        depth += line.count("{") - line.count("}")

    assert depth == 0


@pytest.mark.parametrize(
    "document",
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")],
    ids=lambda path: path.name,
)
def test_every_link_and_key_file_of_a_document_is_there(document):
    text = document.read_text()
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    _before, *key_files = re.split(r"^(?:## )?Key files", text, flags=re.MULTILINE)
    named = re.findall(r"`([\w./-]+\.\w+|Makefile)`", "".join(key_files))

    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [name for name in named if not (ROOT / name).exists()]

    assert missing == []
