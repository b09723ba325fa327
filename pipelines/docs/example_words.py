"""A worked example in words: the cells as they are shown, what each row counts as, and the sum in one line.

The numbers are those of the example's rows, which a test holds against the figure itself. Pure, text out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipelines.docs.worked_examples import Example, Outcome, Row, Table, Verdict
from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.aggregates.aggregate import RowOfExample, SumOfExample
from pipelines.figures.results import Metric
from pipelines.sources.catalog import source

FATES = {"left out": "Left out", "above": "With the row above"}
VERDICT = "In this figure"


def heading(told: Example) -> str:
    """ "Worked example: five rows of the outreach log"."""
    rows = ("one row", "two rows", "three rows", "four rows", "five rows")[len(told.table.rows) - 1]
    return f"Worked example: {rows} of the {_file(told.table)}"


def given(table: Table) -> str:
    """ "Roster: the groups compared here." """
    title = _file(table)
    return f"{_raised(title)}: {table.says[0].lower()}{table.says[1:]}"


def _file(table: Table) -> str:
    title = source(table.source).title
    return title[0].lower() + title[1:]


def columns(table: Table) -> list[tuple[str, list[str]]]:
    """The columns of a file as they are shown, each (header, cells), without those of ours."""
    return [
        (name, [_shown(row.cells[place], row) for row in table.rows])
        for place, name in enumerate(table.columns)
    ]


def judged(metric: Metric, told: Example) -> list[tuple[str, str]]:
    """What the figure does with each row of the main file, and why."""
    return [(_verdict(metric, told, row), _raised(row.why)) for row in told.table.rows]


def _shown(cell: str, row: Row) -> str:
    """A cell of a row that stands for many: "Ana 1–40", "10 × employed_full_time, 30 × seeking_employment"."""
    parts = cell.split(" + ")
    if len(parts) == len(row.times) > 1:
        return ", ".join(f"{times} × {part}" for times, part in zip(row.times, parts, strict=True))
    return cell.replace("{n}", f"1{wording.DASH}{sum(row.times)}")


# -- what a row counts as ----------------------------------------------------------------------------


def _verdict(metric: Metric, told: Example, row: Row) -> str:
    if row.fate != "counts":
        return FATES[row.fate]
    if metric.categories_are == "kinds":
        return _kinds(metric, row.verdicts)
    if metric.categories_are == "parts":
        (verdict,) = row.verdicts
        return "Unknown" if verdict.unknown else _label(metric, told, verdict.group)
    groups = dict.fromkeys(verdict.group for verdict in row.verdicts)
    said = [
        (group, _said(metric, [verdict for verdict in row.verdicts if verdict.group == group]))
        for group in groups
    ]
    if len(said) == 1 and not said[0][0]:
        return _raised(said[0][1])
    if (
        aggregate_of(metric).row_of_example == "yes or no"
    ):  # "First generation: yes" would answer another question
        return "; ".join(
            f"{_raised(words)} ({_lowered([_label(metric, told, group)])})" for group, words in said
        )
    return "; ".join(f"{_label(metric, told, group)}: {words}" for group, words in said)


def _kinds(metric: Metric, verdicts: Sequence[Verdict]) -> str:
    if verdicts[0].unknown:
        return "Unknown"
    holds = [_value_of(metric, verdict.group) for verdict in verdicts if verdict.adds]
    lacks = [_value_of(metric, verdict.group) for verdict in verdicts if not verdict.adds]
    if not lacks:
        return "All"
    if not holds:
        return "None of them"
    if len(lacks) < len(holds):
        return f"All but {_lowered(lacks)}"
    return holds[0] + (f", {_lowered(holds[1:], '')}" if holds[1:] else "")


def _raised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lowered(words: Iterable[str], last: str = "and") -> str:
    lowered = [word[0].lower() + word[1:] for word in words]
    return wording.listed(lowered, last) if last else ", ".join(lowered)


def _said(metric: Metric, verdicts: Sequence[Verdict]) -> str:
    """One group's verdicts: "yes", "2 yes, 1 no", "3 days", "1 contact, 0 interviews", "+2"."""
    counted = Counter(_one(metric, verdict) for verdict in verdicts)
    if len(counted) == 1:
        ((words, times),) = counted.items()
        return words if times == 1 else f"{times} {words}"
    return ", ".join(f"{times} {words}" for words, times in counted.items())


def _one(metric: Metric, verdict: Verdict) -> str:
    return "unknown" if verdict.unknown else ONE[aggregate_of(metric).row_of_example](metric, verdict)


def _yes_or_no(metric: Metric, verdict: Verdict) -> str:
    return "yes" if verdict.adds else "no"


def _number(metric: Metric, verdict: Verdict) -> str:
    return _plain(metric, verdict.value or 0)


def _days(metric: Metric, verdict: Verdict) -> str:
    days = wording.days(verdict.value or 0)
    return days if verdict.adds else f"{days}, still waiting"


def _pair(metric: Metric, verdict: Verdict) -> str:
    above, below = _units(metric)
    return f"{_counted(verdict.adds, above)}, {_counted(verdict.per, below)}"


def _request(metric: Metric, verdict: Verdict) -> str:
    request = _counted(verdict.adds, "request")
    return f"{request}, one more contact" if verdict.per else f"{request}, no more contacts"


ONE: Mapping[RowOfExample, Callable[[Metric, Verdict], str]] = {
    "yes or no": _yes_or_no,
    "number": _number,
    "days": _days,
    "pair": _pair,
    "request": _request,
}


def _units(metric: Metric) -> tuple[str, str]:
    """The things above and below the line of "contacts per interview", both as one of them."""
    above, _, below = metric.unit.partition(" per ")
    return above.removesuffix("s"), below


def _counted(number: float, one: str) -> str:
    return f"{wording.number(number)} {one if number == 1 else one + 's'}"


def _plain(metric: Metric, value: float) -> str:
    """A number without its unit, but for money; a change with its sign."""
    decimals = 0 if float(value).is_integer() else 1
    if metric.unit == "usd":
        return wording.usd(value)
    sign = "+" if aggregate_of(metric).is_signed and value > 0 else ""
    return f"{sign}{wording.number(value, decimals)}"


# -- the sum -----------------------------------------------------------------------------------------


def arithmetic(metric: Metric, told: Example) -> tuple[list[str], list[str]]:
    """The result, a line a group ("1 of 2 = 50%", "(2 + 1) ÷ 2 = 1.5 people per interview"); and what is not in it."""
    if aggregate_of(metric).sum_of_example == "gap":
        return [_gap(metric, told)], _rest(metric, told)
    lines = [
        (f"{_label(metric, told, one.of)}: " if one.of else "") + _sum(metric, told, one)
        for one in told.outcomes
    ]
    return lines, _rest(metric, told)


def _rest(metric: Metric, told: Example) -> list[str]:
    """How many are unknown, and how many rows are left out: one line, or none."""
    unknown = sum(verdict.unknown for verdict in told.verdicts)
    parts = []
    if metric.category == "breadth":  # each unknown in one of them only
        parts = [
            f"{one.unknown} unknown in {_lowered([_label(metric, told, one.of)])}"
            for one in told.outcomes
            if one.unknown
        ]
    elif unknown:
        kinds = len(metric.categories) if metric.categories_are == "kinds" else 1
        parts = [f"{unknown // kinds} unknown, kept apart and printed beside"]
    left = sum(sum(row.times) for row in told.table.rows if row.fate == "left out")
    if left:
        parts.append(f"{wording.plural(left, 'row')} left out")
    return [_raised("; ".join(parts))] if parts else []


def _sum(metric: Metric, told: Example, one: Outcome) -> str:
    of_group = [verdict for verdict in told.verdicts if verdict.group == one.of]
    return SUMS[aggregate_of(metric).sum_of_example](metric, of_group, one)


def _known(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if not verdict.unknown]


def _value(metric: Metric, one: Outcome) -> str:
    return "" if one.value is None else wording.value(metric, one.value)


def _part_of_whole(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    return f"{_of(one)} = {_value(metric, one)}"


def _total(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    known = _known(verdicts)
    unit = metric.unit.removesuffix("s") if one.numerator == 1 else metric.unit
    value = f"{_value(metric, one)} {unit}"
    return f"{_added(known, brackets=False)} = {value}" if len(known) > 1 else value


def _divided(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    return f"{_added(_known(verdicts))} ÷ {wording.count(one.denominator)} = {_value(metric, one)}"


def _divided_pair(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    above, below = _units(metric)
    return f"{_counted(one.numerator, above)} ÷ {_counted(one.denominator, below)} = {_value(metric, one)}"


def _requests(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    asked = f"{_counted(one.denominator, 'contact')} asked (each term by itself)"
    return f"{_counted(one.numerator, 'request')} ÷ {asked} = {_value(metric, one)}"


def _adjusted(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    landed = sum(verdict.adds for verdict in verdicts)
    as_they_are = f"{wording.count(landed)} of {wording.count(one.denominator)}"
    percent = wording.percent(landed / one.denominator)
    return f"{as_they_are} = {percent} as they are, {_value(metric, one)} at the same mix"


def _of(one: Outcome) -> str:
    return f"{wording.count(one.numerator)} of {wording.count(one.denominator)}"


def _added(its: Sequence[Verdict], brackets: bool = True) -> str:
    """ "(2 + 1 − 1)"."""
    numbers = [verdict.value or 0 for verdict in its]
    words = wording.number(numbers[0], 0 if float(numbers[0]).is_integer() else 1) if numbers else "0"
    for number in numbers[1:]:
        written = wording.number(abs(number), 0 if float(number).is_integer() else 1)
        words += f" {wording.MINUS if number < 0 else '+'} {written}"
    return f"({words})" if brackets and len(numbers) > 1 else words


def _middle(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    median = one.value or 0.0
    value = wording.value(metric, median, 0 if median.is_integer() else 1)
    numbers = sorted(verdict.value or 0 for verdict in _known(verdicts))
    half = len(numbers) // 2
    line = ", ".join(_plain(metric, number) for number in numbers)
    if len(numbers) % 2:
        return f"In order {line}: the middle one is {value}"
    first, second = (_plain(metric, number) for number in numbers[half - 1 : half + 1])
    return f"In order {line}: halfway between {first} and {second} is {value}"


def _waited(metric: Metric, verdicts: Sequence[Verdict], one: Outcome) -> str:
    known = _known(verdicts)
    there = sorted(verdict.value or 0 for verdict in known if verdict.adds)
    waiting = len(known) - len(there)
    got = f"{wording.count(len(there))} of {wording.count(len(known))} got there"
    days = wording.listed(wording.number(day) for day in there)
    got += f", on day{'s' if len(there) > 1 else ''} {days}" if there else ""
    got += f", and {waiting} {'is' if waiting == 1 else 'are'} counted as still waiting" if waiting else ""
    if one.value is None:
        return f"{got}: fewer than half by any day, so there is no median"
    return f"{got}: half are there by day {wording.number(one.value)}, the median (Kaplan–Meier)"


SUMS: Mapping[SumOfExample, Callable[[Metric, Sequence[Verdict], Outcome], str]] = {
    "part of whole": _part_of_whole,
    "total": _total,
    "divided": _divided,
    "middle": _middle,
    "waited": _waited,
    "pair": _divided_pair,
    "requests": _requests,
    "adjusted": _adjusted,
}


def _gap(metric: Metric, told: Example) -> str:
    """Both groups' rates, and the first less the second."""
    first, second = told.outcomes
    rates = [
        f"{_label(metric, told, one.of)} {_of(one)} = {wording.percent(one.numerator / one.denominator)}"
        for one in (first, second)
    ]
    return f"{'; '.join(rates)}: a gap of {wording.value(metric, first.value or 0)}"


# -- groups ------------------------------------------------------------------------------------------


def _label(metric: Metric, told: Example, group: str) -> str:
    """A group in words: "First generation", "Interviews 1-2", "Referral"."""
    dimension = told.by or metric.category
    words = wording.segment_value(dimension, group)
    if " " in words:
        return _raised(words)
    if wording.is_coded(dimension) or wording.spelled(dimension, group):
        return words
    return f"{wording.title(dimension)} {words}"


def _value_of(metric: Metric, kind: str) -> str:
    return wording.segment_value(metric.category, kind)
