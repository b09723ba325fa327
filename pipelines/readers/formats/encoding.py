"""Which characters the bytes of a text file are, decided from the whole file and never fatal.

Order: a byte order mark; UTF-16 without one (zero bytes on one side of each pair); strict UTF-8; UTF-8 with a
few damaged places; UTF-8 in one part and cp1252 (Windows) in another, as where exports were pasted together; else a
one-byte encoding: cp1252 or, where accented letters sit where only a Mac puts them, Mac Roman. What is not certain is
said.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import FileRefused
from pipelines.readers.model import MAX_LINE_BYTES

_CHUNK = 1 << 18
_MARKS = (  # longest first: UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOST = "\ufffd".encode()
_WIDE = {"utf-16", "utf-16-le", "utf-16-be", "utf-32"}

# Votes for a one-byte encoding: accented letters inside words. In Mac Roman they are 80–9F (é = 8E), where
# cp1252 has punctuation; in cp1252 they are E0–FF (é = E9). Bytes that are quotes, dashes or S/Z/OE with a
# caron or ligature in cp1252 prove nothing about Mac Roman; an opening quote at the end of a word (ë = 91) does, and
# a closing one (î = 94, õ = 9B) inside of it.
_MAC_LETTER = re.compile(
    rb"(?<=[a-z])[\x87-\x8b\x8d-\x91\x98\x9d\x9f](?=[a-z \r\n,;\t\"])|(?<=[a-z])[\x94\x9b\xd5](?=[a-z])"
)
_WINDOWS_LETTER = re.compile(rb"(?<=[a-zA-Z])[\xe0-\xff](?=[a-z \r\n,;\t\"]|\Z)|(?<=[a-z])\x92(?=[a-z])")
_UNDEFINED_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


BY_PART = "cp1252_where_not_utf8"
"""How errors of UTF-8 are taken in a file of two encodings: what is none is Windows text."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(BY_PART, _as_windows)


@dataclass(frozen=True)
class Encoding:
    """How to open the file as text, and what the scan of its bytes saw."""

    name: str  # Python's name
    errors: str  # "strict", BY_PART, or "replace" where damage is certain
    sha256: str
    notes: tuple[str, ...] = ()
    newline: str = ""  # "\n" or "\r\n" when the whole file uses one kind and nothing else, else ""
    has_double_return: bool = False  # CR-CR-LF: one line end that two programs translated
    has_text_formulas: bool = False  # ="00123", Excel's way to keep zeros
    has_damage: bool = False  # characters are lost: in decoding, or already before

    @property
    def mark(self) -> str:
        """How a byte mark of UTF-8 reads: an odd word at the beginning of a line where exports were pasted together."""
        is_unicode = self.name in _WIDE or self.name.startswith("utf")
        return "\ufeff" if is_unicode else codecs.BOM_UTF8.decode(self.name)


class _Scan:
    """One pass over the bytes: hash, zero bytes, longest line, line ends, whether it is UTF-8, old damage."""

    def __init__(self, path: Path, is_wide: bool) -> None:
        self.is_utf8 = not is_wide
        self.returns = self.feeds = self.pairs = self.double_returns = 0
        self.has_text_formulas = False
        self.lost = 0  # characters that another program gave up on, saved as such
        digest = hashlib.sha256()
        decoder = codecs.getincrementaldecoder("utf-8")()
        pending = 0  # bytes of the current line so far
        before = b""  # the end of the chunk before, for sequences that straddle
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                if not is_wide:
                    if (at := chunk.find(b"\0")) >= 0:
                        raise _refuse_nul(path, self.feeds or self.returns, chunk[:at])
                    pending = _check_line(path, chunk, pending, self.feeds or self.returns)
                if self.is_utf8:
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError:
                        self.is_utf8 = False
                self.feeds += chunk.count(b"\n")
                self.has_text_formulas |= b'="' in before[-1:] + chunk
                self.lost += (before + chunk).count(_LOST)
                if b"\r" in chunk or before.endswith(b"\r"):
                    self.returns += chunk.count(b"\r")
                    self.pairs += chunk.count(b"\r\n") + (before[-1:] == b"\r" and chunk[:1] == b"\n")
                    joined = before + chunk
                    self.double_returns += joined.count(b"\r\r\n") - before.count(b"\r\r\n")
                before = chunk[-2:]
        if self.is_utf8:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                self.is_utf8 = False
        self.sha256 = digest.hexdigest()

    @property
    def newline(self) -> str:
        if self.returns == 0:
            return "\n"
        return "\r\n" if self.returns == self.feeds == self.pairs else ""


def detect(path: Path) -> Encoding:
    """Decide the encoding; raises FileRefused for zero bytes or a line over the limit, naming the line."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "") or _wide_without_mark(head)
    scan = _Scan(path, is_wide=name in _WIDE)
    notes: tuple[str, ...] = ()
    errors = "strict"
    if scan.is_utf8 and scan.lost:
        notes = (_damage_note(scan.lost),)
    if name in _WIDE:
        errors, notes = _check_wide(path, name)
    elif not scan.is_utf8:
        name, errors, notes = _one_byte_or_damaged(path)
    return Encoding(
        name or "utf-8",
        errors,
        scan.sha256,
        notes,
        scan.newline,
        scan.double_returns > 0 or name in _WIDE,
        scan.has_text_formulas or name in _WIDE,
        errors == "replace" or bool(scan.is_utf8 and scan.lost),
    )


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 without a byte order mark: English text has a zero byte in every second place."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.4 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.4 and odd < pairs * 0.05:
        return "utf-16-be"
    return ""


def _check_line(path: Path, chunk: bytes, pending: int, lines_before: int) -> int:
    """Length of the line left open at the end of the chunk. A line inside one chunk is short enough."""
    ends = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
    reached = pending + (min(ends) if ends else len(chunk))
    if reached > MAX_LINE_BYTES:
        raise FileRefused(
            f"Line {lines_before + 1:,} of “{path.name}” is longer than 1 MB; a table's lines are not. "
            "Export the file again."
        )
    return len(chunk) - max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) - 1 if ends else reached


def _refuse_nul(path: Path, lines_before: int, chunk: bytes) -> FileRefused:
    line = lines_before + (chunk.count(b"\n") or chunk.count(b"\r")) + 1
    return FileRefused(
        f"“{path.name}” holds a zero byte (NUL) in line {line:,}: it is damaged or not a text file. "
        "Export it again."
    )


def _check_wide(path: Path, name: str) -> tuple[str, tuple[str, ...]]:
    """UTF-16 and UTF-32 are decoded once to look for zero characters, long lines and damage."""
    damaged, lines, pending = 0, 0, 0
    with path.open(encoding=name, errors="replace", newline="") as text:
        while chunk := text.read(_CHUNK):
            if (at := chunk.find("\0")) >= 0:
                raise _refuse_nul(path, lines, chunk[:at].encode("utf-8", "replace"))
            pending = _check_line(path, chunk.encode("utf-8", "replace"), pending, lines)
            lines += chunk.count("\n")
            damaged += chunk.count("\ufffd")
    return ("replace", (_damage_note(damaged),)) if damaged else ("strict", ())


def _one_byte_or_damaged(path: Path) -> tuple[str, str, tuple[str, ...]]:
    """Not UTF-8 throughout: mostly UTF-8 with damage, or a one-byte encoding."""
    good = bad = mac = windows = undefined = 0
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            bad += text.count("\ufffd")
            good += len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
            mac += len(_MAC_LETTER.findall(chunk))
            windows += len(_WINDOWS_LETTER.findall(chunk))
            undefined += len(_UNDEFINED_CP1252.findall(chunk))
    bad += decoder.decode(b"", final=True).count("\ufffd")
    # Letters in words, each a byte alone, are no damage: with UTF-8 beside them, two exports were pasted together.
    if good and windows > mac and 2 * windows >= min(bad, good):
        lost = _lost_by_part(path)
        note = (
            "Parts of the file are UTF-8, others Windows text (cp1252); each was read as what it is. Check names with "
            "accents."
        )
        return "utf-8", BY_PART, (note, _damage_note(lost)) if lost else (note,)
    if good > bad:  # text in a one-byte encoding almost never forms valid UTF-8 sequences by chance
        return "utf-8", "replace", (_damage_note(max(bad, 1)),)
    if mac > windows:
        return (
            "mac_roman",
            "strict",
            ("The file is not UTF-8; it was read as Mac Roman. Check names with accents.",),
        )
    note = "The file is not UTF-8; it was read as Windows text (cp1252). Check names with accents."
    return (
        "cp1252",
        "replace" if undefined else "strict",
        (note, _damage_note(undefined)) if undefined else (note,),
    )


def _lost_by_part(path: Path) -> int:
    """How many bytes are neither."""
    with path.open(encoding="utf-8", errors=BY_PART, newline="") as text:
        return sum(chunk.count("\ufffd") for chunk in iter(lambda: text.read(_CHUNK), ""))


def _damage_note(count: int) -> str:
    what = "1 character is damaged and is" if count == 1 else f"{count:,} characters are damaged and are"
    return f"{what} shown as \ufffd; what stood there cannot be told."
