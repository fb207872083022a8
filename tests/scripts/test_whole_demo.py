"""The demo as a newcomer sees it: real processes, one terminal, one Ctrl-C."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings


class Demo:
    """``make demo`` in a terminal of its own, as far as signals are concerned."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.log = folder.with_suffix(f".{port}.log")

    def __enter__(self):
        self.began = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scripts.demo", "--port", str(self.port)],
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ["PATH"], "VAR_DIR": str(self.folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *exc):
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()

    def wait_for(self, words, seconds=300):
        end = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def said(self):
        return self.log.read_text()

    def ctrl_c(self):
        """A terminal sends it to the whole group in the foreground."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(30)

    def get(self, path, port_offset=0):
        address = f"http://localhost:{self.port + port_offset}{path}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()

    def accepted(self):
        """What stands at the simulator."""
        return json.loads(self.get("/accepted.json", port_offset=1))

    def is_well(self):
        try:
            return json.loads(self.get("/healthz"))["status"] == "ok"
        except urllib.error.HTTPError as answer:
            answer.close()
            return False

    def processes(self):
        """Every process that was given this demo's folder."""
        mark = f"VAR_DIR={self.folder}".encode()
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.add(int(folder.name))
        return found


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def test_it_tells_where_to_go_ends_by_one_ctrl_c_and_goes_on_where_it_was(
    tmp_path, port
):
    folder = tmp_path / "var"

    with Demo(folder, port) as demo:
        demo.wait_for("Piastra is running")

        told = demo.said().partition("Piastra is running")[2]
        password = re.search(r"admin +(\S+)", told)[1]
        assert f"http://localhost:{port}/admin/" in told
        assert password in (folder / "demo.env").read_text()
        assert "Qt Piastra" in demo.get("/")
        wait_until(demo.is_well)
        accepted = demo.accepted()
        assert accepted

        assert demo.ctrl_c() == 0
        assert demo.processes() == set()
        assert "Traceback" not in demo.said()

    with Demo(folder, port) as demo:
        demo.wait_for("Piastra is running")

        assert "Qt Piastra" in demo.get("/")
        assert demo.accepted()[: len(accepted)] == accepted
        assert "prepare" not in demo.said()
        # Ten seconds on a machine that does nothing else.
        assert time.monotonic() - demo.began < 60

        site = re.findall(r"Listening at: \S+ \((\d+)\)", demo.said())[0]
        os.kill(int(site), signal.SIGKILL)
        demo.wait_for("site      │ ended (-9); again in 1 s")
        wait_until(lambda: demo.said().count("Listening at") == 2)

        demo.process.kill()
        wait_until(lambda: demo.processes() == set())
