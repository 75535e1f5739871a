# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set the platform up for tests: a home of its own for each process, and a quick password hash.

KOTIPESA_TEST_DATABASE=postgresql runs the tests on a PostgreSQL started for them, else on SQLite.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from web import postgres

place = Path(tempfile.mkdtemp(prefix="kotipesa-tests-"))
atexit.register(shutil.rmtree, place, ignore_errors=True)
os.environ["KOTIPESA_HOME"] = str(place)
os.environ["KOTIPESA_DATABASE"] = postgres.address()

from kotipesa_web.settings import *  # noqa: E402, F403 - it reads what is set above
from kotipesa_web.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KOTIPESA_JOB_BEAT_S = 3_600.0  # a beat has its own connection, which sees no row of a test's own
WHITENOISE_AUTOREFRESH = True  # or each client of a test would first list every static file
if not os.environ["KOTIPESA_DATABASE"]:
    DATABASES["default"]["TEST"] = {"NAME": place / "test.sqlite3"}  # threads and children share it
