"""``make demo``: its own settings, and one sentence for whatever is in the way."""

import os
import socket
import stat
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from scripts import demo, demo_settings


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var"


def start(folder, port):
    """A demo that is expected to refuse."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.demo", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_secrets_stay_and_addresses_follow_the_port(tmp_path):
    file = tmp_path / "demo.env"

    first = demo_settings.prepare(file, 8000)
    second = demo_settings.prepare(file, 9000)

    assert second["SECRET_KEY"] == first["SECRET_KEY"]
    assert second["DEMO_PASSWORD_EDITOR"] == first["DEMO_PASSWORD_EDITOR"]
    assert first["SITE_URL"] == "http://localhost:8000"
    assert second["SITE_URL"] == "http://localhost:9000"
    assert second["X_ADDRESS"] == second["FACEBOOK_ADDRESS"] == "http://127.0.0.1:9001"
    assert second["EMAIL_URL"] == "smtp://127.0.0.1:9002"
    assert demo_settings.read(file) == second


def test_what_a_person_writes_into_the_file_stays(tmp_path):
    file = tmp_path / "demo.env"
    demo_settings.prepare(file, 8000)

    with file.open("a") as lines:
        lines.write("\n# mine\nGRAPH_VERSION = v25.0\n")

    assert demo_settings.prepare(file, 8000)["GRAPH_VERSION"] == "v25.0"


def test_the_file_is_for_its_owner_only_and_its_keys_are_keys(tmp_path):
    values = demo_settings.prepare(tmp_path / "demo.env", 8000)

    assert stat.S_IMODE((tmp_path / "demo.env").stat().st_mode) == 0o600
    assert len(values["SECRET_KEY"]) >= 50
    Fernet(values["CREDENTIALS_KEYS"])


@pytest.mark.parametrize("port", ["0", "80", "65534", "eight", "", "-1"])
def test_a_port_that_is_none_is_refused(port, folder):
    ended = start(folder, f"{port}")

    assert ended.returncode == 1
    assert ended.stderr.startswith("PORT is ")
    assert ended.stderr.count("\n") == 1
    assert not folder.exists()


@pytest.mark.parametrize(
    ("offset", "name"), [(0, "site"), (1, "simulator"), (2, "simulator's mail")]
)
def test_a_taken_port_is_named(offset, name, folder, port):
    with socket.create_server(("127.0.0.1", port + offset)):
        ended = start(folder, port)

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {port + offset} (the {name}) is taken.")
    assert ended.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_to_is_named(folder, port):
    folder.touch()

    ended = start(folder, port)

    assert ended.returncode == 1
    assert f"keeps its data in {folder} and cannot write there" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_second_demo_on_the_same_folder_is_refused(folder, port):
    demo.open_folder(folder)

    with demo.alone(folder):
        ended = start(folder, port)

    assert ended.returncode == 1
    assert ended.stderr == f"A demo is already running on {folder}.\n"


def test_a_broken_setting_ends_it_with_the_reason(folder, port):
    folder.mkdir()
    (folder / "demo.env").write_text("DATABASE_URL=nonsense\n")

    ended = start(folder, port)

    assert ended.returncode == 1
    assert "prepare   │ DATABASE_URL cannot be read: it should look" in ended.stdout
    assert ended.stderr.startswith("The demo could not be prepared;")
    assert "Traceback" not in ended.stdout + ended.stderr
