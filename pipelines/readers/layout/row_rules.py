"""Which rows of a table are no records, in any file: total lines, notes under the table, the header again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import blake2b

TOTAL_STARTS = ("total", "sum", "grand", "sub", "overall")
"""How the first filled cell of a total line begins, in lower case; a quick test before `is_total_line`."""

_TOTAL = re.compile(
    r"(?:(?:overall|grand|sub)[ -]?)?(?:totals?|sum)(?: count| records| rows| responses)?"
    r"(?:\s*\(?\s*[\d,]+\s*(?:records?|rows?|responses?)?\s*\)?)?\s*:?\s*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\s*(?:[-+(]?\s*[$€£¥]?\s*[\d,.\s]+%?\)?|-|n/?a)?\s*", re.IGNORECASE)
# Reports say in the next cell what is totalled: Subtotal | Record Count | 12.
_TOTALLED = re.compile(r"\s*(?:(?:record |row )?count|sum|average|avg|min|max)\s*", re.IGNORECASE)

# Or how many of what: TOTAL | | 8 contacts.
_COUNTED = re.compile(
    r"\s*[\d,]+\s+(?:contacts?|people|persons?|students?|interviews?|talks?|conversations?|messages?|e?-?mails?|names?|"
    r"referrals?|rows?|records?|entries|entry|responses?|companies|employers?)\s*",
    re.IGNORECASE,
)

# Columns whose numbers are somebody's, not an amount: a row with one is hers, even if "Total" is her name.
_IDENTIFIER = re.compile(
    r"(?:.* )?(?:id|ids|identifier|netid|username|(?:student|phone|id|card|record|row) (?:number|no|#))(?: #)?"
)

# Single-cell lines under a table, as report tools and people write them. One cell alone is not enough:
# a roster's last row may hold nothing but an id.
_NOTE = re.compile(
    r"\s*(?:notes?\b|source\b|confidential\b|copyright\b|©|\(c\)|\*|†|generated\b|exported\b|report\b|"
    r"printed\b|created (?:by|on)\b|as of\b|end of (?:report|file)|filter(?:ed)? by\b|prepared by\b|all rights|"
    r"disclaimer|this (?:report|file|sheet|list|table)\b|please\b|--+|==+).*",
    re.IGNORECASE | re.DOTALL,
)
_NOTE_WORDS = 6
_GROUP = re.compile(r".*\S \([\d,]+ records?\)\s*", re.IGNORECASE)


def identifying(names: Sequence[str]) -> tuple[int, ...]:
    """Positions of columns whose numbers are somebody's: `student_id`, `Phone number`; not `# of names`."""
    spelled = [re.sub(r"(?:[^\w#]|_)+", " ", name.replace("#", " # ")).strip().lower() for name in names]
    return tuple(at for at, name in enumerate(spelled) if _IDENTIFIER.fullmatch(name))


def is_total_line(cells: Sequence[str], identifiers: Collection[int] = ()) -> bool:
    """The first filled cell says "Total" (or Grand Totals (12 records) …), the others hold only amounts or what
    is totalled. A number in one of `identifiers` is nobody's total, unless the line says that it counts."""
    full = [(at, cell) for at, cell in enumerate(cells) if cell and not cell.isspace()]
    if not full or not _TOTAL.fullmatch(full[0][1].strip()):
        return False
    says_what = [bool(_TOTALLED.fullmatch(cell) or _COUNTED.fullmatch(cell)) for _, cell in full[1:]]
    is_amount = [bool(_AMOUNT.fullmatch(cell)) for _, cell in full[1:]]
    is_identified = not any(says_what) and any(at in identifiers for at, _ in full[1:])
    return not is_identified and all(map(max, says_what, is_amount))


def may_be_total_line(cells: Sequence[str]) -> bool:
    """A cheap first test; true for every total line."""
    return (cells[0] or first(cells)).lstrip().lower().startswith(TOTAL_STARTS)


def first(cells: Sequence[str]) -> str:
    """The first cell that is not empty."""
    return next(filter(None, cells), "")


def is_alone(cells: Sequence[str]) -> bool:
    """Only the first cell is filled. Quick for ordinary rows, whose second cell says so."""
    return not (len(cells) > 1 and cells[1]) and not any(cells[2:]) and bool(cells[0].strip())


def is_lonely(cells: Sequence[str]) -> bool:
    """Only the first cell is filled, in a table of three columns or more."""
    return len(cells) >= 3 and is_alone(cells)


def is_note(cells: Sequence[str]) -> bool:
    """A lonely cell that reads like a remark: asked only of rows below a table's last full row."""
    return is_lonely(cells) and bool(_NOTE.fullmatch(cells[0]) or len(cells[0].split()) >= _NOTE_WORDS)


def is_group_heading(cells: Sequence[str]) -> bool:
    """A lonely cell with the number of records below it, as grouped reports write: "Arts (12 records)"."""
    return is_lonely(cells) and bool(_GROUP.fullmatch(cells[0]))


class Repeats:
    """Which rows are an earlier one again. A row counts only where it names its response: two people may well
    give the same answers. Holds 16 bytes a row; a row of the same 16 bytes is the same row for certain enough
    (one chance in 10²⁶ among a million)."""

    def __init__(self, one_response: Sequence[Sequence[int]]) -> None:
        self._ways = tuple(tuple(way) for way in one_response)
        self._seen: set[bytes] = set()

    def seen_before(self, cells: Sequence[str]) -> bool:
        """Whether a row that names its response was there before, cell for cell; remembers it if not."""
        if not any(all(cells[at].strip() for at in way) for way in self._ways):
            return False
        mark = blake2b("\x1f".join(cells).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if mark in self._seen:
            return True
        self._seen.add(mark)
        return False
