"""`import --ask`: what a file leaves open, asked on a terminal one question after the other, as the page asks it.

    a dry run's report, what was said so far -> questions() -> the first that was not asked -> its answer -> a dry run …

A question knows what each of its answers makes of the choices; `asked()` goes from one to the next until none is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.figures import wording
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.not_recorded import NotRecorded
from pipelines.mapping import scales
from pipelines.mapping.cell_values.parsers import why_not
from pipelines.mapping.cell_values.reading import DECIDED_BY_VALUE
from pipelines.mapping.matching import Match
from pipelines.mapping.outside import OUTSIDE
from pipelines.mapping.tool_columns import exported_as
from pipelines.sources.catalog import STUDENT_ID, Column, Source, sources
from pipelines.sources.names import column_name, date_order_name, value_name

LIKELY = 3  # kinds of files that are offered first
CELLS = 10  # of one column that are asked about
BLANK_CELL = "-"
ORDERS = ("mdy", "dmy")  # that digits can be read in at once
SCALES = ((1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (1.0, 10.0), (0.0, 100.0))

TYPE_IT = "  Or type what holds for every row of the file."

Preview = Callable[[Choices], ImportReport]


@dataclass(frozen=True)
class Answer:
    """What may be answered, and what is chosen then."""

    label: str
    choices: Choices


@dataclass(frozen=True)
class Question:
    """key: by which it is asked once. default: the place of the answer that Enter takes.

    typed: what is chosen where something other than an answer is typed, which then holds for every row; None where only
    the answers may be given. reads: what any text makes of the choices, the number of an answer too; raises ValueError
    saying why it cannot be.
    """

    key: str
    text: str
    answers: tuple[Answer, ...]
    default: int = 0
    typed: Callable[[str], Choices] | None = None
    reads: Callable[[str], Choices] | None = None


Teller = Callable[[Question], Answer]


def asked(preview: Preview, start: Choices, tell: Teller) -> tuple[Choices, ImportReport]:
    """Ask until nothing is open: what was chosen, and what an import with it would do."""
    choices, done = start, set[str]()
    while True:
        report = preview(choices)
        question = next((one for one in questions(report, choices) if one.key not in done), None)
        if question is None:
            return choices, report
        done.add(question.key)
        answer = tell(question)
        if answer.choices != choices and report.saved_mapping:
            choices = replace(answer.choices, based_on=report.saved_mapping.name)
        else:
            choices = answer.choices


def questions(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """What a file leaves open, in the order in which it matters. Pure."""
    yield from _suggested(report, choices)
    yield from _owner(report, choices)
    yield from _kind(report, choices)
    source = sources().get(choices.source or report.source or "")
    yield from _needed(report, choices)
    if source is None:
        return
    yield from _whose(report, choices)
    yield from _guessed(report, choices, source)
    yield from _unused(report, choices, source)
    yield from _contacts(report, choices)
    yield from _dates(report, choices)
    yield from _units(report, choices)
    yield from _scale(report, choices)
    yield from _words(report, choices, source)
    yield from _cells(report, choices, source)


def _suggested(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """A calendar's entries that look like informational interviews: each with a yes, or it is none."""
    for one in report.suggested_talks:
        if one.number not in choices.confirm:
            yes = replace(choices, confirm=(*choices.confirm, one.number))
            answers = (Answer("No", choices), Answer("Yes", yes))
            yield Question(f"suggestion {one.number}", one.question.text, answers)


def _owner(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """Whose all the rows are, typed: no column could say it."""
    for one in report.questions:
        if one.about == "owner":
            yield Question(
                "owner",
                one.text,
                (Answer("Do not import it", choices),),
                typed=lambda text, name=one.column: choices.for_all(name, text),  # type: ignore[misc]
            )


def _kind(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """What is it? Only where that is not plain."""
    likely = [guess.source for guess in report.guesses][:LIKELY]
    about = next((one.source for one in report.questions if one.source), "")
    first = list(dict.fromkeys([*([about] if about else []), *likely]))
    if report.source or choices.source or exported_as(report.tool) or not first:
        return
    others = [name for name in sources() if name not in first]
    answers = [Answer(sources()[name].title, replace(choices, source=name)) for name in (*first, *others)]
    yield Question(
        "kind", "What is this file?", (*answers, Answer("None of these: do not import it", choices))
    )


def _needed(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """Columns that only a person can name."""
    for one in report.questions:
        if one.about in ("column", "student") and one.column:
            headers = list(dict.fromkeys([*one.choices, *report.columns]))
            kind = one.source or choices.source
            answers = [
                Answer(header, replace(_with(choices, one.column, header), source=kind)) for header in headers
            ]
            said = replace(choices, source=kind)
            yield Question(
                f"column {one.column}",
                one.text,
                (*answers, Answer("None of them", choices)),
                len(answers),
                lambda text, said=said, name=one.column: said.for_all(name, text),  # type: ignore[misc]
            )


def _whose(report: ImportReport, choices: Choices) -> Iterator[Question]:
    outside = next((p.expected for p in report.problems if p.code == "student_from_sheet"), None)
    if not outside or not report.is_refused:
        return
    what = "sheet" if outside == OUTSIDE[0] else "file"
    yield Question(
        "whose",
        f"No column says which student the rows belong to. Is every {what} one student's, named after their ID?",
        (Answer("No", choices), Answer("Yes", _with(choices, STUDENT_ID, outside))),
    )


def _guessed(report: ImportReport, choices: Choices, source: Source) -> Iterator[Question]:
    """Columns that were only guessed: right, something else, or left out."""
    for match in report.matches:
        if match.is_uncertain and match.column and match.header:
            now = Answer(column_name(match.column), _with(choices, match.column, match.header))
            others = _other_meanings(choices, match, source, match.column)
            yield Question(f"match {match.header}", f"What is {_shown(match)}?", (now, *others))


def _unused(report: ImportReport, choices: Choices, source: Source) -> Iterator[Question]:
    """Columns that are not used: a saved mapping has left them out before."""
    if report.saved_mapping:
        return
    for match in report.matches:
        if match.how == "none" and match.header and not report.is_refused:
            answers = (Answer("Leave it out", choices), *_other_meanings(choices, match, source, "")[1:])
            yield Question(f"match {match.header}", f"{_shown(match)} is not used. What is it?", answers)


def _contacts(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """Whether each contact of a row counts; Enter takes what was understood."""
    if report.further_contacts:
        headers = wording.listed(f"“{header}”" for header in report.further_contacts)
        yield Question(
            "contacts",
            f"A row has room for more than one contact ({headers}). What is to come in?",
            (
                Answer("A row for each contact", choices),
                Answer("Only the first contact of each row", replace(choices, reshape="first_contact")),
            ),
        )


def _other_meanings(choices: Choices, match: Match, source: Source, guessed: str) -> list[Answer]:
    left_out = _with(choices, guessed, "") if guessed else choices
    names = [name for name in source.names if name != guessed]
    return [
        Answer("Leave it out", left_out),
        *(Answer(column_name(name), _with(left_out, name, match.header)) for name in names),
    ]


def _shown(match: Match) -> str:
    samples = f" ({' · '.join(match.samples[:3])})" if match.samples else ""
    return f"“{match.header}”{samples}"


def _dates(report: ImportReport, choices: Choices) -> Iterator[Question]:
    ambiguous = [one for one in report.date_order if one.is_ambiguous]
    if not ambiguous:
        return
    headers = wording.listed(f"“{one.header}”" for one in ambiguous)
    now = ambiguous[0].order
    order = [now, *(one for one in ORDERS if one != now)]
    yield Question(
        "dates",
        f"Dates in {headers} can be read two ways, such as {ambiguous[0].example}. How are they written?",
        tuple(Answer(date_order_name(one), replace(choices, date_order=one)) for one in order),
    )


def _units(report: ImportReport, choices: Choices) -> Iterator[Question]:
    """What numbers count that nothing else tells the unit of, once a column; Enter leaves it for another time."""
    for one in report.unit_questions:
        if not one.answer:
            others = tuple(pair for pair in choices.units if pair[0] != one.column)
            said = (
                Answer(label, replace(choices, units=(*others, (one.column, answer))))
                for answer, label in one.answers.items()
            )
            later = Answer("Not recorded for now", choices)
            yield Question(f"unit {one.column}", one.asked.text, (*said, later), len(one.answers))


def _scale(report: ImportReport, choices: Choices) -> Iterator[Question]:
    scale = report.scale
    if not scale or scale.is_certain:
        return
    proposed = (scale.low, scale.high, scale.direction)
    all_scales = [(low, high, way) for low, high in SCALES for way in ("up", "down")]
    order = [proposed, *(one for one in all_scales if one != proposed)]
    yield Question(
        "scale",
        f"How do the answers run? ({scale.why})",
        tuple(
            Answer(
                scales.in_words(low, high, way),
                replace(choices, scale=(low, high, way)),
            )
            for low, high, way in order
        ),
    )


def _words(report: ImportReport, choices: Choices, source: Source) -> Iterator[Question]:
    """Words nobody has explained, each once; Enter takes what is suggested, or leaves the word for later."""
    said = {(column, spelling) for column, spelling, _ in choices.values}
    for one in report.unknown_values:
        if (one.column, one.spelling) in said:
            continue
        values = list(source.column(one.column).values)
        means = [
            Answer(
                value_name(value),
                replace(choices, values=(*choices.values, (one.column, one.spelling, value))),
            )
            for value in (*values, "")
        ]
        default = values.index(one.suggestion) if one.suggestion in values else len(means)
        yield Question(
            f"word {one.column} {one.spelling}",
            f"We don't recognize “{one.spelling}” in “{one.header or column_name(one.column)}”"
            f" ({wording.plural(one.count, 'row')}). What does it mean?",
            (*means, Answer("Ask again another time", choices)),
            default,
        )


def _cells(report: ImportReport, choices: Choices, source: Source) -> Iterator[Question]:
    """Cells nobody can read and that are no words: what each means is typed, the commonest of a column first."""
    said = {(column, spelling) for column, spelling, _ in choices.values}
    asked_of: Counter[str] = Counter()
    for one in report.not_recorded:
        column = source.column(one.column)
        if column.type in DECIDED_BY_VALUE or not one.may_be_said or (one.column, one.found) in said:
            continue
        asked_of[one.column] += 1
        if asked_of[one.column] > CELLS:
            continue

        def reads(typed: str, one: NotRecorded = one, column: Column = column) -> Choices:
            value = "" if typed == BLANK_CELL else typed
            if why := why_not(column, value):
                raise ValueError(why)
            return replace(choices, values=(*choices.values, (one.column, one.found, value)))

        yield Question(
            f"cell {one.column} {one.found}",
            f"We can't read “{one.found}” in “{one.header}” ({wording.plural(one.count, 'row')}). What does it mean?"
            f" Expected: {one.expected}; {BLANK_CELL} for nothing.",
            (Answer("Not recorded for now", choices),),
            reads=reads,
        )


def _with(choices: Choices, column: str, header: str) -> Choices:
    """The choices with a column filled by a header; "" leaves it out."""
    others = tuple((c, h) for c, h in choices.columns if c != column and (not header or h != header))
    return replace(choices, columns=(*others, (column, header)))


# -- on a terminal -------------------------------------------------------------------------------------


def as_lines(question: Question) -> Sequence[str]:
    """A question as it is printed: its text, then its answers by number, the one that Enter takes marked."""
    if question.reads:
        return (question.text, f"  {question.answers[question.default].label}  (Enter)")
    mark = {question.default: "  (Enter)"}
    answers = (
        f"  {number + 1}  {answer.label}{mark.get(number, '')}"
        for number, answer in enumerate(question.answers)
    )
    return (question.text, *answers, *([TYPE_IT] if question.typed else []))


def answer_of(question: Question, typed: str) -> Answer | None:
    """The answer that was typed, by number or by its words; None where it is none of them. Raises ValueError with what
    is wrong where something else was to be typed."""
    text = typed.strip()
    if not text:
        return question.answers[question.default]
    if question.reads:
        return Answer(text, question.reads(text))
    if text.isdecimal() and 0 < int(text) <= len(question.answers):
        return question.answers[int(text) - 1]
    by_words = next((one for one in question.answers if one.label.casefold() == text.casefold()), None)
    if by_words is None and question.typed:  # a student's ID may be a number, too
        return Answer(text, question.typed(text))
    return by_words
