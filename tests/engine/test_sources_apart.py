# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the child process: what parsers find comes back whole, what befalls them is a problem."""

import dataclasses
import json
import sys
import time

import apart_parsers
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kotipesa.errors import Where, message, problem
from kotipesa.sources.apart import ApartLimits, parse_apart
from kotipesa.sources.apart.packing import BrokenAnswerError, pack, unpack
from kotipesa.sources.apart.parsers import PARSERS
from kotipesa.sources.limits import DEFAULT_LIMITS

ON_LINUX = sys.platform == "linux"


@pytest.fixture(autouse=True)
def _hostile_parsers(monkeypatch):
    for name in ("echo", "refuse", "stumble", "crash", "exhaust_memory", "exhaust_processor"):
        monkeypatch.setitem(PARSERS, name, f"{apart_parsers.__name__}:{name}")
    for name in ("sleep", "talk_nonsense", "boast", "look_around"):
        monkeypatch.setitem(PARSERS, name, f"{apart_parsers.__name__}:{name}")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "erät.txt"
    path.write_text("åäö\n\nkivi 🪨\n", encoding="utf-8")
    return path


def test_columns_and_plain_values_come_back_as_they_were_sent(file):
    found = parse_apart("echo", file, encoding="latin-1", limits=ApartLimits())
    assert {
        name: getattr(value, "tolist", lambda v=value: v)() for name, value in found.items()
    } == {
        "text": ["åäö", "", "kivi 🪨"],
        "bytes": ["åäö".encode(), b"", "kivi 🪨".encode()],
        "length": [3, 0, 6],
        "grid": [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]],
        "is_long": [False, False, True],
        "options": {"encoding": "latin-1"},
    }


def test_what_a_parser_refuses_is_a_problem_that_no_terminal_obeys(file):
    expected = problem(
        "zip_bomb", Where("erät.txt"), reason="erät.txt \N{REPLACEMENT CHARACTER}[31m"
    )
    assert parse_apart("refuse", file) == expected


@pytest.mark.parametrize(
    ("parser", "limits", "code", "params"),
    [
        ("stumble", {}, "parser_crashed", {"reason": "ValueError: no sense in erät.txt"}),
        ("crash", {}, "parser_crashed", {"reason": "SIGSEGV"}),
        ("exhaust_processor", {"cpu_s": 1}, "parser_too_slow", {"limit": 1}),
        ("sleep", {"wall_s": 1}, "parser_too_slow", {"limit": 1}),
        ("boast", {"answer_bytes": 1 << 20}, "parser_answer_too_large", {"limit": 1}),
    ],
)
def test_what_befalls_a_parser_is_a_problem(file, parser, limits, code, params):
    begun = time.monotonic()
    found = parse_apart(parser, file, limits=dataclasses.replace(ApartLimits(), **limits))
    assert found == problem(code, Where("erät.txt"), **params)
    assert time.monotonic() - begun < 20


@pytest.mark.skipif(not ON_LINUX, reason="macOS does not limit the memory of a process")
def test_a_parser_that_wants_all_memory_is_stopped(file):
    found = parse_apart("exhaust_memory", file, limits=ApartLimits(memory_bytes=512 << 20))
    assert found == problem("parser_out_of_memory", Where("erät.txt"), limit=512)


def test_what_a_library_prints_does_not_spoil_the_answer(file):
    assert parse_apart("talk_nonsense", file) == {"plain": 1}


def test_a_parser_runs_without_environment_and_may_write_nothing(file, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://somewhere")
    found = parse_apart("look_around", file)
    assert {"HTTP_PROXY", "HOME", "PATH"} & {*found["environment"]} == set()
    assert (found["heavy"], found["files"]) == ([], ApartLimits().open_files)
    assert found["written"] == "OSError"


def test_links_are_followed_and_what_is_no_plain_file_is_refused(file, tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    assert parse_apart("echo", link)["length"].tolist() == [3, 0, 6]
    assert parse_apart("echo", tmp_path).code == "not_a_plain_file"
    assert parse_apart("echo", tmp_path / "none.txt").code == "unreadable_file"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert parse_apart("echo", tmp_path / "loop").code == "unreadable_file"


def test_a_large_file_is_refused_before_a_child_is_born(file):
    limits = dataclasses.replace(DEFAULT_LIMITS, file_bytes=3)
    assert parse_apart("echo", file, file_limits=limits).code == "file_too_large"


def test_a_parser_nobody_registered_is_our_own_fault(file):
    with pytest.raises(KeyError):
        parse_apart("os:system", file)


def test_every_registered_parser_can_be_found():
    for place in PARSERS.values():
        module, _, function = place.partition(":")
        __import__(module)
        assert callable(getattr(sys.modules[module], function))


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))),
    st.lists(st.binary()),
    st.lists(st.floats(allow_nan=False)),
)
def test_packing_and_unpacking_is_the_identity(texts, blobs, numbers):
    columns = {}
    for name, values in (("t", texts), ("b", blobs)):
        columns[name] = np.empty(len(values), dtype=object)
        columns[name][:] = values
    columns["n"] = np.array(numbers, dtype=np.float64)
    found = unpack(memoryview(pack({**columns, "plain": {"a": [None, True, "ö"]}})))
    assert [found[name].tolist() for name in "tbn"] == [texts, blobs, numbers]
    assert found["plain"] == {"a": [None, True, "ö"]}


@given(st.binary(), st.integers(0, 200))
@example(b" ", 70)  # a column of numbers that says it is one of texts
def test_bytes_no_child_would_send_are_refused(noise, cut):
    packed = pack({"t": np.array(["a", "öö"], dtype=object), "n": np.arange(3)})
    for broken in (noise, packed[:cut], packed[:-1], packed[:cut] + noise + packed[cut + 1 :]):
        try:
            found = unpack(memoryview(broken))
        except BrokenAnswerError:
            continue
        assert set(found) <= {"t", "n"} or broken.startswith(packed[:8])


def test_an_answer_that_lies_about_its_sizes_is_refused():
    head = json.dumps({"plain": {}, "columns": [["n", "float64", [10**9], [8]]]}).encode()
    with pytest.raises(BrokenAnswerError):
        unpack(memoryview(len(head).to_bytes(8, "big") + head + bytes(8)))


def test_the_sentences_say_what_was_allowed():
    found = problem("parser_too_slow", Where("a.gml"), limit=60)
    assert message(found, "en") == "Reading the file did not finish in 60 seconds."
