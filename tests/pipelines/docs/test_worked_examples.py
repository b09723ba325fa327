"""Every worked example is what the figure does: its rows go through the import, the build and `measure`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.build.build import build
from pipelines.docs.worked_examples import Example, Verdict, example, named, read_example, uploads
from pipelines.errors import DefinitionError
from pipelines.figures.definitions import catalog
from pipelines.figures.measure import measure
from pipelines.figures.results import Cell, Metric, Question
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import TODAY

# -- taken in as an office would --------------------------------------------------------------------


class Offices:
    """One office for all examples that upload the same rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Published] = {}

    def of(self, told: Example) -> Published:
        files = uploads(told)
        key = repr(sorted(files.items()))
        if key not in self._made:
            self._made[key] = _office(self._folder / str(len(self._made)), files)
        return self._made[key]


def _office(folder: Path, files: Mapping[str, list[dict[str, str]]]) -> Published:
    folder.mkdir()
    warehouse = Warehouse(folder / "warehouse")
    for source, rows in files.items():
        path = folder / f"{source}.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, fieldnames=list(dict.fromkeys(name for row in rows for name in row)))
            writer.writeheader()
            writer.writerows(rows)
        report = import_file(warehouse, path, source=source, today=TODAY)
        assert (report.status, report.rejected, report.skipped) == ("imported", 0, 0), report.problems
        assert report.accepted == len(rows)
    build(warehouse)
    return warehouse.published()


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return Offices(tmp_path_factory.mktemp("examples"))


# -- the result --------------------------------------------------------------------------------------


def question(told: Example) -> Question:
    return Question(by=(told.by,) if told.by else ())


def group_of(metric: Metric, told: Example, cell: Cell) -> str:
    return cell.segment.get(told.by or metric.category, "")


@pytest.mark.sampled(7)
@pytest.mark.parametrize("metric_id", catalog())
def test_the_figure_gives_what_the_example_says(metric_id: str, offices: Offices) -> None:
    metric, told = catalog()[metric_id], example(metric_id)
    cells = {
        group_of(metric, told, cell): cell
        for cell in measure(offices.of(told), metric_id, question(told)).cells
    }
    stated = {one.of: one for one in told.outcomes}
    if metric.categories_are == "sides":
        first, second = (stated[of] for of in metric.categories)
        (cell,) = cells.values()
        assert cell.sides is not None
        assert [(side.numerator, side.denominator) for side in cell.sides] == [
            (one.numerator, one.denominator) for one in (first, second)
        ]
        assert cell.unknown_count == first.unknown + second.unknown
        assert cell.value == pytest.approx(first.value)
        return
    assert set(stated) <= set(cells)
    for of, cell in cells.items():
        if of not in stated:
            assert not cell.numerator, f"{of}: the example does not say it"
            assert metric.categories_are in ("parts", "kinds") or not cell.denominator
            continue
        one = stated[of]
        # a model's value is written down rounded
        assert cell.value == pytest.approx(one.value, abs=5e-5 if metric.aggregate == "adjusted" else 1e-12)
        if metric.aggregate == "difference":
            assert cell.sides is not None
            assert (cell.sides[0].numerator, cell.sides[0].denominator) == (one.numerator, one.denominator)
            assert cell.unknown_count == sum(other.unknown for other in told.outcomes)
            continue
        assert (cell.denominator or 0, cell.unknown_count or 0) == (one.denominator, one.unknown)
        if metric.aggregate not in ("median", "adjusted"):
            assert cell.numerator == one.numerator


# -- row by row ----------------------------------------------------------------------------------------


def items(metric: Metric, told: Example, built: Published) -> Counter[tuple[Any, ...]]:
    """What the figure's own SQL, pasted as it stands, makes of every item: (whose, group, what it counts as)."""
    whose = (
        "m.program"
        if metric.of == "program"
        else "(select lower(student_id) from marts.students s where s.student_key = m.student_key)"
    )
    rows = built.query(f"select {whose} as whose, m.* from (\n{metric.sql}\n) m")
    if metric.category_as == "place":
        rows = [{**row, "category": metric.categories[row["category"]]} for row in rows]
    return Counter(one for row in rows for one in _said_of(metric, told, row))


def _said_of(metric: Metric, told: Example, row: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    whose, group = row["whose"], row.get(told.by or metric.category or "", "")
    match metric.aggregate, metric.categories_are:
        case _, "parts":
            is_unknown = row["category"] in (None, "Unknown")
            return [(whose, "" if is_unknown else row["category"], None if is_unknown else 1)]
        case _, "kinds":
            return [
                (whose, kind, None if row[kind] is None else int(row[kind])) for kind in metric.categories
            ]
        case "wait", _:
            waited = row["waited_days"]
            return [(whose, "", None if waited is None else (waited, row["is_reached"]))]
        case "ratio", _:
            return [(whose, "", (row["value"], row["per"]))]
        case "load" | "concentration", _:
            return [(whose, "", 1)]
    if metric.category and metric.category != "scale":
        group = row["category"]
    if told.by and group == "Unknown":  # compared with nobody
        return []
    return [(whose, group if metric.category != "scale" else "", row["value"])]


def stated(metric: Metric, told: Example) -> Counter[tuple[Any, ...]]:
    """The same, as the example's rows say it."""
    found: Counter[tuple[Any, ...]] = Counter()
    for row, written in rows_of(told):
        whose = written["program"] if metric.of == "program" else written["student_id"].lower()
        found.update((whose, verdict.group, _counts_as(metric, verdict)) for verdict in row)
    return found


def rows_of(told: Example) -> list[tuple[list[Verdict], dict[str, str]]]:
    """Each row of the main file with its own verdicts: one row shown may stand for many."""
    written = uploads(told)[told.table.source]
    found = []
    for row in told.table.rows:
        rows, written = written[: sum(row.times)], written[sum(row.times) :]
        each = len(row.verdicts) // len(rows)
        found += [
            (list(row.verdicts[place * each : (place + 1) * each]), line) for place, line in enumerate(rows)
        ]
    return found


def _counts_as(metric: Metric, verdict: Verdict) -> Any:
    if verdict.unknown:
        return None
    match metric.aggregate:
        case "wait":
            return (verdict.value, bool(verdict.adds))
        case "ratio":
            return (verdict.adds, verdict.per)
        case "load" | "concentration":
            return 1
    return verdict.adds if verdict.value is None else verdict.value


@pytest.mark.sampled(7)
@pytest.mark.parametrize("metric_id", catalog())
def test_every_row_counts_as_the_example_says(metric_id: str, offices: Offices) -> None:
    metric, told = catalog()[metric_id], example(metric_id)
    found, said = items(metric, told, offices.of(told)), stated(metric, told)
    if metric.aggregate == "count":  # a number may be told in parts: what each student adds up to
        is_once = metric.unit == "students"
        assert _added(found, is_once) == _added(said, is_once)
    else:
        assert found == said


def _added(counted: Counter[tuple[Any, ...]], is_once: bool) -> dict[str, float]:
    added: Counter[str] = Counter()
    for (whose, _, value), times in counted.items():
        added[whose] += value * times
    return {whose: min(number, 1) if is_once else number for whose, number in added.items()}


# -- what an example must show -------------------------------------------------------------------------


def test_every_figure_has_an_example_and_every_example_a_figure() -> None:
    assert named() == tuple(sorted(catalog()))


@pytest.mark.parametrize("metric", catalog().values(), ids=catalog())
def test_an_example_shows_what_the_definition_leaves_out(metric: Metric) -> None:
    """Not the happy case only: an unknown row where unknown ones are said to be left out, and so on."""
    told = example(metric.id)
    has_unknown = any(verdict.unknown for verdict in told.verdicts)
    if any("was not recorded are left out" in caveat for caveat in metric.caveats):
        assert has_unknown
    if metric.leaves_out:
        assert has_unknown or any(row.fate == "left out" for row in told.table.rows)


# -- a slip is told --------------------------------------------------------------------------------------

GOOD = """
source = "outreach_log"
rows = '''
student_id | sent_on    | reply   | counts   | why
Ana        | 2026-03-02 | replied | yes      | answered
Ben        | 2026-03-02 | -       | unknown  | blank
Cleo       | 2026-03-02 | bounced | left out | bounced
'''
result = '''
value | numerator | denominator | unknown
1     | 1         | 1           | 1
'''
"""


def read(metric_id: str, text: str) -> Example:
    return read_example(catalog()[metric_id], text)


def test_an_example_is_read() -> None:
    told = read("response_rate", GOOD)
    assert [row.fate for row in told.table.rows] == ["counts", "counts", "left out"]
    assert uploads(told)["outreach_log"][1] == {"student_id": "Ben", "sent_on": "2026-03-02", "reply": ""}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("yes ", "no ", "the rows give"),
        ("1     | 1         | 1           | 1", "1 | 1 | 1 | 0", "the result says"),
        ("1     | 1         | 1           | 1", "1/2 | 1 | 1 | 1", "the result says"),
        ("1     | 1         | 1           | 1", "one | 1 | 1 | 1", "result: "),
        ("yes ", "3 ", "“3” says nothing a rate can count"),
        ("yes ", "no: yes ", "must name a group: none"),
        ("| answered", "| -", "must say what it counts as, and why"),
        ("sent_on ", "sent ", "sent"),
        ("| replied | yes      |", "| replied | yes |  |", "6 cells, the header 5"),
        ("yes ", "above ", "the first row has none above it"),
        ('"outreach_log"', '"outreach"', "outreach"),
        ('source = "outreach_log"', "", "source is missing"),
        ('source = "outreach_log"', 'source = "outreach_log"\nhint = "x"', "hint is not part of an example"),
        ('source = "outreach_log"', 'source = "outreach_log"\nby = "mode"', "by is 'mode'"),
        ('source = "', "source = ", "not TOML"),
        ("Ana  ", "Ana {n} | 2 times", "cells"),
        ("denominator |", "whole |", "result has whole"),
        ("| 1\n'''\n", "| 1\n'''\n[[given]]\nsource = 'roster'\n", "'rows' is missing"),
    ],
)
def test_a_slip_in_an_example_names_the_file(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(DefinitionError) as refused:
        read("response_rate", GOOD.replace(old, new, 1))
    assert refused.value.message.startswith("examples/response_rate.toml")
    assert says in refused.value.message


def test_an_example_shows_at_most_five_rows() -> None:
    row = "Cleo       | 2026-03-02 | bounced | left out | bounced\n"
    assert read("response_rate", GOOD.replace(row, 3 * row)).table.rows[4].fate == "left out"
    with pytest.raises(DefinitionError, match="6 rows of outreach_log"):
        read("response_rate", GOOD.replace(row, 4 * row))


def test_a_figure_without_an_example_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.docs import worked_examples

    unheard = {"unheard": replace(catalog()["response_rate"], id="unheard")}
    monkeypatch.setattr(worked_examples, "catalog", lambda: unheard)
    with pytest.raises(DefinitionError, match=r"examples/unheard\.toml is missing"):
        example("unheard")


def test_one_row_may_stand_for_many_that_differ() -> None:
    text = """
source = "first_destination"
rows = '''
student_id | outcome_status                          | times | counts   | why
Ana {n}    | employed_full_time + seeking_employment | 1 + 2 | yes + no | a third has landed
'''
result = '''
value | numerator | denominator
1/3   | 1         | 3
'''
"""
    assert [
        tuple(row.values()) for row in uploads(read("career_outcomes_rate", text))["first_destination"]
    ] == [
        ("Ana 1", "employed_full_time"),
        ("Ana 2", "seeking_employment"),
        ("Ana 3", "seeking_employment"),
    ]
