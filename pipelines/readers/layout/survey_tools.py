"""What tools do to the top of a table: several header rows, questions beside or inside the column names.

A shape is one recogniser: given the first rows of a file it returns a ToolLayout, or None when the rows are not laid
out so. Which tool has which shape, and what it skips, is data (`tools.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.errors import FileRefused
from pipelines.readers.layout import header, tools
from pipelines.readers.layout.cell_kinds import DATE, kind_of
from pipelines.readers.layout.header import Row, filled, fold
from pipelines.readers.layout.tools import Skips, Tool, plain


@dataclass(frozen=True)
class ToolLayout:
    """How the first rows of a table are to be understood. Indexes count from the first row given.

    skips: position -> cells that say a row is no answer. one_response: positions that, all filled, name one
    response; each way of them. fixed: position -> the only text its cells may have (a question beside its
    answers: another text there would make the answer one to another question).
    """

    tool: str
    header_rows: tuple[int, ...]
    names: tuple[str, ...]  # one a column, blank where there is none; not yet unique
    labels: tuple[str, ...] = ()
    time_zone: str = ""
    skips: Mapping[int, Skips] = field(default_factory=dict)
    one_response: tuple[tuple[int, ...], ...] = ()
    fixed: Mapping[int, str] = field(default_factory=dict)

    @property
    def last_header_row(self) -> int:
        return self.header_rows[-1]


def _layout(
    tool: Tool,
    header_rows: tuple[int, ...],
    names: Sequence[str],
    labels: Sequence[str],
    time_zone: str = "",
    fixed: Mapping[int, str] | None = None,
) -> ToolLayout:
    """The layout, with what the tool is known to do to a table of these names."""
    return ToolLayout(
        tool.id,
        header_rows,
        tuple(names),
        tuple(labels),
        time_zone,
        tool.skips_in(names),
        tool.response_in(names),
        fixed or {},
    )


# --- columns never kept: where somebody was when she answered is nobody's business here ---

_PLACE = re.compile(
    r"(?:recipient |respondent |user )?ip ?(?:v4 ?)?(?:address|addr)?"
    r"|(?:location|geo|gps)? ?(?:latitude|longitude)"
)


def is_place(name: str) -> bool:
    """IP address, latitude or longitude, however the tool spells it."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").replace("-", " ")
    return bool(_PLACE.fullmatch(fold(spaced).lower()))


# --- names, question texts, ImportIds as JSON (Qualtrics) ---

_IMPORT_ID = re.compile(r"""\s*\{\s*["']ImportId["']\s*:\s*["']([^"']*)""")
_TIME_ZONE = re.compile(r"""["']timeZone["']\s*:\s*["']([^"']+)["']""")
_LEGACY = re.compile(r"V\d{1,2}")
_HEADS_WITHIN = 8  # rows from the top, titles and blank ones included
_OWN_WORDS = 3  # of the tool in a row, from which on it is no answer
_IDS, _NAMES, _QUESTIONS, _BLANK, _OTHER = "ids", "names", "questions", "blank", "other"


def names_questions_and_ids(rows: Sequence[Row], tool: Tool) -> ToolLayout | None:
    """Three header rows: names, question texts, ImportIds as JSON (some tools write them with single quotes).

    In any order, and with one or two of them deleted by hand; a single row of names or questions is an ordinary header.
    Rows above the ImportIds that are none of the tool's own words are names and questions too: somebody deleted the
    tool's columns.
    """
    kinds = [_kind_of_head(row, tool) for row in rows[:_HEADS_WITHIN]]
    known = [at for at, kind in enumerate(kinds) if kind in (_IDS, _NAMES, _QUESTIONS)]
    if not known:
        return None
    heads = _heads_of_one_table(rows, kinds, known[0])
    if not heads:
        return None
    ids = next((at for at in heads if kinds[at] == _IDS), None)
    if ids is None and (len(heads) < 2 or _QUESTIONS not in (kinds[at] for at in heads)):
        return None
    named = sorted(
        (at for at in heads if at != ids), key=lambda at: (kinds[at] != _NAMES, _in_words(rows[at], tool), at)
    )
    width = max(len(rows[at]) for at in heads)
    names = _padded(rows[named[0]], width) if named else _names_in_ids(rows[heads[0]], tool)
    labels = _widened(rows[named[1]], width) if len(named) > 1 else [""] * width
    marks = "" if ids is None else "\n".join(rows[ids])
    zones = set(_TIME_ZONE.findall(marks))
    time_zone = zones.pop() if len(zones) == 1 else ""
    return _layout(tool, tuple(range(heads[0], heads[-1] + 1)), names, labels, time_zone)


def _heads_of_one_table(rows: Sequence[Row], kinds: Sequence[str], first: int) -> list[int]:
    """The rows of a table's head, by place: from the first that is known to be one, three at most; none where it
    begins below answers."""
    ids = next((at for at, kind in enumerate(kinds) if kind == _IDS), None)
    heads = [first]
    for at in reversed(range(first if ids == first else 0)):
        is_wide = filled(rows[at]) * 2 > filled(rows[first])
        if is_wide and not _may_be_head(rows[at], rows[first]):
            return []  # answers stand above the ImportIds
        if kinds[at] != _BLANK and (not is_wide or len(heads) == 3):
            break
        if is_wide:
            heads.insert(0, at)
    for at in range(first + 1, len(kinds)):
        if kinds[at] == _BLANK:
            continue
        is_known = kinds[at] != _OTHER and not (kinds[at] == _IDS and _IDS in (kinds[one] for one in heads))
        is_above_ids = ids is not None and at < ids and _may_be_head(rows[at], rows[ids])
        if len(heads) == 3 or not (is_known or is_above_ids):
            break
        heads.append(at)
    return heads


def _may_be_head(row: Row, ids: Row) -> bool:
    """Whether a row above one of ImportIds is no title and no answer: about as wide, and without any day."""
    return filled(row) * 2 > filled(ids) and not any(kind_of(cell) == DATE for cell in row)


def _kind_of_head(row: Row, tool: Tool) -> str:
    """Which of the rows above a table of this tool it is, as far as its cells tell."""
    if not filled(row):
        return _BLANK
    if is_import_ids(row):
        return _IDS
    spelled = [plain(cell) for cell in row]
    if tool.known_by and tool.known_by[0].knows(spelled):
        return _NAMES
    return _QUESTIONS if sum(map(tool.is_own, row)) >= _OWN_WORDS else _OTHER


def is_import_ids(row: Row) -> bool:
    """Whether most of a row's cells are ImportIds as JSON."""
    marked = sum(bool(_IMPORT_ID.match(cell)) for cell in row)
    return marked >= 2 and marked * 2 > filled(row)


def _names_in_ids(row: Row, tool: Tool) -> list[str]:
    """The names of columns where only their ImportIds are left: the tool's own as it names them, questions as they are
    numbered there."""
    found = (_IMPORT_ID.match(cell) for cell in row)
    named = dict(tool.named_by_id)
    return [named.get(one[1], one[1]) if one else fold(cell) for one, cell in zip(found, row, strict=True)]


def _in_words(row: Row, tool: Tool) -> int:
    """How many of the tool's own columns a row calls by several words, as the row of questions does."""
    return sum(tool.is_own(cell) and len(cell.split()) > 1 for cell in row)


def _padded(row: Row, width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def v_names(rows: Sequence[Row], tool: Tool) -> ToolLayout | None:
    """Two header rows. The first begins V1, V2, …: their names are in the second, the questions' in it."""
    if len(rows) < 2 or [fold(cell) for cell in rows[0][:4]] != ["V1", "V2", "V3", "V4"]:
        return None
    names, labels = [], []
    for name, text in zip(rows[0], _widened(rows[1], len(rows[0])), strict=False):
        is_coded = bool(_LEGACY.fullmatch(fold(name))) and bool(text)
        names.append(text if is_coded else name)
        labels.append("" if is_coded else text)
    return _layout(tool, (0, 1), names, labels)


# --- a question, its choices below it (SurveyMonkey) ---

_ANSWER_HEADS = {"response", "open-ended response"}
_RESPONDENT = {"respondentid", "respondent id"}


def questions_and_choices(rows: Sequence[Row], tool: Tool) -> ToolLayout | None:
    """Two header rows: questions, blank where the one on the left goes on, and the choices below them. A third
    one where a question has rows and columns of its own: it is blank in the respondent's columns."""
    start = next((index for index, row in enumerate(rows[:5]) if filled(row)), None)
    if start is None or len(rows) < start + 2:
        return None
    width = max(len(rows[start]), len(rows[start + 1]))
    questions, heads = _widened(rows[start], width), _widened(rows[start + 1], width)
    respondent = [at for at, text in enumerate(questions) if text.lower() in _RESPONDENT and not heads[at]]
    carried = any(head and not question for question, head in zip(questions, heads, strict=True))
    answered = bool(_ANSWER_HEADS & {head.lower() for head in heads})
    if carried + answered + bool(respondent) < 2:
        return None  # an ordinary table whose first row happens to say "Response"
    below: list[list[str]] = [heads]
    if len(rows) > start + 2:
        third = _widened(rows[start + 2], width)
        if any(third) and respondent and not any(third[at] for at in respondent):
            below.append(third)
    names, labels = [], []
    question = ""
    for at, above in enumerate(questions):
        parts = [row[at] for row in below if row[at]]
        question = above or (question if parts else "")
        parts = [part for part in parts if part.lower() not in _ANSWER_HEADS]
        names.append(" - ".join(part for part in (question, *parts) if part))
        labels.append(question)
    return _layout(tool, tuple(range(start, start + 1 + len(below))), names, labels)


def _widened(row: Row, width: int) -> list[str]:
    """The folded cells of a header row, as many as asked for."""
    return [*(fold(cell) for cell in row), *[""] * (width - len(row))]


# --- a single header row ---


def one_row(rows: Sequence[Row]) -> ToolLayout | None:
    """Any table with a single header row, below whatever titles; None when all rows are blank."""
    at = header.find(rows)
    return None if at is None else of_names((at,), rows[at], rows[:at], rows[at + 1 :])


def of_names(
    header_rows: tuple[int, ...], names: Sequence[str], above: Sequence[Row], below: Sequence[Row]
) -> ToolLayout:
    """The layout of a table whose names are known: the tool is told by them, else by what it writes above or
    below a table, else ""."""
    tool = tools.of_header(names)
    if not tool.id:
        lonely = (row[0] for row in (*above, *below) if row and filled(row) == 1)
        tool = next((writer for cell in lonely if (writer := tools.of_line(cell)).id), tool)
    names = list(names)
    labels = [fold(name) if tool.questions else "" for name in names]
    if tool.questions == "choice:question":
        names, labels = _choices_behind(names)
    if tool.question_in:
        asked = [re.fullmatch(tool.question_in, fold(name)) for name in names]
        labels = [fold(match["question"]) if match else "" for match in asked]
    fixed = dict(_questions_beside(tool, names, below))
    for question, answer in _pairs(tool, names):
        labels[answer] = fixed.get(question, labels[answer])
    return _layout(tool, header_rows, names, labels, fixed=fixed)


def _choices_behind(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names and questions where a question has several columns, "Choice:Question" each: written behind it, as
    everywhere else. What precedes a colon is a choice only if what follows is asked in another column too."""
    texts = [fold(name) for name in names]
    ends = [[text, *(text[at.end() :] for at in re.finditer(r":+\s*", text))] for text in texts]
    asked = Counter(end for one in ends for end in one if end)
    behind, labels = [], []
    for name, text, one in zip(names, texts, ends, strict=True):
        question = next((end for end in one[1:] if asked[end] > 1), text)
        choice = text[: len(text) - len(question)].rstrip(": ")
        behind.append(f"{question} - {choice}" if choice else name)
        labels.append(question)
    return behind, labels


def _pairs(tool: Tool, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of a question's text and of the answers to it, where a tool writes both in every row."""
    places = {plain(name): at for at, name in reversed(list(enumerate(names)))}
    for asked, answered in tool.asked_in:
        for number in range(1, len(names)):
            pair = [places.get(plain(name.replace("#", str(number)))) for name in (asked, answered)]
            if pair[0] is not None and pair[1] is not None:
                yield pair[0], pair[1]


def _questions_beside(tool: Tool, names: Sequence[str], rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Position of a question's text -> the text, where every row has the same one.

    Raises FileRefused where the rows have different ones: the tool asked in another order each time.
    """
    for asked, _ in _pairs(tool, names):
        texts = {fold(row[asked]) for row in rows if asked < len(row) and fold(row[asked])}
        if len(texts) > 1:
            raise FileRefused(
                f"This {tool.title} export holds its questions in a different order in each row (“{names[asked]}” "
                "is not the same question everywhere), so no column is the answer to one question. Turn off "
                "random order and question pools for the form, or ask it as a survey, and export it again."
            )
        if texts:
            yield asked, texts.pop()


# --- a row of the head among the answers ---


def is_head_again(cells: Sequence[str], tool: Tool) -> bool:
    """Whether a row among the answers is one that the tool writes above them: its ImportIds, or its own columns in
    words. Quick for answers, which seldom begin so."""
    if not tool.named_by_id:
        return False
    first = next(filter(None, cells), "")
    if first.lstrip().startswith("{"):
        return is_import_ids(cells)
    return tool.is_own(first) and sum(map(tool.is_own, cells)) >= _OWN_WORDS


# --- all of them ---

SHAPES: Mapping[str, Callable[[Sequence[Row], Tool], ToolLayout | None]] = {
    "names_questions_and_ids": names_questions_and_ids,
    "v_names": v_names,
    "questions_and_choices": questions_and_choices,
}
_SUMMARY_ROWS = 12


def layout_of(rows: Sequence[Row]) -> ToolLayout | None:
    """The first shape that fits these rows; None when they are all blank. Raises FileRefused for summaries,
    which count answers and hold none."""
    _refuse_summary(rows)
    for tool in tools.tools().values():
        for shape in tool.shape:
            if (layout := SHAPES[shape](rows, tool)) is not None:
                return layout
    return one_row(rows)


def _refuse_summary(rows: Sequence[Row]) -> None:
    for row in rows[:_SUMMARY_ROWS]:
        heads = tuple(fold(cell).lower() for cell in row if fold(cell))
        for summary in tools.summaries():
            if heads[: len(summary.begins)] == summary.begins:
                raise FileRefused(summary.message)
