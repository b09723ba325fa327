"""A mark: what stands in double braces in somebody's file, to be filled with a figure. Its grammar alone; pure.

{{participation_rate}}                                        the figure as a number
{{participation_rate by college where program = Honors}}      cut by something, of some alone
{{finding of response_by_college in this term}}               one thing about it, of a time

Files of ours carry the same marks in the names of their shapes, with a print of the words that were filled in: words
that still have it are ours and may be filled in again, others are a person's.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

Pairs = tuple[tuple[str, str], ...]

MARK = re.compile(r"\{\{([^{}]+)\}\}")
LONGEST, MOST = 500, 200  # letters of a mark; marks a name can hold
# what is said of a figure; "" = what the place asks for: its number in a sentence, its chart where it stands alone
ASPECTS = (
    *("value", "n", "interval", "title", "finding", "reading", "period", "definition", "source"),
    *("chart", "table", "number", "basis", "face", "fact", "stamp", "caption", "notes"),
    *("answer", "lede", "about", "reason"),
)
_WHERE = re.compile(r"\s+where\s+", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:^|\s+)in\s+((?:this|last|the last)\s+(?:term|academic year|year|12 months)|all dates|the newest class|"
    r"[^\W\d_]+\s+\d{4}|\d{4}-\d\d-\d\d\s+to\s+\d{4}-\d\d-\d\d)$",
    re.IGNORECASE,
)
_EQUALS = re.compile(r'=(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside quotes
_BETWEEN = re.compile(r"(.*)(?:[,;]|\band\b)(.*)", re.IGNORECASE | re.DOTALL)
_ASPECT = re.compile(
    rf"(?:the\s+)?({'|'.join(ASPECTS)})(?:\s+(\d+))?\s+of\s+(?:the\s+)?(.+)", re.IGNORECASE | re.DOTALL
)
_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»＂", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("–—‐‑‒−", "-")}
)
PRINT = re.compile(r"\s*#([0-9a-f]{10})")
PART = re.compile(r"\s*=\s*“([^”]*)”")


@dataclass(frozen=True)
class Mark:
    """figure: as it was written, with its cut ("participation_rate by college"). place: of several charts, which.

    where: dimension and value as written; period: "this term", "Fall 2026", two dates; "" = as the refresh is asked.
    """

    figure: str
    where: Pairs = ()
    period: str = ""
    aspect: str = ""
    place: int = 1

    def asking(self, aspect: str, place: int = 1) -> Mark:
        """Another thing of the same figure."""
        return replace(self, aspect=aspect, place=place)


def read(text: str) -> Mark | str:
    """The mark between the braces, however a word processor has dressed its quotes, dashes and blanks; else why not.

    >>> read("Finding of  Response\\u00a0rate where college = “Arts, Letters”, class = 2026 in this term").where
    (('college', 'Arts, Letters'), ('class', '2026'))
    """
    if len(text) > LONGEST:
        return f"It is longer than the {LONGEST} letters a mark may have."
    said = plain(text)
    period = ""
    if found := _PERIOD.search(said):
        said, period = said[: found.start()], found[1].lower() if found[1][:1].islower() else found[1]
    said, *conditions = _WHERE.split(said, maxsplit=1)
    aspect, place = "", 1
    if found := _ASPECT.fullmatch(said):
        aspect, place, said = found[1].lower(), int(found[2] or 1), found[3]
    where: Pairs = ()
    if conditions:
        where = _pairs(conditions[0])
        if not where or not all(all(pair) for pair in where):
            return f"“{conditions[0]}” is no filter. Write it as: where college = Business."
    if not said:
        return "It names no figure. Write one, such as {{participation_rate by college}}."
    return Mark(said, where, period, aspect, place)


def _pairs(text: str) -> Pairs:
    """The filters of a mark. Between two of them the last comma or "and" parts a value from the next name."""
    first, *rest = _EQUALS.split(text)
    names, values = [first], []
    for place, piece in enumerate(rest, start=1):
        found = _BETWEEN.fullmatch(piece) if place < len(rest) else None
        values.append(found[1] if found else piece)
        if place < len(rest):
            names.append(found[2] if found else "")
    return tuple(
        (name.strip(), value.strip(" ,;").strip('"')) for name, value in zip(names, values, strict=False)
    )


def plain(text: str) -> str:
    """Text as one types it: straight quotes, plain dashes, single blanks, nothing that is not seen."""
    folded = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return " ".join("".join(one for one in folded if unicodedata.category(one) != "Cf").split())


def written(mark: Mark) -> str:
    """The mark as `read` reads it, without its braces; "" where a name in it could not be read again."""
    numbered = f" {mark.place}" if mark.place > 1 else ""
    of = f"{mark.aspect}{numbered} of " if mark.aspect else ""
    pairs = ", ".join(f'{name} = "{value}"' for name, value in mark.where)
    text = (
        f"{of}{mark.figure}"
        + (f" where {pairs}" if pairs else "")
        + (f" in {mark.period}" if mark.period else "")
    )
    where = tuple((plain(name), plain(value)) for name, value in mark.where)
    is_same = read(text) == replace(mark, figure=plain(mark.figure), where=where)
    return text if is_same and text.isprintable() and not {"{", "}"} & set(text) else ""


def figure_of(mark: Mark) -> str:
    """Which figure, as a mark, whatever is asked of it."""
    return written(mark.asking(""))


# --- in the names of shapes and fields ------------------------------------------------------------------


def print_of(lines: Iterable[str]) -> str:
    """A short print of some words, the same however they are broken into runs and blanks."""
    return hashlib.sha256("\n".join(" ".join(line.split()) for line in lines).encode()).hexdigest()[:10]


def aspect_of(core: str, aspect: str, place: int = 1) -> str:
    """A mark of a chart's own as another thing of the same figure, in braces; "" for no mark."""
    found = read(core) if core else ""
    if isinstance(found, str):
        return ""
    return f"{{{{{written(found.asking(aspect, place))}}}}}"


def named(name: str, core: str, aspect: str, lines: Iterable[str] = (), place: int = 1) -> str:
    """The name of a shape of ours, with its mark and the print of its words; the name alone where there is no mark.

    A shape may hold several things, each with its mark: name it once for each.
    """
    mark = aspect_of(core, aspect, place)
    if not mark:
        return name
    kept = tuple(lines)
    return " ".join(filter(None, (name, mark, f"#{print_of(kept)}" if kept else "")))


@dataclass(frozen=True)
class Kept:
    """A mark in a name: print: of the words that were filled in as a whole; part: what was filled into a sentence."""

    text: str
    print: str = ""
    part: str = ""

    def __str__(self) -> str:
        filled = f" #{self.print}" if self.print else f" = “{self.part}”" if self.part else ""
        return f"{{{{{self.text}}}}}{filled}"


def kept_in(name: str) -> tuple[Kept, ...]:
    """The marks a shape's name or a field carries."""
    found = []
    for mark in islice(MARK.finditer(name), MOST):
        rest = name[mark.end() :]
        whole, part = PRINT.match(rest), PART.match(rest)
        found.append(Kept(mark[1], whole[1] if whole else "", part[1] if part else ""))
    return tuple(found)


@dataclass(frozen=True)
class Name:
    """A shape's name: what people called it, then the marks that made what is in it."""

    said: str
    kept: tuple[Kept, ...]

    def with_mark(self, kept: Kept, instead: Kept | None = None) -> Name:
        """With a mark more, or in the place of another."""
        if instead is None:
            return Name(self.said, (*self.kept, kept))
        place = self.kept.index(instead)
        return Name(self.said, (*self.kept[:place], kept, *self.kept[place + 1 :]))

    def __str__(self) -> str:
        return " ".join(filter(None, (self.said, *map(str, self.kept))))


def name_of(text: str) -> Name:
    """A shape's name, read."""
    return Name(text.partition("{{")[0].strip(), kept_in(text))
