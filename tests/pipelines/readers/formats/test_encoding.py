"""Which characters the bytes of a text file are, and what is said where that is not certain."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.formats import encoding
from pipelines.readers.formats.encoding import Encoding, detect

Detected = Callable[[bytes], Encoding]


@pytest.fixture
def detected(tmp_path: Path) -> Detected:
    def detected(content: bytes) -> Encoding:
        path = tmp_path / "log.csv"
        path.write_bytes(content)
        return detect(path)

    return detected


# --- which one ---


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a,b\n", "utf-8"),
        ("é,ʤ\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + b"a,b\n", "utf-8-sig"),
        ("a,b\n".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "a,b\n".encode("utf-16-be"), "utf-16"),
        ("a,b\n".encode("utf-32"), "utf-32"),
        (codecs.BOM_UTF32_BE + "a,b\n".encode("utf-32-be"), "utf-32"),
        ("ab".encode("utf-16-le"), "utf-16-le"),
        ("ab".encode("utf-16-be"), "utf-16-be"),
        # every second letter from another script: half of the pairs have a zero byte
        ("aʤbʤ\n".encode("utf-16-le"), "utf-16-le"),
        ("aʤbʤ\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_marks_zero_bytes_and_valid_sequences_decide(detected: Detected, content: bytes, name: str) -> None:
    assert detected(content).name == name


@pytest.mark.parametrize(
    "content",
    [
        b"a\0",  # one pair proves nothing
        "aʤʤʤ\n".encode("utf-16-le")[:-2],  # a quarter of the pairs
        b"a\0b\0\0c\0d" * 3,  # zeros on both sides
    ],
)
def test_a_few_zero_bytes_are_damage_and_no_encoding(detected: Detected, content: bytes) -> None:
    with pytest.raises(FileRefused, match="zero byte"):
        detected(content)


# One vote each: an accented letter inside or at the end of a word, as each system writes it; an apostrophe.
MAC, WINDOWS = "né\n".encode("mac_roman"), "né\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (MAC, "mac_roman"),
        (WINDOWS, "cp1252"),
        (MAC + WINDOWS, "cp1252"),  # a tie: far more files are Windows'
        (MAC * 2 + WINDOWS, "mac_roman"),
        (MAC + WINDOWS * 2, "cp1252"),
        (b"(c) \xa9\n", "cp1252"),  # no letter at all
        ("don’t\n".encode("mac_roman"), "mac_roman"),
        ("don’t\n".encode("cp1252"), "cp1252"),
        ("say “yes” – or “no”\n".encode("cp1252"), "cp1252"),
        ("‹yes›, and “no”\n".encode("cp1252"), "cp1252"),
        ("maître,Camões\n".encode("mac_roman"), "mac_roman"),
        ("Besançon,Zoë\n".encode("mac_roman"), "mac_roman"),
        ("Besançon;Muñoz\tPeña\n".encode("mac_roman"), "mac_roman"),
        (b"Price \x8e5\n", "cp1252"),  # not inside a word
    ],
)
def test_accented_letters_vote_for_windows_or_macintosh(
    detected: Detected, content: bytes, name: str
) -> None:
    one = detected(content)
    assert one.name == name
    assert one.errors == "strict"
    (note,) = one.notes
    assert ("Mac Roman" if name == "mac_roman" else "Windows text (cp1252)") in note
    assert not one.has_damage


@pytest.mark.parametrize(("sound", "name"), [(1, "cp1252"), (2, "utf-8")])
def test_more_sound_than_damaged_characters_make_it_utf8(detected: Detected, sound: int, name: str) -> None:
    assert detected("é ".encode() * sound + b"x\xc3 \n").name == name


# --- damage ---


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("é é é\n".encode() + b"An\xc3,x\n", "1 character is damaged and is shown as \ufffd"),
        ("é é é\n".encode() + b"\xc3,\xc3\n", "2 characters are damaged and are shown as \ufffd"),
        ("a\ufffdb\n".encode(), "1 character is damaged"),
        ("\ufffd" * 1200 + "\n", "1,200 characters are damaged"),
        (b"x\x81y \xe9t\xe9\n", "1 character is damaged"),  # a byte Windows text does not have
        ("ab\n".encode("utf-16") + b"\x00\xd8,\x00\n\x00", "1 character is damaged"),  # half a pair
    ],
)
def test_characters_that_are_lost_are_counted(detected: Detected, content: bytes | str, note: str) -> None:
    one = detected(content.encode() if isinstance(content, str) else content)
    assert note in " ".join(one.notes)
    assert one.has_damage


def test_damage_in_decoding_is_replaced_and_older_damage_is_decoded(detected: Detected) -> None:
    assert detected("é é é\n".encode() + b"An\xc3,x\n").errors == "replace"
    assert detected("a\ufffdb\n".encode()).errors == "strict"
    assert detected(b"x\x81y \xe9t\xe9\n").errors == "replace"


def test_a_sequence_cut_at_the_end_is_damage(detected: Detected) -> None:
    one = detected("é é é".encode() + b"\xc3")
    assert (one.name, one.errors) == ("utf-8", "replace")
    assert "1 character is damaged" in one.notes[0]


# --- what the pass over the bytes sees ---


@pytest.mark.parametrize(
    ("content", "newline", "is_double"),
    [
        (b"a\nb\n", "\n", False),
        (b"a\r\nb\r\n", "\r\n", False),
        (b"a\rb\r", "", False),
        (b"a\r\nb\n", "", False),
        (b"a\nb\r", "", False),
        (b"a\r\nb\r", "", False),
        (b"a\r\r\nb\r\r\n", "", True),
        (b"a", "\n", False),
    ],
)
def test_line_ends(detected: Detected, content: bytes, newline: str, is_double: bool) -> None:
    one = detected(content)
    assert (one.newline, one.has_double_return) == (newline, is_double)


@pytest.mark.parametrize(
    ("content", "has_some"), [(b'="001",x\n', True), (b'x="\n', True), (b'= "1"\n', False)]
)
def test_text_formulas_are_looked_for(detected: Detected, content: bytes, has_some: bool) -> None:
    assert detected(content).has_text_formulas is has_some


def test_wide_text_may_hold_anything(detected: Detected) -> None:
    one = detected("a,b\n".encode("utf-16"))
    assert (one.has_double_return, one.has_text_formulas, one.notes) == (True, True, ())


@pytest.mark.parametrize("size", [3, 4, 5, 7])
@pytest.mark.parametrize(
    "content",
    [
        'a,b\r\n1,"é"\r\n',
        'a,b\n="001",="002"\n',
        "a,b\r\r\nc,d\r\r\ne,f\r\r\n",
        "name\nJos\ufffd \ufffd\n\ufffd\n",
        "ab\rcd\r",
        "ʤʤʤ\r\nʤʤ\r\n",
    ],
)
def test_the_same_is_seen_wherever_a_chunk_ends(
    detected: Detected, monkeypatch: pytest.MonkeyPatch, content: str, size: int
) -> None:
    whole = detected(content.encode())
    assert whole.sha256 == hashlib.sha256(content.encode()).hexdigest()
    monkeypatch.setattr(encoding, "_CHUNK", size)
    assert detected(content.encode()) == whole


# --- what is refused ---


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a,b\n1,2\n\x003\n", 3),
        (b"a,b\r1,2\r\x003\r", 3),
        (b"\0", 1),
        ("a\n".encode("utf-16") + "b\n\0\n".encode("utf-16-le"), 3),
    ],
)
@pytest.mark.parametrize("size", [1 << 18, 4])
def test_a_zero_byte_is_named_by_its_line(
    detected: Detected, monkeypatch: pytest.MonkeyPatch, content: bytes, line: int, size: int
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", size)
    with pytest.raises(FileRefused, match=rf"\(NUL\) in line {line}:"):
        detected(content)


@pytest.mark.parametrize("size", [1 << 18, 4, 7])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("name", ["utf-8", "utf-16"])
def test_a_line_may_be_as_long_as_the_limit_and_no_longer(
    detected: Detected, monkeypatch: pytest.MonkeyPatch, size: int, end: str, name: str
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", size)
    monkeypatch.setattr(encoding, "MAX_LINE_BYTES", 30)
    short, long = "x" * 30, "x" * 60
    assert detected(f"{short}{end}{short}{end}{short}".encode(name)).name == name
    if size < 10:  # inside one chunk any line is short enough
        with pytest.raises(FileRefused, match=r"Line [12] of “log\.csv” is longer than 1 MB"):
            detected(f"a{end}{long}{end}".encode(name))


def test_a_line_over_the_limit_is_named_by_its_number(
    detected: Detected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", 10)
    monkeypatch.setattr(encoding, "MAX_LINE_BYTES", 20)
    with pytest.raises(FileRefused, match="Line 3 of"):
        detected(b"a\nb\n      " + b"c" * 40)


@pytest.mark.parametrize("chunk", [3, 4, 5, 7, 11])
def test_lost_characters_are_counted_across_chunks(
    detected: Detected, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", chunk)
    one = detected("a\ufffd\ufffdbc,d\ufffd\n\ufffd\ufffd\ufffde\n".encode())
    assert one.notes == (
        "6 characters are damaged and are shown as \ufffd; what stood there cannot be told.",
    )


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (codecs.BOM_UTF8 + b"student_id,name\ns1,Zo\xeb\n", ["Zo\u00eb"]),
        (
            codecs.BOM_UTF8
            + b"student_id,name\ns1,Zo\xeb\n"
            + codecs.BOM_UTF8
            + b"student_id,name\ns2,Jos\xe9\n",
            ["Zo\u00eb", "Jos\u00e9"],
        ),
        (codecs.BOM_UTF8 + "student_id,name\ns1,Zo\u00eb\n".encode(), ["Zo\u00eb"]),
        (
            b"student_id,name\ns1,Ren\x8e\n" + codecs.BOM_UTF8 + b"student_id,name\ns2,Jos\x8e\n",
            ["Ren\u00e9", "Jos\u00e9"],
        ),
    ],
)
def test_a_byte_mark_is_no_part_of_a_name_whatever_the_bytes_behind_it(
    understand, content: bytes, names: list[str]
) -> None:
    (table,) = understand(content).tables
    assert table.columns == ("student_id", "name")
    assert [cells[1] for _, cells in table.rows()] == names


# --- two in one ---

UNICODE = "José Ñandú, Café Müller, Łódź\n".encode()
WINDOWS = "Zoë Weiß, Café Köln, naïve – “yes”\n".encode("cp1252")


@pytest.mark.parametrize(
    "parts",
    [
        [UNICODE, WINDOWS],
        [WINDOWS, UNICODE],
        [codecs.BOM_UTF8 + UNICODE, WINDOWS],
        [UNICODE] * 40 + [WINDOWS],
        [WINDOWS] * 40 + [UNICODE],
        [UNICODE, WINDOWS] * 20,
        [b"a,b\n" * 70_000, UNICODE, b"c,d\n" * 70_000, WINDOWS],  # far apart: beyond a chunk
        [UNICODE, "Zoë’s café\n".encode("cp1252")],  # é and ’ together look like the beginning of a character
        [UNICODE, "Zo\u00eb".encode("cp1252")],  # the last byte of the file is open
    ],
)
def test_exports_of_two_encodings_in_one_file_are_each_read_as_what_they_are(
    detected: Detected, tmp_path: Path, parts: list[bytes]
) -> None:
    found = detected(b"".join(parts))
    text = (tmp_path / "log.csv").read_text(encoding=found.name, errors=found.errors)
    meant = "".join(part.decode("cp1252" if b"Zo" in part else "utf-8-sig") for part in parts)
    assert text.removeprefix("\ufeff") == meant
    assert found.notes == (
        "Parts of the file are UTF-8, others Windows text (cp1252); each was read as what it is. Check names with "
        "accents.",
    )
    assert not found.has_damage


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        (UNICODE * 3 + b"caf\xc3\n", "replace"),  # half of a character is damage, no letter
        (UNICODE * 3 + b"\xff\xfe\n", "replace"),
        (WINDOWS * 3, "strict"),
        (UNICODE * 3, "strict"),
    ],
)
def test_damage_is_no_second_encoding(detected: Detected, content: bytes, errors: str) -> None:
    assert detected(content).errors == errors
