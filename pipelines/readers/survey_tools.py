"""What survey tools do to a table: several header rows, answers that are none, columns nobody should keep.

Each tool is one recogniser: given the first rows of a file it returns a Layout, or None when the file is not
the tool's. A new tool is a new function in TOOLS; nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.errors import FileRefused
from pipelines.readers import header
from pipelines.readers.header import Row, filled, fold


@dataclass(frozen=True)
class Layout:
    """How the first rows of a table are to be understood. Indexes count from the first row given."""

    tool: str
    header_rows: tuple[int, ...]
    names: tuple[str, ...]  # one a column, blank where there is none; not yet unique
    labels: tuple[str, ...] = ()
    time_zone: str = ""
    skips: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    """column -> value in lower case -> (rule, detail): rows that are no answers."""

    @property
    def last_header_row(self) -> int:
        return self.header_rows[-1]


# --- columns never kept: where somebody was when she answered is nobody's business here ---

_PLACE = re.compile(
    r"(?:recipient |respondent |user )?ip ?(?:v4 ?)?(?:address|addr)?"
    r"|(?:location|geo|gps)? ?(?:latitude|longitude)"
)


def is_place(name: str) -> bool:
    """IP address, latitude or longitude, however the tool spells it."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").replace("-", " ")
    return bool(_PLACE.fullmatch(fold(spaced).lower()))


# --- Qualtrics ---

_IMPORT_ID = re.compile(r"""\s*\{\s*["']ImportId["']\s*:""")
_TIME_ZONE = re.compile(r"""["']timeZone["']\s*:\s*["']([^"']+)["']""")
_LEGACY = re.compile(r"V\d{1,2}")
_PREVIEW = ("preview", "answered while previewing the survey")
_TEST = ("preview", "generated as a test of the survey")
_UNFINISHED = ("unfinished", "the respondent did not finish")
# Codes of Status and Finished: Qualtrics support, "Understanding your data set".
_QUALTRICS_SKIPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Status": {"survey preview": _PREVIEW, "1": _PREVIEW, "survey test": _TEST, "2": _TEST},
    "Finished": {"false": _UNFINISHED, "0": _UNFINISHED},
}


def qualtrics(rows: Sequence[Row]) -> Layout | None:
    """Three header rows: names, question text, ImportId as JSON (some tools write it with single quotes)."""
    for index, row in enumerate(rows[:6]):
        marked = [cell for cell in row if _IMPORT_ID.match(cell)]
        if index and len(marked) >= 2 and len(marked) * 2 > filled(row):
            break
    else:
        return None
    zones = {zone for cell in marked for zone in _TIME_ZONE.findall(cell)}
    first = max(0, index - 2)
    width = len(rows[first])
    labels = [fold(cell) for cell in rows[first + 1]] if index - first == 2 else [""] * width
    return Layout(
        "qualtrics",
        tuple(range(first, index + 1)),
        tuple(rows[first]),
        tuple(labels),
        zones.pop() if len(zones) == 1 else "",
        _QUALTRICS_SKIPS,
    )


def qualtrics_legacy(rows: Sequence[Row]) -> Layout | None:
    """Two header rows. The first begins V1, V2, …: their names are in the second, the questions' in it."""
    if len(rows) < 2 or [fold(cell) for cell in rows[0][:4]] != ["V1", "V2", "V3", "V4"]:
        return None
    names, labels = [], []
    second = [*rows[1], *[""] * (len(rows[0]) - len(rows[1]))]
    for name, text in zip(rows[0], second, strict=False):
        is_coded = bool(_LEGACY.fullmatch(fold(name))) and bool(fold(text))
        names.append(text if is_coded else name)
        labels.append("" if is_coded else fold(text))
    return Layout("qualtrics", (0, 1), tuple(names), tuple(labels), skips=_QUALTRICS_SKIPS)


# --- SurveyMonkey ---

_ANSWER_HEADS = {"response", "open-ended response"}


def surveymonkey(rows: Sequence[Row]) -> Layout | None:
    """Two header rows: questions, blank where the one on the left goes on, and the choices below them."""
    _refuse_summary(rows)
    start = next((index for index, row in enumerate(rows[:5]) if filled(row)), None)
    if start is None or len(rows) < start + 2:
        return None
    questions = [fold(cell) for cell in rows[start]]
    heads = [fold(cell) for cell in rows[start + 1]]
    width = max(len(questions), len(heads))
    questions += [""] * (width - len(questions))
    heads += [""] * (width - len(heads))
    if not _ANSWER_HEADS & {head.lower() for head in heads}:
        return None
    carried = any(head and not question for question, head in zip(questions, heads, strict=True))
    if not carried and not (questions[0].lower().replace(" ", "") == "respondentid" and not heads[0]):
        return None  # an ordinary table whose first row happens to say "Response"
    names, labels = [], []
    question = ""
    for above, below in zip(questions, heads, strict=True):
        question = above or (question if below else "")
        is_plain = below == "" or below.lower() in _ANSWER_HEADS
        names.append(question if is_plain else f"{question} - {below}" if question else below)
        labels.append(question)
    return Layout("surveymonkey", (start, start + 1), tuple(names), tuple(labels))


def _refuse_summary(rows: Sequence[Row]) -> None:
    for row in rows[:12]:
        heads = [fold(cell).lower() for cell in row if fold(cell)]
        if heads[:2] == ["answer choices", "responses"]:
            raise FileRefused(
                "This is a summary of a SurveyMonkey survey, which counts answers. Export “All individual "
                "responses” instead: one row per response."
            )


# --- Tools with one header row, known by their first columns ---

_TIMESTAMPS = {"timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"}


def _is_google_forms(names: Sequence[str]) -> bool:
    return len(names) > 1 and names[0] in _TIMESTAMPS


def _is_ms_forms(names: Sequence[str]) -> bool:
    return tuple(names[:3]) == ("id", "start time", "completion time")


def _is_linkedin(names: Sequence[str]) -> bool:
    return {"first name", "last name", "connected on"} <= set(names)


_ONE_ROW: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
    ("google_forms", _is_google_forms),
    ("ms_forms", _is_ms_forms),
    ("linkedin", _is_linkedin),
)
_QUESTION_TOOLS = {"google_forms", "ms_forms"}  # their column names are the questions themselves


def one_row(rows: Sequence[Row]) -> Layout | None:
    """Any table with a single header row, below whatever titles; the tool is told by its columns, or ""."""
    at = header.find(rows)
    if at is None:
        return None
    folded = [fold(cell).lower() for cell in rows[at]]
    tool = next((tool for tool, is_its in _ONE_ROW if is_its(folded)), "")
    names = tuple(rows[at])
    labels = tuple(fold(name) for name in names) if tool in _QUESTION_TOOLS else ("",) * len(names)
    return Layout(tool, (at,), names, labels)


TOOLS: tuple[Callable[[Sequence[Row]], Layout | None], ...] = (
    qualtrics,
    qualtrics_legacy,
    surveymonkey,
    one_row,
)


def layout_of(rows: Sequence[Row]) -> Layout | None:
    """The first tool that knows these rows; None when they are all blank."""
    return next((layout for tool in TOOLS if (layout := tool(rows)) is not None), None)
