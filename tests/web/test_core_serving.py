# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that one command serves pages and jobs, keeps both alive, and stops both."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import psutil
import pytest

from set_up.vendor import VENDOR

PATIENCE_S = 30

pytestmark = pytest.mark.skipif(not VENDOR.exists(), reason="set-up has not fetched what is served")


@pytest.fixture
def server(home) -> Iterator[subprocess.Popen[str]]:
    """Serve an empty platform; the line that says where is still to be read."""
    told = {"KOTIPESA_HOME": str(home), "KOTIPESA_DATABASE": ""}
    around = {**os.environ, **told, "DJANGO_SETTINGS_MODULE": "kotipesa_web.settings"}
    serve = (sys.executable, "-m", "django", "serve", "--port", str(free_port()))
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(serve, env=around, text=True, **streams) as started:
        yield started
        started.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def line_with(server: subprocess.Popen[str], words: str) -> str:
    return next(line for line in server.stdout if words in line)


def workers_of(server: subprocess.Popen[str]) -> list[psutil.Process]:
    children = psutil.Process(server.pid).children()
    alive = [one for one in children if one.status() != psutil.STATUS_ZOMBIE]
    return [one for one in alive if "work" in one.cmdline()]


def test_a_part_of_a_file_is_served_without_gathering_files_first(server):
    address = line_with(server, "http").split()[3]
    part = {"Range": "bytes=0-99"}
    asked = urllib.request.Request(f"{address}/static/vendor/echarts.mjs", headers=part)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own server
        assert (answer.status, len(answer.read())) == (206, 100)


def test_a_worker_that_is_killed_is_started_again(server):
    line_with(server, "http")
    (first,) = workers_of(server)
    first.kill()
    line_with(server, "another is started")
    first.wait(PATIENCE_S)


def test_a_server_that_is_killed_leaves_no_process_behind(server):
    line_with(server, "http")
    family = psutil.Process(server.pid).children(recursive=True)
    assert workers_of(server)
    server.kill()
    assert psutil.wait_procs(family, timeout=PATIENCE_S)[1] == []


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_pages_and_worker_stop_together(server, told):
    line_with(server, "http")
    family = psutil.Process(server.pid).children(recursive=True)
    server.send_signal(told)
    assert server.wait(PATIENCE_S) == 0
    assert psutil.wait_procs(family, timeout=PATIENCE_S)[1] == []
