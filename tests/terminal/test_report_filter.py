"""Reports of a terminal are dropped, whole and in pieces; keys are passed on as they are."""

from __future__ import annotations

import os
import sys
import time
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.terminal.report_filter import (
    ESCAPE_KEY,
    ESCAPE_SECONDS,
    REPORT_SECONDS,
    ReportFilter,
)

ESCAPE = ESCAPE_KEY.encode()
REPORTS = [
    b"\x1b[?61;6;7c",
    b"\x1b[?1;2c",
    b"\x1b[>0;276;0c",
    b"\x1b[=0c",
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP0+r\x1b\\",
    b"\x1bP!|00000000\x1b\\",
    b"\x1b]11;rgb:eeee/eeee/eeee\x1b\\",
    b"\x1b]11;rgb:eeee/eeee/eeee\x07",
    b"\x1b]52;c;bmV4dA==\x1b\\",
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstart of string\x1b\\",
    b"\x1b[?0u",
    b"\x1b[?997;1n",
    b"\x1b[0n",
    b"\x1b[8;24;80t",
    b"\x1b[4;600;800t",
    b"\x1b[?1;1;1R",
    b"\x1b[2;1;1;112;112;1;0x",
    b"\x1b[12;2$y",
    b"\x1b[?2026;12$y",
    b"\x9b?1;2c",  # the 8-bit form
    b"\x9d11;rgb:eeee/eeee/eeee\x9c",
    b"\x90>|xterm\x9c",
    "\u009b?1;2c".encode(),
]
KEYS = [
    b"a", b"\r", b"\x11", "é界".encode(),
    b"\x1b[A", b"\x1b[1;5C", b"\x1b[H", b"\x1b[Z", b"\x1bOP", b"\x1bOA", b"\x1b[P",
    b"\x1b[3~", b"\x1b[15~", b"\x1b[24;2~", b"\x1b[15;5~", b"\x1b[27;5;13~",
    b"\x1b[97;5u", b"\x1b[13u", b"\x1b[97;;97u", b"\x1b[97;2;65u", b"\x1b[57399u", b"\x1b[27u",
    b"\x1b[[A", b"\x1b[3^", b"\x1b[23@", b"\x1b[a", b"\x1b[1;5p",
    b"\x1bx", "\x1bé".encode(), b"\x1b\r",
    b"\x1b[<0;10;5M", b"\x1b[<35;-1;5m", b"\x1b[32;10;10M",
    b"\x1b[I", b"\x1b[O", b"\x1b[?2026;2$y", b"\x1b[?2048;1$y",
    b"\x1b[48;24;80;600;800t", b"\x1b[12;40R", b"\x1b[1;2R",
    b"\x1b[200~two\nlines; \x07 and [?1;2c\x1b[201~",
]  # fmt: skip


def filtered(*pieces: bytes, apart: float = 0.0) -> bytes:
    """What is passed on of some pieces of input, and of nothing more for a long time after them."""
    reports, now, passed = ReportFilter(), 100.0, b""
    for piece in pieces:
        passed += reports.feed(piece, now)
        now += apart
        passed += reports.expire(now)
    return passed + reports.expire(now + 10)


def waits(reports: ReportFilter) -> bool:
    """Whether something is unfinished."""
    return reports.deadline is not None


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_dropped(report: bytes) -> None:
    assert filtered(report) == b""
    assert filtered(b"a" + report + b"b" + report) == b"ab"
    assert filtered(*(bytes([byte]) for byte in report)) == b""


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_in_two_pieces_is_dropped(report: bytes) -> None:
    for cut in range(1, len(report)):
        passed = filtered(report[:cut], report[cut:], b"a", apart=0.3)
        # An escape character alone is the escape key; what comes after it is still no text.
        alone = report[:cut] in (b"\x1b", b"\xc2")
        assert passed == (ESCAPE + b"a" if alone and report[:1] == b"\x1b" else b"a")


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_passed_on_unchanged(key: bytes) -> None:
    assert filtered(key) == key
    assert filtered(b"a" + key + b"b" + key) == b"a" + key + b"b" + key
    assert filtered(*(bytes([byte]) for byte in key)) == key
    for cut in range(2, len(key)):
        if key[:cut] != b"\x1b[":
            assert filtered(key[:cut], key[cut:], apart=0.05) == key


def test_the_keys_of_rxvt_that_end_like_an_unfinished_report() -> None:
    assert filtered(b"\x1b[3$") == b"\x1b[3$"
    assert filtered(b"\x1b[3$\x1b[A") == b"\x1b[3$\x1b[A"


def test_an_escape_character_alone_is_the_escape_key_after_a_moment() -> None:
    reports = ReportFilter()
    assert reports.feed(b"\x1b", 5.0) == b""
    assert reports.deadline == 5.0 + ESCAPE_SECONDS
    assert reports.expire(5.0) == b""
    assert reports.expire(5.0 + ESCAPE_SECONDS) == ESCAPE
    assert not waits(reports)
    assert filtered(b"\x1b\x1b") == ESCAPE * 2
    assert filtered(b"\x1b\x1b[A") == ESCAPE + b"\x1b[A"
    assert filtered(b"\x1b", b"[x] done", apart=0.3) == ESCAPE + b"[x] done"
    assert ReportFilter("\x1b").feed(b"\x1b\x1b]11;x\x07", 0.0) == b"\x1b"


@pytest.mark.parametrize("tail", [b"[A", b"[D", b"[I", b"[O", b"[Z", b"[I\x1b[A"])
def test_the_rest_of_an_arrow_or_of_focus_is_no_letter(tail: bytes) -> None:
    """As a letter it would approve the minutes, defer the item or invite somebody."""
    assert filtered(b"\x1b", tail, apart=0.3) == ESCAPE + b"\x1b" + tail


@pytest.mark.parametrize("begun", [b"\x1b[", b"\x1b[?61", b"\x1b]11;rgb", b"\x1bP>|tmux", b"\x1b]"])
def test_an_unfinished_report_is_waited_for_and_dropped(begun: bytes) -> None:
    reports = ReportFilter()
    assert reports.feed(begun, 5.0) == b""
    assert reports.deadline == 5.0 + REPORT_SECONDS
    assert reports.expire(5.0 + REPORT_SECONDS) == b""
    assert not waits(reports)
    assert reports.feed(b"hello\r", 7.0) == b"hello\r"


def test_typing_does_not_prolong_an_unfinished_report() -> None:
    reports = ReportFilter()
    reports.feed(b"\x1b]", 5.0)
    for letter in range(9):
        reports.feed(b"x", 5.1 + letter / 10)
    assert reports.deadline == 5.0 + REPORT_SECONDS


def test_a_report_that_is_broken_off_ends_at_the_next_sequence() -> None:
    assert filtered(b"\x1b]11;rgb\x1b[A") == b"\x1b[A"
    assert filtered(b"\x1b[?1\x1b[A") == b"\x1b[A"
    assert filtered(b"\x1b[?1\ra") == b"\ra"
    assert filtered(b"\x1bP>|\x18a") == b"a"


def test_escape_characters_in_a_paste_are_removed_and_the_rest_is_text() -> None:
    inside = b"a\x1b[31mred\x1b]11;x\x07\x1b[200~z"
    assert filtered(b"\x1b[200~" + inside + b"\x1b[201~b") == (
        b"\x1b[200~" + inside.replace(b"\x1b", b"") + b"\x1b[201~b"
    )
    pieces = [b"\x1b[200~ab\x1b", b"[20", b"1~", b"c"]
    assert filtered(*pieces, apart=3.0) == b"\x1b[200~ab\x1b[201~c"


@pytest.mark.parametrize(
    "fatal",
    [
        b"\x1b[97:65;2u",
        b"\x1b[1;1:3A",
        b"\x1b[9999999999u",
        b"\x1b[97;;99999999u",
        b"\xff",
        b"\xc3",
    ],
)
def test_what_ends_the_input_thread_of_textual_is_dropped(fatal: bytes) -> None:
    assert filtered(fatal + b"a") == b"a"


def test_sequences_too_long_for_textual_are_dropped_but_composed_text_is_kept() -> None:
    assert filtered(b"\x1b[" + b"1" * 100_000 + b"A") == b""
    assert filtered(b"\x1b[", *[b"1"] * 200, b"A") == b""
    word = "überraschungsgast"
    codes = ":".join(str(ord(letter)) for letter in word)
    assert filtered(f"\x1b[0;;{codes}u".encode()) == word.encode()


PIECE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40)
STRING_REPORT = st.builds(
    lambda start, text, end: f"\x1b{start}{text}{end}",
    st.sampled_from("PX]^_"),
    PIECE,
    st.just("\x1b\\"),
)
CSI_REPORT = st.builds(
    lambda mark, parameters, final: f"\x1b[{mark}{parameters}{final}",
    st.sampled_from("?>="),
    st.text("0123456789;:", max_size=20),
    st.sampled_from("cnuxRtSqr"),
)
REPORT = st.one_of(STRING_REPORT, CSI_REPORT).map(str.encode)


@given(st.lists(st.tuples(REPORT, st.integers(2, 60)), max_size=5), st.booleans())
def test_no_report_is_ever_a_key(reports: list[tuple[bytes, int]], split: bool) -> None:
    pieces = [b"a"]
    for report, cut in reports:
        pieces += [report[:cut], report[cut:] + b"a"] if split else [report + b"a"]
    assert filtered(*pieces, apart=0.3) == b"a" * (len(reports) + 1)


@given(st.lists(st.one_of(st.sampled_from(KEYS), REPORT), max_size=6))
def test_keys_between_reports_are_passed_on(parts: list[bytes]) -> None:
    expected = b"".join(part for part in parts if part in KEYS)
    assert filtered(b"".join(parts)) == expected


@given(st.lists(st.binary(max_size=20), max_size=6), st.sampled_from([0.0, 0.3, 2.0]))
def test_any_bytes_leave_the_filter_usable(pieces: list[bytes], apart: float) -> None:
    reports, now = ReportFilter(), 0.0
    for piece in pieces:
        reports.feed(piece, now).decode()
        now += apart
        reports.expire(now)
    reports.expire(now + 10)
    reports.feed(b"\x1b[201~\x18", now + 20)
    reports.expire(now + 30)
    assert reports.feed(b"\x1b[A", now + 40) == b"\x1b[A"


@pytest.mark.skipif(sys.platform == "win32", reason="select takes sockets only")
def test_the_input_is_forwarded_until_it_shall_end() -> None:
    from meeting_tui.terminal.driver import forward_input

    terminal, typed = os.pipe()
    read, target = os.pipe()
    stop, stop_end = os.pipe()
    thread = Thread(target=forward_input, args=(terminal, target, stop, ReportFilter()))
    thread.start()
    os.write(typed, b"a\x1b[?1;2cb")
    assert os.read(read, 100) == b"ab"
    begun = time.monotonic()
    os.write(typed, b"\x1b")
    assert os.read(read, 100) == ESCAPE
    assert time.monotonic() - begun >= ESCAPE_SECONDS
    os.write(typed, b"x" * 60_000)  # more than a pipe holds may wait in it
    os.write(typed, b"x" * 60_000)
    os.close(stop_end)
    os.close(read)
    thread.join(10)
    assert not thread.is_alive()
    for descriptor in (terminal, typed, target, stop):
        os.close(descriptor)
