"""Damage to files, the same for the same number: what disks, mail programs, hands and other programs do to them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.fuzz.corpus import Seed

SEED = 20261125
MOST_BYTES = 400_000  # a damaged file may grow, not without end

Bytes = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True)
class Mutant:
    """A damaged file, and how it came about."""

    number: int
    name: str
    content: bytes
    story: str


def mutant(number: int, corpus: Sequence[Seed]) -> Mutant:
    """The damaged file of that number: one seed, one to four kinds of damage."""
    rng = random.Random(f"{SEED}:{number}")
    seed = corpus[rng.randrange(len(corpus))]
    content, told = seed.content, []
    for _ in range(rng.choice((1, 1, 2, 4))):
        is_zip = content.startswith(b"PK")
        kinds = (*ZIP, *ZIP, *ANY) if is_zip else (*TEXT, *TEXT, *ANY)
        kind = rng.choice(kinds)
        if kind is splice:
            content = splice(rng, content, corpus[rng.randrange(len(corpus))].content)
        else:
            content = kind(rng, content)[:MOST_BYTES]
        told.append(kind.__name__)
    return Mutant(number, f"{number}.{seed.suffix}", content, f"{seed.name}: {', '.join(told)}")


def _place(rng: random.Random, content: bytes) -> int:
    return rng.randrange(len(content)) if content else 0


def _span(rng: random.Random, content: bytes) -> tuple[int, int]:
    start = _place(rng, content)
    return start, min(len(content), start + rng.choice((1, 4, 30, 500)))


# -- anything -----------------------------------------------------------------------------------------


def flip_bits(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 3, 20)) if content else 0):
        changed[_place(rng, content)] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut_end(rng: random.Random, content: bytes) -> bytes:
    return content[: _place(rng, content)]


def cut_out(rng: random.Random, content: bytes) -> bytes:
    start, end = _span(rng, content)
    return content[:start] + content[end:]


def zeros(rng: random.Random, content: bytes) -> bytes:
    start, end = _span(rng, content)
    return content[:start] + bytes(end - start) + content[end:]


def repeat(rng: random.Random, content: bytes) -> bytes:
    start, end = _span(rng, content)
    return content[:start] + content[start:end] * rng.choice((2, 10, 300)) + content[end:]


def splice(rng: random.Random, content: bytes, other: bytes = b"") -> bytes:
    """The beginning of one file and the end of another."""
    return content[: _place(rng, content)] + other[_place(rng, other) :]


# -- text ---------------------------------------------------------------------------------------------


def _lines(rng: random.Random, content: bytes) -> tuple[list[bytes], int]:
    lines = content.splitlines(keepends=True) or [b""]
    return lines, rng.randrange(len(lines))


def double_line(rng: random.Random, content: bytes) -> bytes:
    lines, at = _lines(rng, content)
    lines[at:at] = [lines[at]] * rng.choice((1, 2, 50))
    return b"".join(lines)


def drop_line(rng: random.Random, content: bytes) -> bytes:
    lines, at = _lines(rng, content)
    return b"".join(lines[:at] + lines[at + 1 :])


def move_line(rng: random.Random, content: bytes) -> bytes:
    lines, at = _lines(rng, content)
    line = lines.pop(at)
    lines.insert(rng.randrange(len(lines) + 1), line)
    return b"".join(lines)


def blank_lines(rng: random.Random, content: bytes) -> bytes:
    lines, at = _lines(rng, content)
    lines[at:at] = [rng.choice((b"\n", b"\r\n", b"   \n", b",,,,\n", b"\r"))] * rng.choice((1, 3))
    return b"".join(lines)


def swap_delimiter(rng: random.Random, content: bytes) -> bytes:
    """Everywhere, or in one line only."""
    one, other = rng.sample((b",", b";", b"\t", b"|", b"||", b", "), 2)
    if rng.random() < 0.5:
        return content.replace(one, other)
    lines, at = _lines(rng, content)
    lines[at] = lines[at].replace(one, other)
    return b"".join(lines)


def swap_line_ends(rng: random.Random, content: bytes) -> bytes:
    end = rng.choice((b"\n", b"\r\n", b"\r", b"\r\r\n", b"\n\r"))
    lines, at = _lines(rng, content)
    chosen = range(len(lines)) if rng.random() < 0.5 else range(at, len(lines))
    for number in chosen:
        lines[number] = lines[number].rstrip(b"\r\n") + end
    return b"".join(lines)


def insert_odd(rng: random.Random, content: bytes) -> bytes:
    """Quotes, escapes, controls, marks of direction, half characters, formulas, markup."""
    odd = (
        b'"', b"'", b'"""', b"\\", b"\\\"", b'=""', b"\x00", b"\x1a", b"\x0b\x0c\x1c\x85", b"\xef\xbb\xbf",
        "\u202e\u2066\u200b".encode(), "\u2028\u2029".encode(), b"\xff\xfe", b"\xe2\x80", b"\xc3\x28",
        "\ud800".encode(errors="surrogatepass"), b"=cmd|x", b"{0}{x!r}%s", b"</script>", b"1.23E+10", b",,,,,,,",
    )  # fmt: skip
    for _ in range(rng.choice((1, 2, 8))):
        at = _place(rng, content)
        content = content[:at] + rng.choice(odd) + content[at:]
    return content


def long_cell(rng: random.Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + rng.choice((b"x", b"long text, ", b'"', b"\n")) * 9_000 + content[at:]


def recode(rng: random.Random, content: bytes) -> bytes:
    """Saved again in another encoding, or in the wrong one."""
    text = content.decode("utf-8", errors="replace")
    return text.encode(
        rng.choice(("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "mac_roman")), errors="replace"
    )


def doubly_coded(rng: random.Random, content: bytes) -> bytes:
    return content.decode("cp1252", errors="replace").encode("utf-8")


# -- zips ---------------------------------------------------------------------------------------------


def _parts(content: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:
        return None  # damaged already: whatever fails inside, there are no parts to speak of


def _zipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def in_a_part(rng: random.Random, content: bytes) -> bytes:
    """Any damage to the text of one part, zipped up again correctly."""
    parts = _parts(content)
    if not parts:
        return flip_bits(rng, content)
    at = rng.randrange(len(parts))
    damage = rng.choice((*ANY[:-1], markup, markup, insert_odd))
    parts[at] = (parts[at][0], damage(rng, parts[at][1]))
    return _zipped(parts)


def markup(rng: random.Random, content: bytes) -> bytes:
    """One number or attribute of the XML changed, one element doubled or gone."""
    pairs = (
        (b'r="A', rng.choice((b'r="XFD', b'r="A1048576', b'r="', b'r="-'))),
        (b't="s"', rng.choice((b't="n"', b't="inlineStr"', b't="e"', b't="d"'))),
        (b"<v>", rng.choice((b"<v>9", b"<v>-", b"<v>1e999", b"<v></v><v>"))),
        (b"<row ", b'<row hidden="1" '),
        (b"</row>", rng.choice((b"", b"</row></row>"))),
        (b'repeated="3"', rng.choice((b'repeated="1048576"', b'repeated="-1"', b'repeated="x"'))),
        (b'repeated="1020"', rng.choice((b'repeated="999999999"', b'repeated="0"'))),
        (b"<text:p>", rng.choice((b"<text:p><text:p>", b"<text:p>&amp;&bad;"))),
        (b"<?xml ", b'<!DOCTYPE x [<!ENTITY a "b">]><?xml '),
        (b'sheetId="', b'sheetId="9'),
    )
    found = [pair for pair in pairs if pair[0] in content]
    if not found:
        return cut_out(rng, content)
    old, new = rng.choice(found)
    return content.replace(old, new, rng.choice((1, 3, -1)))


def lose_a_part(rng: random.Random, content: bytes) -> bytes:
    parts = _parts(content)
    if not parts:
        return cut_out(rng, content)
    parts.pop(rng.randrange(len(parts)))
    return _zipped(parts)


def swap_parts(rng: random.Random, content: bytes) -> bytes:
    parts = _parts(content)
    if not parts or len(parts) < 2:
        return cut_end(rng, content)
    one, other = rng.sample(range(len(parts)), 2)
    parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return _zipped(parts)


def lie_about_sizes(rng: random.Random, content: bytes) -> bytes:
    """A header of the zip says another size, packed or unpacked, than there is."""
    marks = {b"PK\x03\x04": (18, 22), b"PK\x01\x02": (20, 24)}
    mark = rng.choice(list(marks))
    at = content.find(mark, _place(rng, content) // 2)
    if at < 0 or at + 30 > len(content):
        return flip_bits(rng, content)
    field = at + rng.choice(marks[mark])
    size = struct.pack("<I", rng.choice((0, 1, 4_000_000_000, rng.randrange(1 << 24))))
    return content[:field] + size + content[field + 4 :]


ANY: tuple[Bytes, ...] = (flip_bits, cut_end, cut_out, zeros, repeat, splice)
TEXT: tuple[Bytes, ...] = (
    double_line, drop_line, move_line, blank_lines, swap_delimiter, swap_line_ends, insert_odd, long_cell,
    recode, doubly_coded,
)  # fmt: skip
ZIP: tuple[Bytes, ...] = (in_a_part, in_a_part, in_a_part, lose_a_part, swap_parts, lie_about_sizes)
