"""Set-up on a newcomer's machine: which Python, and which packages."""

import subprocess
import sys

import pytest
from django.conf import settings

from scripts import packages


def find_python(folder, *arguments):
    return subprocess.run(
        ["/bin/sh", "scripts/find-python", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def pretend(file, code):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{code}\n")
    file.chmod(0o755)


def test_a_shim_that_only_pretends_is_passed_over(tmp_path):
    pretend(tmp_path / "python3", "echo 'command not found' >&2; exit 127")
    pretend(tmp_path / "python3.13", f'exec {sys.executable} "$@"')

    found = find_python(tmp_path)

    assert found.stdout.strip() == sys.executable
    assert found.stderr == ""


def test_a_version_beside_the_shims_is_found(tmp_path):
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python"):
        pretend(tmp_path / name, "exit 127")
    pretend(
        tmp_path / ".pyenv/versions/3.12.1/bin/python3", f'exec {sys.executable} "$@"'
    )

    assert find_python(tmp_path).stdout.strip() == sys.executable


def test_all_that_are_found_are_listed_with_their_version(tmp_path):
    pretend(tmp_path / "python3.12", f'exec {sys.executable} "$@"')
    version = "{}.{}".format(*sys.version_info[:2])

    assert f"{version} {sys.executable}" in find_python(tmp_path, "all").stdout


@pytest.fixture
def project(monkeypatch, tmp_path):
    """A project whose .venv is whatever Python runs this test."""
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / "Makefile").touch()
    (tmp_path / "requirements.txt").write_text("")
    monkeypatch.setattr(packages, "PROJECT", tmp_path)
    monkeypatch.setattr(packages, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(packages, "PYTHON", tmp_path / ".venv/bin/python")
    return tmp_path


@pytest.fixture
def installed(monkeypatch):
    """What would have been installed."""
    calls = []

    def install(names):
        calls.append(names)
        for name in names:
            packages.stamp(name).write_text(packages.wanted(name))

    monkeypatch.setattr(packages, "install", install)
    monkeypatch.setattr(packages, "works", lambda: True)
    return calls


def test_packages_are_installed_again_only_when_the_pins_change(project, installed):
    packages.main(["requirements.txt"])
    packages.main(["requirements.txt"])
    once = len(installed)

    (project / "requirements.txt").write_text("django==5.2.19\n")
    packages.main(["requirements.txt"])

    assert (once, len(installed)) == (1, 2)


def test_pip_that_fails_ends_in_one_sentence(project, monkeypatch, capfd):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(packages, "works", lambda: True)
    (project / "requirements.txt").write_text("no-such-package-of-piastra==1\n")

    told = packages.main(["requirements.txt"])

    assert told.startswith("The Python packages could not be installed.")
    assert not packages.stamp("requirements.txt").exists()
    assert "no-such-package-of-piastra" in capfd.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_told(project, monkeypatch):
    monkeypatch.setattr(packages, "VENV", project / "Makefile" / ".venv")
    monkeypatch.setattr(packages, "PYTHON", project / "Makefile" / ".venv/bin/python")

    told = packages.main(["requirements.txt"])

    assert told.startswith("The virtual environment could not be made:")
