r"""ReportFilter: takes what a terminal reports about itself out of the input.

A terminal answers queries, of this program or of one that ran before it, through the same line as
the keys: its version, its colours, its modes. An answer can arrive at any time, also in pieces.
What Textual (seen in 8.2.8) does not know, it takes for keys, character by character: an answer
then ends a turn, closes the queue and writes into notes. Some malformed key sequences, and bytes
that are not UTF-8, even end its input thread with an exception.

The grammar of sequences is that of ECMA-48 (5.4 and 5.6):

- OSC, DCS, APC, PM and SOS strings are never keys, and are dropped.
- A CSI sequence is passed on if it is in the form of a key, of a mouse event, or of a report that
  Textual asks for; all others are dropped.
- A string or CSI sequence that is not complete is waited for, and dropped if the rest never comes.
- In a bracketed paste everything is text. The escape characters in it are removed, because Textual
  takes what follows them for keys; no record keeps them either.

To reproduce, without a terminal; each of the first three gives keys, the last two raise::

    for text in ("\x1b[?61;6;7c", "\x1bP>|tmux 3.4\x1b\\", "\x1b[200~a\x1b[31mb\x1b[201~",
                 "\x1b[97:65;2u", "\x1b[9999999999u"):
        print(list(XTermParser().feed(text)))

This can be removed when Textual drops what it does not know.
`tests/terminal/test_textual_workarounds.py` fails when that happens.
"""

from __future__ import annotations

import codecs
import re
from enum import Enum, auto

ESCAPE_SECONDS = 0.1
"""How long an escape character waits for the rest of a sequence before it is the escape key."""

REPORT_SECONDS = 1.0
"""How long the rest of an unfinished report is waited for."""

ESCAPE_KEY = "\x1b[27u"
"""The escape key as the keyboard protocol of kitty writes it: no sequence begins like it."""

_ESC = "\x1b"
_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
_LONGEST = 32  # characters of a sequence; Textual takes longer ones for keys
# The 8-bit forms of the introducers, alone (as U+DCxx, see `feed`) or in UTF-8.
_EIGHT_BIT = {
    chr(start + code): f"\x1b{chr(code - 0x40)}"
    for start in (0, 0xDC00)
    for code in (0x90, 0x98, 0x9B, 0x9D, 0x9E, 0x9F)
}
_SPECIAL = re.compile("[\x1b\x80-\x9f\ud800-\udfff]")
_NOT_IN_PASTE = re.compile("[\x1b\ud800-\udfff]")
_STRING_STARTS = "PX]^_"  # DCS, SOS, OSC, PM, APC
# A string ends with ST, is broken off by CAN or SUB, or by the start of another sequence.
_STRING_END = re.compile("\x1b\\\\|[\x9c\udc9c\x18\x1a]|\x1b(?=[^\\\\])")
_OSC_END = re.compile(f"\x07|{_STRING_END.pattern}")
_CSI = re.compile(r"\x1b\[[ -?]*")
_UNFINISHED_KEY = re.compile(r"\x1b\[\d\d?\$")  # shift+delete and others of rxvt
_KEY = re.compile(
    r"[A-DFHPQSIOZ]|[a-d]|\[[A-E]"  # also focus in and out, and F1 to F5 of the Linux console
    r"|[1-8]?(?:;\d{0,3}){0,2}[A-HPQRS]"
    r"|\d{1,4};\d{1,4}R"  # the position of the cursor
    r"|(?:[1-9]|[12]\d|3[0-5]|20[01]|57427)(?:;\d{0,3})?~"
    r"|27;\d{1,3};\d{1,5}~"  # modifyOtherKeys of xterm
    r"|\d\d?[\^@]"
    r"|1;\d[p-tv-y]"
    r"|<?\d+;-?\d+;-?\d+[Mm]"  # mouse
    r"|48(?:;\d+(?::\d*)*){4}t"  # the size of the window
    r"|\?\d+;\d\$y"  # a mode
)
_KITTY = re.compile(r"(\d+)(?:;\d{0,3}(?:;([\d:]*))?)?[u~]")
# What follows an escape character that has been passed on as a key, if that was no key after all.
_TAIL = re.compile(
    r"\[[\d<=>?][\d;:$<=>?-]*[a-zA-Z~]|[PX\]^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\[[A-DFHIOZ](?![^\x1b])"  # an arrow, or focus in: as keys they would approve or invite
)


class _State(Enum):
    TEXT = auto()
    PASTE = auto()
    STRING = auto()  # a string that no BEL ends
    OSC = auto()


class ReportFilter:
    """Filters the bytes of a terminal. It has no clock, and waits for nothing itself.

    Args:
        escape_key: what to pass on for the escape key.

    Attributes:
        deadline: when to call `expire` if no more input has arrived by then, on the clock of the
            caller, in seconds; None while nothing is unfinished.
    """

    def __init__(self, escape_key: str = ESCAPE_KEY) -> None:
        self.deadline: float | None = None
        self._escape_key = escape_key
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._state = _State.TEXT
        self._held = ""  # the beginning of a sequence
        self._escaped_at: float | None = None  # when an escape character was last taken for a key
        self._passed: list[str] = []

    def feed(self, data: bytes, now: float) -> bytes:
        """Return what is to be passed on of some input.

        Args:
            data: all that could be read.
            now: the present time on the clock of the caller, in seconds.
        """
        # Bytes that are not UTF-8 become U+DC80 to U+DCFF.
        text = self._held + self._decoder.decode(data)
        since, self._escaped_at = self._escaped_at, None
        if since is not None and now - since < REPORT_SECONDS and _TAIL.match(text):
            text = _ESC + text
        waited_for_report = self._unfinished_report
        self._held = ""
        while text:
            text = self._step(text)
        if self._unfinished_report:
            # A person who types into an unfinished report does not prolong it.
            if self.deadline is None or not waited_for_report or len(data) > 1:
                self.deadline = now + REPORT_SECONDS
        elif self._held and self._state is _State.TEXT:
            self.deadline = now + ESCAPE_SECONDS
        else:
            self.deadline = None
        return self._take_passed()

    def expire(self, now: float) -> bytes:
        """Return what is to be passed on when the rest of a sequence has not arrived in time.

        Args:
            now: the present time on the clock of the caller, in seconds.
        """
        if self.deadline is None or now < self.deadline:
            return b""
        if not self._unfinished_report:
            if self._held == _ESC:
                self._escaped_at = now
            self._pass_on(self._escape_key if self._held == _ESC else self._held)
        self._state = _State.TEXT
        self._held = ""
        self.deadline = None
        return self._take_passed()

    @property
    def _unfinished_report(self) -> bool:
        if self._state is _State.TEXT:
            key = self._held in ("", _ESC) or _UNFINISHED_KEY.fullmatch(self._held)
            return not key
        return self._state is not _State.PASTE

    def _pass_on(self, text: str) -> None:
        self._passed.append(text)

    def _take_passed(self) -> bytes:
        passed = "".join(self._passed).encode()
        self._passed.clear()
        return passed

    def _step(self, text: str) -> str:
        """Process the beginning of a text, and return the rest of it."""
        if self._state is _State.PASTE:
            return self._paste(text)
        if self._state is not _State.TEXT:
            return self._string(text)
        special = _SPECIAL.search(text)
        if special is None:
            self._pass_on(text)
            return ""
        self._pass_on(text[: special.start()])
        return self._sequence(text[special.start() :])

    def _paste(self, text: str) -> str:
        end = text.find(_PASTE_END)
        if end >= 0:
            self._state = _State.TEXT
            self._pass_on(_NOT_IN_PASTE.sub("", text[:end]) + _PASTE_END)
            return text[end + len(_PASTE_END) :]
        begun = max(n for n in range(len(_PASTE_END)) if text.endswith(_PASTE_END[:n]))
        self._held = text[len(text) - begun :]
        self._pass_on(_NOT_IN_PASTE.sub("", text[: len(text) - begun]))
        return ""

    def _string(self, text: str) -> str:
        end = (_OSC_END if self._state is _State.OSC else _STRING_END).search(text)
        if end is None:
            self._held = _ESC if text.endswith(_ESC) else ""
            return ""
        self._state = _State.TEXT
        return text[end.start() if end[0] == _ESC else end.end() :]

    def _sequence(self, text: str) -> str:
        """Process a text that begins with an escape character, a C1 control or a wrong byte."""
        if text[0] != _ESC:
            return _EIGHT_BIT.get(text[0], "") + text[1:]
        if len(text) == 1:
            self._held = text
            return ""
        if text[1] in _STRING_STARTS:
            self._state = _State.OSC if text[1] == "]" else _State.STRING
            return text[2:]
        if text[1] == "[":
            return self._control_sequence(text)
        if _SPECIAL.match(text[1]):
            self._pass_on(self._escape_key)
            return text[1:]
        self._pass_on(text[:2])  # alt and a key, or SS3
        return text[2:]

    def _control_sequence(self, text: str) -> str:
        """Process a text that begins with CSI."""
        end = _CSI.match(text)
        length = end.end() if end else 2
        # In two cases more characters follow the final one.
        length += {"[": 1, "M": 3}.get(text[2:3], 0)
        if length >= len(text):
            self._held = text[: 2 * _LONGEST]  # enough to know that it is too long
            return ""
        if _UNFINISHED_KEY.fullmatch(text[:length]) and text[length] == _ESC:
            self._pass_on(text[:length])
            return text[length:]
        if not "@" <= text[length] <= "~" and text[2] != "M":
            return text[length:]  # broken off
        sequence, rest = text[: length + 1], text[length + 1 :]
        self._pass_on(self._key(sequence))
        if sequence == _PASTE_START:
            self._state = _State.PASTE
        return rest

    @staticmethod
    def _key(sequence: str) -> str:
        """Return what is to be passed on of a complete control sequence; "" for a report."""
        body = sequence[2:]
        if len(sequence) <= _LONGEST and _KEY.fullmatch(body):
            return sequence
        kitty = _KITTY.fullmatch(body)
        if kitty is None or (body.endswith("~") and not _KEY.match(f"{kitty[1]}~")):
            return ""
        codes = [int(code[:8]) for code in (kitty[2] or kitty[1]).split(":") if code]
        if not codes or not all(0 < code < 0xD800 or 0xDFFF < code < 0x110000 for code in codes):
            return ""
        if int(kitty[1][:8]) > 0x10FFFF:
            return ""
        # A text that an input method has composed can be too long for Textual.
        return sequence if len(sequence) <= _LONGEST else "".join(map(chr, codes))
