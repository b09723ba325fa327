"""From the headers of a file to the columns of a source: recognise, propose, explain.

    Reading's columns and labels -> recognise() -> Guess, best first
                                 -> propose()   -> Mapping (or FileRefused that says what is missing)

A header is compared, in this order, with a column's own name, with its aliases, and then by closeness of
spelling; the question text (label) of a survey tool is compared the same way. Every header goes to at most
one column and every column to at most one header. Nothing depends on the order of the columns, on case,
blanks or punctuation. Pure functions, but for `read_mapping_file`.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from rapidfuzz import fuzz, process

from pipelines.errors import FileRefused, Problem, UserError
from pipelines.source_catalog import EXPLANATION, Column, Source, normalise, sources
from pipelines.source_catalog import source as source_named

CERTAIN = 0.9  # a match below is shown as uncertain
CLOSE = 0.86  # a spelling farther away is no match at all
TOOLS_OWN = 0.94  # rank of what a survey tool fills by itself: a question that asks for it comes first
RECOGNISED = 0.6  # a guess below does not name the file's source
SHEET, FILE = "@sheet", "@file"  # headers that stand for the sheet's name and the file's stem
DATE_ORDERS = ("mdy", "dmy", "ymd")
BLANK_REPLIES = ("no_reply", "not_recorded")
DIRECTIONS = ("up", "down")
DEFAULT_SCALE = (1.0, 5.0, "up")

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*[*:?.]*\s*$")
_QUESTION_NUMBER = re.compile(r"^(?:q(?:uestion)?\s*)?\d{1,3}[a-z]?\s+(?=\S+\s)", re.IGNORECASE)
_DASH = re.compile(r"\s[–—]\s")
_SEPARATORS = re.compile(r"[;\n\r|]+")
_LONGEST_HEADER = 150  # characters; no alias is so long that anything longer could be close to it
_LONGEST_CHOICE = 8  # pieces between commas that one choice may be made of


@dataclass(frozen=True)
class Match:
    """One header and where it goes. how: exact, alias, close, mapping, constant, ignored, none.

    score: 1.0 certain, below CERTAIN shown as uncertain, 0.0 unmatched. A constant has the header "".
    """

    header: str
    column: str | None
    how: str
    score: float

    @property
    def is_uncertain(self) -> bool:
        return self.column is not None and self.score < CERTAIN


@dataclass(frozen=True)
class Guess:
    """What a file may be. score 0 to 1; why: words for the screen; missing: required columns not found."""

    source: str
    score: float
    why: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class MappingFile:
    """What a person wrote into a mapping file (TOML), not yet compared with a file. "" or None = not said.

    columns: canonical column -> header; the header "" says that the column is not to be taken.
    """

    name: str = ""
    source: str = ""
    sheet: str = ""
    date_order: str = ""
    blank_reply: str = ""
    columns: Dict[str, str] = field(default_factory=dict)
    values: Dict[str, Dict[str, str]] = field(default_factory=dict)
    constants: Dict[str, str] = field(default_factory=dict)
    scale_low: float | None = None
    scale_high: float | None = None
    scale_direction: str = ""


@dataclass(frozen=True)
class Mapping:
    """How one file is read as one source.

    columns: canonical column -> header of the file ("@sheet", "@file" = the sheet's name, the file's stem).
    values: canonical column -> {spelling as in the file: canonical value, "" = blank}.
    constants: canonical column -> canonical value for every row.
    """

    source: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    date_order: str = ""
    blank_reply: str = ""
    scale_low: float | None = None
    scale_high: float | None = None
    scale_direction: str = "up"
    matches: tuple[Match, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """What decides how rows are read, defaults written out: for the ledger and the digest."""
        of = source_named(self.source)
        written: dict[str, Any] = {
            "source": self.source,
            "sheet": self.sheet,
            "date_order": self.date_order,
            "columns": dict(sorted(self.columns.items())),
            "values": {column: dict(sorted(v.items())) for column, v in sorted(self.values.items()) if v},
            "constants": dict(sorted(self.constants.items())),
        }
        if of.has_blank_reply:
            written["blank_reply"] = self.blank_reply or "not_recorded"
        if of.has_scale:
            low, high, direction = DEFAULT_SCALE
            written["scale"] = {
                "low": low if self.scale_low is None else float(self.scale_low),
                "high": high if self.scale_high is None else float(self.scale_high),
                "direction": self.scale_direction or direction,
            }
        return written

    def digest(self) -> str:
        """SHA-256 of `as_dict`: two mappings with the same digest read every file alike."""
        plain = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()

    def as_toml(self) -> str:
        """The mapping as a mapping file: `read_mapping_file` of it proposes this mapping again."""
        return _toml(self.as_dict())


# --- recognising -----------------------------------------------------------------------------------------


def recognise(
    columns: Sequence[str], labels: Sequence[str] = (), tool: str = "", sheet: str = ""
) -> list[Guess]:
    """What the file may be, best first: how many of its headers are known to a source, whether the required
    columns are there, and how many columns that only this source has.

    Raises FileRefused for files that are known to be something else (appointments, LinkedIn connections,
    survey summaries).
    """
    refuse_known(columns, tool)
    ranked = []
    for position, of in enumerate(sources().values()):
        matches = _match(columns, labels, of, tool)
        counted = [m for m in matches if m.how != "passed_over"]
        found = {m.column for m in counted if m.column}
        share = sum(m.score for m in counted) / len(counted) if counted else 0.0
        missing = _missing(of, found)
        needed = sum(1 for c in of.columns if c.is_required) + len(of.one_of_groups)
        lacking = sum(0.5 if _may_come_from_outside(of, group) else 1.0 for group in missing)
        telling = [name for name in of.distinctive if name in found]
        score = 0.4 * (1 - lacking / needed if needed else 1.0) + 0.3 * share + 0.15 * min(len(telling), 2)
        guess = Guess(of.id, round(score, 4), _why(of, counted, missing, telling), tuple(missing))
        named = sum(m.how == "exact" for m in counted)
        hinted = any(word in normalise(sheet).split() for word in of.id.split("_"))
        ranked.append(((-guess.score, -named, not hinted, position), guess))
    return [guess for _, guess in sorted(ranked, key=lambda entry: entry[0])]


def choose(
    columns: Sequence[str],
    labels: Sequence[str] = (),
    tool: str = "",
    sheet: str = "",
    file: MappingFile | None = None,
) -> Guess:
    """The source the file is taken for: the one its mapping file names, else the best guess, headers named
    in the mapping file counting as the columns they stand for.

    Raises FileRefused saying what was tried and how to choose.
    """
    said = file or MappingFile()
    stands_for = {_header(h, columns, labels, c): c for c, h in said.columns.items() if h}
    refuse_known(columns, tool)
    guesses = recognise([stands_for.get(h, h) for h in columns], labels, tool, sheet)
    for guess in guesses:
        if guess.source == said.source or (not said.source and guess.score >= RECOGNISED):
            return guess
    tried = "; ".join(f"{source_named(g.source).title.lower()} ({g.why})" for g in guesses[:3])
    raise FileRefused(
        f"The file's columns do not look like any source. The nearest are: {tried}. Say what it is with "
        f"--source (one of {', '.join(sources())}), or name its columns in a mapping file.",
        (Problem("unknown_source", "The source was not recognized.", found=", ".join(columns[:20])),),
    )


def refuse_known(columns: Sequence[str], tool: str = "") -> None:
    """Raise FileRefused if the headers are those of a file that is none of our sources."""
    headers = {normalise(header) for header in columns}
    for kind in _files()["refused"]:
        needs, any_of = ({normalise(h) for h in kind[part]} for part in ("needs", "any"))
        if (needs <= headers and len(any_of & headers) >= kind["at_least"]) or (
            tool == "linkedin" and kind["id"] == "linkedin_connections"
        ):
            raise FileRefused(
                f"This is {kind['title']}. {kind['message']}",
                (Problem(kind["id"], f"This is {kind['title']}."),),
            )


def is_explanation(columns: Sequence[str]) -> bool:
    """Whether a sheet is the one that explains a template's columns: to be passed over, it holds no rows."""
    return {normalise(head) for head in EXPLANATION} <= {normalise(header) for header in columns}


def _why(of: Source, matches: Sequence[Match], missing: Collection[str], telling: Sequence[str]) -> str:
    found = sum(m.column is not None for m in matches)
    parts = [f"{found} of {len(matches)} columns recognized"]
    wanted = ", ".join(" or ".join(_names(of, group)) for group in missing)
    parts.append(f"missing {wanted}" if missing else "all required ones found")
    if telling:
        parts.append(f"told by {', '.join(telling[:3])}")
    return "; ".join(parts)


# --- proposing -------------------------------------------------------------------------------------------


def propose(
    columns: Sequence[str],
    labels: Sequence[str],
    source: str,
    file: MappingFile | None = None,
    *,
    tool: str = "",
    sheets: Sequence[str] = (),
) -> Mapping:
    """The mapping of a file's headers onto a source; what a mapping file says comes before what we find.

    sheets: names of the sheets that share this header, where there are several.
    Raises UserError for a mapping file that does not fit the source, FileRefused where a header it names does
    not exist or a required column is missing; both name the nearest there is.
    """
    refuse_known(columns, tool)
    of = _known_source(source)
    said = file or MappingFile()
    _check_against(said, of)
    given = {
        column: _header(header, columns, labels, column) for column, header in said.columns.items() if header
    }
    _once(given, said)
    constants = {
        column: _constant(of.column(column), value, said) for column, value in said.constants.items()
    }
    taken = {*given, *constants, *(column for column, header in said.columns.items() if not header)}
    found = _match(columns, labels, of, tool, passed=set(given.values()), filled=taken)
    by_header = {header: column for column, header in given.items()}
    matches = [
        Match(m.header, by_header[m.header], "mapping", 1.0) if m.header in by_header else m for m in found
    ]
    matches += [
        Match(header, column, "mapping", 1.0) for column, header in given.items() if header in (SHEET, FILE)
    ]
    matches += [Match("", column, "constant", 1.0) for column in constants]
    mapped = {m.column: m.header for m in matches if m.column and m.how not in ("constant", "ignored")}
    _refuse_missing(of, {*mapped, *constants}, columns, labels, sheets)
    return Mapping(
        source=of.id,
        columns={name: mapped[name] for name in of.names if name in mapped},
        values={column: _values(of.column(column), written) for column, written in said.values.items()},
        constants=constants,
        sheet=said.sheet,
        date_order=said.date_order,
        blank_reply=said.blank_reply,
        scale_low=said.scale_low,
        scale_high=said.scale_high,
        scale_direction=said.scale_direction or "up",
        matches=tuple(replace(m, how="none") if m.how == "passed_over" else m for m in matches),
        warnings=tuple(_warnings(of, matches)),
    )


def _warnings(of: Source, matches: Sequence[Match]) -> Iterator[str]:
    notes = {column.name: column.note for column in of.ignored_columns}
    for match in matches:
        if match.how == "ignored" and match.column:
            yield f"“{match.header}”: {notes[match.column]}"
        elif match.is_uncertain:
            yield f"“{match.header}” was taken for {match.column}: please check ({match.score:.0%} alike)."
    unknown = [f"“{m.header}”" for m in matches if m.how == "none"]
    if unknown:
        verb = "is not a column" if len(unknown) == 1 else "are not columns"
        yield f"{', '.join(unknown)} {verb} of {of.title.lower()} and will not be stored."


def _refuse_missing(
    of: Source, found: Collection[str], columns: Sequence[str], labels: Sequence[str], sheets: Sequence[str]
) -> None:
    missing = _missing(of, found)
    if not missing:
        return
    if all(_may_come_from_outside(of, group) for group in missing):
        _refuse_without_student(sheets)
    problems, sentences = [], []
    for group in missing:
        names = _names(of, group)
        near = _nearest_sentence(names, of, columns, labels)
        wanted = " or ".join(names)
        sentences.append(f"{wanted} ({of.column(names[0]).meaning.rstrip('.')}). {near}")
        problems.append(
            Problem(
                "missing_column", f"There is no column for {wanted}. {near}", column=names[0], expected=wanted
            )
        )
    raise FileRefused(
        f"As {of.title.lower()} the file lacks required columns: {' '.join(sentences)} Rename the "
        "header, or name it in a mapping file under [columns].",
        tuple(problems),
    )


def _refuse_without_student(sheets: Sequence[str]) -> NoReturn:
    """A tracker without a student column: mostly one sheet or file a student; a person has to confirm it."""
    many = len(sheets) > 1
    use, unit = (SHEET, "sheet") if many else (FILE, "file")
    seen = (
        f" ({', '.join(f'“{sheet}”' for sheet in sheets[:4])}{', …' if len(sheets) > 4 else ''})"
        if many
        else ""
    )
    raise FileRefused(
        f"No column says which student the rows belong to. If every {unit}{seen} is one student's and "
        "carries the student's id as its name, confirm that in a mapping file: under [columns], "
        f'student_id = "{use}". ("{SHEET}" is the name of the sheet, "{FILE}" that of the file.) '
        "Otherwise add a column student_id or student_email.",
        (Problem("student_from_sheet", f"Confirm that every {unit} is one student's.", expected=use),),
    )


def _nearest_sentence(names: list[str], of: Source, columns: Sequence[str], labels: Sequence[str]) -> str:
    near = nearest_headers([of.column(name) for name in names], columns, labels)
    return f"Nearest headers found: {', '.join(f'“{h}”' for h in near)}." if near else "No header is near."


def nearest_headers(
    wanted: Sequence[Column], columns: Sequence[str], labels: Sequence[str] = (), limit: int = 3
) -> list[str]:
    """Headers most like a wanted column's name or aliases, best first; only those with some likeness."""
    written = [normalise(text) for column in wanted for text in (column.name, *column.aliases)]
    scored = []
    for header, label in zip(columns, _padded(labels, columns), strict=True):
        texts = [t for t in (normalise(header), normalise(label)) if 0 < len(t) <= _LONGEST_HEADER]
        best = max(
            (
                process.extractOne(text, written, scorer=fuzz.token_sort_ratio, score_cutoff=50)
                for text in texts
            ),
            key=lambda hit: hit[1] if hit else 0,
            default=None,
        )
        if best:
            scored.append((-best[1], header))
    return [header for _, header in sorted(scored)[:limit]]


def _missing(of: Source, found: Collection[str | None]) -> list[str]:
    """Required columns, and one-of groups by their name, that nothing fills."""
    alone = [column.name for column in of.columns if column.is_required and column.name not in found]
    groups = [g for g, members in of.one_of_groups.items() if not any(c.name in found for c in members)]
    return [*groups, *alone]


def _names(of: Source, group: str) -> list[str]:
    """The columns of a one-of group; a column stands for itself."""
    return [column.name for column in of.one_of_groups.get(group, ())] or [group]


def _may_come_from_outside(of: Source, group: str) -> bool:
    return of.student_may_be_sheet and group == "student"


# --- matching headers ------------------------------------------------------------------------------------


def _match(
    columns: Sequence[str],
    labels: Sequence[str],
    of: Source,
    tool: str,
    passed: Collection[str] = (),
    filled: Collection[str] = (),
) -> list[Match]:
    """One Match a header, in the file's order; headers in `passed` and columns in `filled` take no part.

    Candidates are settled best first; ties fall by the header's own folded text, never by its place in the
    file, so that shuffled columns map alike.
    """
    passed_over, kept = _tool_headers(tool)
    has = set(of.names)
    open_columns = {c.name: c for c in (*of.columns, *of.ignored_columns) if c.name not in filled}
    index = _index(of.id)
    known: list[tuple[Any, str, str, str, float]] = []  # (rank, header, column, how, score)
    free: dict[str, list[str]] = {}  # header -> folded texts, for closeness
    for header, label in zip(columns, _padded(labels, columns), strict=True):
        folded = normalise(header)
        if header in passed or folded in passed_over:
            continue
        if folded in kept:
            place, columns_it_fills = kept[folded]
            name = next((c for c in columns_it_fills if c in has), "")
            if name in open_columns:
                known.append(((-TOOLS_OWN, 0, place, folded, header), header, name, "alias", 1.0))
            continue
        texts = _spellings(header, label)
        free[header] = [text for text, score in texts if score == 1.0]
        for order, (text, score) in enumerate(texts):
            if text in index:
                name, place = index[text]
                if name in open_columns:
                    how = "exact" if place == 0 and order == 0 else "alias"
                    rank = (-score, order, place, folded, header)
                    known.append((rank, header, name, how, score))
    settled: dict[str, Match] = {}
    _settle(known, settled, open_columns)
    taken = {match.column for match in settled.values()}
    choices = {t: name for t, (name, _) in index.items() if name in open_columns and name not in taken}
    open_texts = {text for header, written in free.items() if header not in settled for text in written}
    near = _close(sorted(open_texts), sorted(choices))
    close: list[tuple[Any, str, str, str, float]] = [
        ((-score, spelling, normalise(header), header), header, choices[spelling], "close", score)
        for header, written in free.items()
        for text in written
        for spelling, score in near.get(text, ())
    ]
    _settle(close, settled, open_columns)
    return [
        settled.get(
            h, Match(h, None, "passed_over" if normalise(h) in {*passed_over, *kept} else "none", 0.0)
        )
        for h in columns
    ]


def _settle(
    candidates: list[tuple[Any, str, str, str, float]],
    settled: dict[str, Match],
    open_columns: Dict[str, Column],
) -> None:
    """Give headers and columns to each other, best candidate first, each at most once."""
    used = {match.column for match in settled.values()}
    for _, header, name, how, score in sorted(candidates, key=lambda c: c[0]):
        if header not in settled and name not in used:
            used.add(name)
            settled[header] = Match(header, name, "ignored" if open_columns[name].is_ignored else how, score)


@lru_cache(maxsize=4096)  # a header is compared with every source
def _spellings(header: str, label: str) -> tuple[tuple[str, float], ...]:
    """Folded texts under which a header may be known, with how sure each is: the header, the question text,
    then both without a question number or a hint in brackets, then what follows the last " - " (the row of a
    matrix question)."""
    plain = [(text, folded) for text in (header, label) if (folded := normalise(text))]
    whole = [(folded, 1.0) for _, folded in plain]
    bare = [(_QUESTION_NUMBER.sub("", normalise(_without_hint(text))), 0.97) for text, _ in plain]
    tails = []
    for text, _ in plain:
        head, dash, tail = _DASH.sub(" - ", text).rpartition(" - ")
        if dash and not {"points", "feedback"} & set(normalise(head).split()):
            tails.append((normalise(tail), 0.95))
    return tuple((text, score) for text, score in (*whole, *bare, *tails) if text)


def _without_hint(text: str) -> str:
    bracket = _BRACKETED.search(text)
    return text[: bracket.start()] if bracket and normalise(bracket[1]) in _words()["hints"] else text


def _close(texts: Sequence[str], spellings: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
    """For each text the spellings close to it: few letters differ, or the same words in another order."""
    telling = _words()["telling_words"]
    texts = [text for text in texts if 4 <= len(text) <= _LONGEST_HEADER]
    spellings = [spelling for spelling in spellings if len(spelling) >= 4]
    found: dict[str, dict[str, float]] = {}
    for arranged, weight in ((str, 1.0), (_words_sorted, 0.99)):
        likeness = process.cdist(
            [arranged(text) for text in texts],
            [arranged(spelling) for spelling in spellings],
            scorer=fuzz.ratio,
            score_cutoff=CLOSE * 100,
        )
        for row, place in zip(*likeness.nonzero(), strict=True):
            text, spelling = texts[row], spellings[place]
            score = round(min(float(likeness[row, place]) / 100 * weight, 0.99), 4)
            if score >= CLOSE and telling & set(text.split()) == telling & set(spelling.split()):
                scores = found.setdefault(text, {})
                scores[spelling] = max(scores.get(spelling, 0.0), score)
    return {text: sorted(scores.items()) for text, scores in found.items()}


def _words_sorted(text: str) -> str:
    return " ".join(sorted(text.split()))


@cache
def _index(source: str) -> dict[str, tuple[str, int]]:
    """Folded name or alias -> (column, place in its list; 0 = its own name)."""
    of = source_named(source)
    return {
        normalise(text): (column.name, place)
        for column in (*of.ignored_columns, *of.columns)
        for place, text in reversed(list(enumerate((column.name, *column.aliases))))
    }


@cache
def _files() -> dict[str, Any]:
    text = (resources.files("pipelines") / "sources" / "_files.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words() -> dict[str, frozenset[str]]:
    return {
        part: frozenset(normalise(text) for text in _files()[part]) for part in ("telling_words", "hints")
    }


def _tool_headers(tool: str) -> tuple[frozenset[str], dict[str, tuple[int, list[str]]]]:
    """Headers a tool fills by itself: those never ours, and the others with the columns they fill."""
    listed = _files()["tools"].get(tool, {"passed_over": [], "kept": {}})
    kept = {normalise(h): (place, fills) for place, (h, fills) in enumerate(listed["kept"].items())}
    return frozenset(normalise(h) for h in listed["passed_over"]), kept


def _padded(labels: Sequence[str], columns: Sequence[str]) -> Sequence[str]:
    return (
        labels
        if len(labels) == len(columns)
        else [*labels, *[""] * (len(columns) - len(labels))][: len(columns)]
    )


# --- the mapping file ------------------------------------------------------------------------------------

_KEYS: dict[str, type] = {
    "source": str,
    "sheet": str,
    "date_order": str,
    "blank_reply": str,
    "columns": dict,
    "values": dict,
    "constants": dict,
    "scale": dict,
}


def read_mapping_file(path: Path) -> MappingFile:
    """Read a mapping file (TOML). Raises UserError naming file, entry and what is expected."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError:
        raise UserError(f"There is no mapping file {path.name}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The mapping file {path.name} cannot be read as UTF-8 text.") from error


def parse_mapping(text: str, name: str = "mapping") -> MappingFile:
    """The text of a mapping file. Raises UserError as `read_mapping_file`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The mapping file {name} is not valid TOML: {error}.") from None
    for key, value in raw.items():
        _is_one_of(key, _KEYS, f"{name}: “{key}” is not a setting")
        if not isinstance(value, _KEYS[key]):
            kind = "a table" if _KEYS[key] is dict else "text in quotes"
            raise UserError(f"{name}: {key} must be {kind}.")
    for key, allowed in (("source", sources()), ("date_order", DATE_ORDERS), ("blank_reply", BLANK_REPLIES)):
        if key in raw:
            _is_one_of(raw[key], allowed, f"{name}: {key} is “{raw[key]}”")
    values: dict[str, dict[str, str]] = {}
    for column, written in raw.get("values", {}).items():
        if not isinstance(written, dict):
            raise UserError(
                f'{name}: values.{column} must be a table such as [values.{column}] "Placed" = "…".'
            )
        values[column] = _texts(written, f"{name}: values.{column}")
    low, high, direction = _scale(raw.get("scale", {}), name)
    return MappingFile(
        name=name,
        source=raw.get("source", ""),
        sheet=raw.get("sheet", ""),
        date_order=raw.get("date_order", ""),
        blank_reply=raw.get("blank_reply", ""),
        columns=_texts(raw.get("columns", {}), f"{name}: columns", is_header=True),
        values=values,
        constants=_texts(raw.get("constants", {}), f"{name}: constants"),
        scale_low=low,
        scale_high=high,
        scale_direction=direction,
    )


def _texts(table: Dict[str, Any], where: str, is_header: bool = False) -> dict[str, str]:
    """A table of texts; numbers and true/false are taken as the text they print, but not as a header."""
    texts = {}
    for key, value in table.items():
        if isinstance(value, bool):
            value = "true" if value else "false"
        if isinstance(value, (dict, list)) or (is_header and not isinstance(value, str)):
            raise UserError(f"{where}.{key} must be text in quotes.")
        texts[key] = str(value)
    return texts


def _scale(raw: Dict[str, Any], name: str) -> tuple[float | None, float | None, str]:
    for key in raw:
        _is_one_of(key, ("low", "high", "direction"), f"{name}: scale.{key} is not a setting")
    if not raw:
        return None, None, ""
    ends = []
    for key in ("low", "high"):
        value = raw.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise UserError(f"{name}: scale.{key} must be a number; a scale needs both low and high.")
        ends.append(float(value))
    if not ends[0] < ends[1]:
        raise UserError(
            f'{name}: scale.low must be below scale.high; turn a scale around with direction = "down".'
        )
    direction = raw.get("direction", "up")
    _is_one_of(direction, DIRECTIONS, f"{name}: scale.direction is “{direction}”")
    return ends[0], ends[1], direction


def _is_one_of(found: Any, allowed: Iterable[str], sentence: str) -> None:
    allowed = list(allowed)
    if found not in allowed:
        near = process.extractOne(str(found), allowed, scorer=fuzz.ratio, score_cutoff=60)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UserError(f"{sentence}; expected {', '.join(allowed)}.{hint}")


def _known_source(source: str) -> Source:
    _is_one_of(source, sources(), f"There is no source “{source}”")
    return source_named(source)


def _check_against(said: MappingFile, of: Source) -> None:
    """Everything the mapping file names exists in the source and applies to it."""
    where = said.name or "The mapping"
    if said.source and said.source != of.id:
        raise UserError(f"{where}: its source is {said.source}, but the file is to be read as {of.id}.")
    for table, named in (("columns", said.columns), ("values", said.values), ("constants", said.constants)):
        for column in named:
            if column in {c.name for c in of.ignored_columns}:
                note = next(c.note for c in of.ignored_columns if c.name == column)
                raise UserError(f"{where}: {table}.{column} cannot be taken. {note}")
            _is_one_of(column, of.names, f"{where}: {table}.{column} is not a column of {of.id}")
    both = sorted({c for c, header in said.columns.items() if header} & set(said.constants))
    if both:
        raise UserError(f"{where}: {both[0]} is given both a header and a constant; keep one of them.")
    if said.blank_reply and not of.has_blank_reply:
        raise UserError(f"{where}: blank_reply does not apply to {of.id}, which has no replies.")
    if said.scale_low is not None and not of.has_scale:
        raise UserError(f"{where}: scale does not apply to {of.id}; only a survey has one.")


def _header(wanted: str, columns: Sequence[str], labels: Sequence[str], column: str) -> str:
    """The file's header a mapping file means: as written, else folded, else by its question text."""
    if wanted in (SHEET, FILE) or wanted in columns:
        return wanted
    folded = [h for h in columns if normalise(h) == normalise(wanted)]
    asked = [
        h
        for h, lb in zip(columns, _padded(labels, columns), strict=True)
        if normalise(lb) == normalise(wanted)
    ]
    for found in (folded, asked):
        if len(found) == 1 and normalise(wanted):
            return found[0]
    near = [
        hit[0] for hit in process.extract(wanted, list(columns), scorer=fuzz.WRatio, limit=3, score_cutoff=40)
    ]
    hint = f" Nearest are: {', '.join(f'“{h}”' for h in near)}." if near else ""
    raise FileRefused(
        f"The mapping says {column} is in “{wanted}”, but the file has no such header.{hint}",
        (Problem("no_such_header", f"The file has no header “{wanted}”.", column=column, expected=wanted),),
    )


def _once(given: Dict[str, str], said: MappingFile) -> None:
    owner: dict[str, str] = {}
    for column, header in given.items():
        if header not in (SHEET, FILE) and owner.setdefault(header, column) != column:
            raise UserError(
                f"{said.name or 'The mapping'}: “{header}” is given to both {owner[header]} and {column}; "
                "a header can fill one column only."
            )


def _allowed(column: Column) -> list[str]:
    return list(column.values) if column.type in {"boolean", "choice", "choices"} else []


def _constant(column: Column, value: str, said: MappingFile) -> str:
    """A constant in canonical spelling. Raises UserError where the values are closed and it is none."""
    allowed = _allowed(column)
    if not allowed:
        return value.strip()
    canonical = column.spelled(value)
    if not canonical:
        _is_one_of(value, allowed, f"{said.name or 'The mapping'}: constants.{column.name} is “{value}”")
    return canonical or value


def _values(column: Column, written: Dict[str, str]) -> dict[str, str]:
    """Spellings a mapping file adds. Raises UserError where one leads to a value the column does not have."""
    allowed = _allowed(column)
    if allowed:
        for spelling, value in written.items():
            _is_one_of(value, ["", *allowed], f"values.{column.name}: “{spelling}” leads to “{value}”")
    return dict(written)


def _toml(written: Dict[str, Any]) -> str:
    """Our own few shapes as TOML: texts and numbers first, then tables, one level of tables in `values`."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

    def line(key: str, value: Any) -> str:
        name = key if re.fullmatch(r"[A-Za-z0-9_]+", key) else quoted(key)
        return f"{name} = {quoted(value) if isinstance(value, str) else value}"

    lines = [line(key, value) for key, value in written.items() if isinstance(value, str) and value]
    tables = {key: value for key, value in written.items() if isinstance(value, dict) and value}
    for key, table in tables.items():
        nested = {f"{key}.{inner}": t for inner, t in table.items()} if key == "values" else {key: table}
        for name, entries in nested.items():
            lines += ["", f"[{name}]", *(line(k, v) for k, v in entries.items())]
    return "\n".join(lines) + "\n"


# --- several choices in one cell -------------------------------------------------------------------------


def split_choices(text: str, values: Collection[str]) -> list[str]:
    """The choices in a multi-select cell, as written, blanks trimmed, empty ones dropped.

    values: spellings that are known, folded with `normalise` (`Column.spellings` will do).
    The rule: a cell with `;`, `|` or a line break is split there and nowhere else (Microsoft Forms, our own
    templates). Otherwise commas separate (Google Forms, Qualtrics), but a choice may hold commas itself: from
    the left, the longest run of pieces that together spell a known choice is one choice; a piece that starts
    no such run stands for itself. A cell that as a whole is known is one choice.

    >>> split_choices("A job, company or field, A lead", {"a job company or field"})
    ['A job, company or field', 'A lead']
    >>> split_choices("insight;lead;", ())
    ['insight', 'lead']
    """
    if normalise(text) in values:
        return [text.strip(" ;|\n\r")]
    if _SEPARATORS.search(text):
        return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    pieces = text.split(",")
    chosen, at = [], 0
    while at < len(pieces):
        runs = range(min(len(pieces), at + _LONGEST_CHOICE), at, -1)
        end = next((e for e in runs if normalise(",".join(pieces[at:e])) in values), at + 1)
        chosen.append(",".join(pieces[at:end]).strip())
        at = end
    return [one for one in chosen if one]
