# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Serve the platform as ``kotipesa-web serve`` does, for as long as it is asked."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST_START_S = 60.0
SERVE = "from kotipesa_web.door import main; main()"


@contextmanager
def serving(home: Path) -> Iterator[tuple[int, int]]:
    """Start the server on a home, hand out its port and process, stop it afterwards."""
    port = free_port()
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVE, "serve", "--port", str(port)],
            env=os.environ | {"KOTIPESA_HOME": str(home)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for(port)
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def free_port() -> int:
    """Find a port nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int) -> float:
    """Wait until somebody listens at a port; give the seconds it took. Raises TimeoutError."""
    began = time.perf_counter()
    while time.perf_counter() - began < LONGEST_START_S:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return time.perf_counter() - began
    raise TimeoutError(port)


def cpu_seconds(group: int) -> float:
    """Give the processor time all processes of a group spent so far; 0 where nobody can say."""
    return sum(_spent(entry, group) for entry in Path("/proc").glob("[0-9]*/stat"))


def _spent(entry: Path, group: int) -> float:
    try:
        fields = entry.read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    session, ticks = int(fields[3]), int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") if session == group else 0.0
