"""Bring ``.venv`` up to what the requirement files pin.

    python scripts/packages.py requirements.txt [requirements-dev.txt]

Runs before anything is installed, so it imports the standard library only. A copy
of each installed file stays in ``.venv``: while it equals the file of the project
there is nothing to do. Two runs at once wait for one another.
"""

import fcntl
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"


def stamp(name: str) -> Path:
    return VENV / f"installed-{name}"


def wanted(name: str) -> str:
    """What the stamp must say; a folder that was moved is another folder."""
    return f"# {PROJECT}\n{(PROJECT / name).read_text()}"


def is_installed(name: str) -> bool:
    return stamp(name).exists() and stamp(name).read_text() == wanted(name)


def works() -> bool:
    probe = "import pip, sys; assert (3, 11) <= sys.version_info[:2] < (3, 14)"
    try:
        done = subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(names: list[str]) -> None:
    if not works():
        print("Making the virtual environment in .venv …", flush=True)
        venv.create(VENV, clear=True, with_pip=True)
    print("Installing Python packages, a minute or two …", flush=True)
    options = [part for name in names for part in ("-r", name)]
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", *options], cwd=PROJECT, check=True
    )
    for name in names:
        stamp(name).write_text(wanted(name))


def main(names: list[str]) -> str | None:
    """Install what is not; answer one sentence if that is not possible."""
    try:
        with (PROJECT / "Makefile").open() as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            if not (works() and all(map(is_installed, names))):
                install(names)
    except subprocess.CalledProcessError:
        return (
            "The Python packages could not be installed. What pip says above tells"
            " why; with no network, no proxy or a full disk it cannot work."
        )
    except OSError as error:
        return f"The virtual environment could not be made: {error}."
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
