"""What bare numbers of a file's columns count, decided from the file while `raw` is there: its text, not yet read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from pipelines.ingest import row_plan
from pipelines.ingest.request import Request
from pipelines.ingest.row_plan import PlannedColumn, RowPlan
from pipelines.ingest.unit_question import EXAMPLES, UnitQuestion, remembered, with_likely
from pipelines.mapping.cell_values import units
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.cell_values.unit_answers import unit_said
from pipelines.mapping.cell_values.units import are_units, header_unit
from pipelines.store.warehouse import Connection, fetch, quoted

LEAST_RECORDED = 5  # amounts of the record from which their middle tells anything
FEW_TEXTS, ROWS_LOOKED_AT = 20, 2_000  # a column of units beside an amount has no more texts in so many rows
_BARE = "try_cast(replace(trim({0}), ',', '') as double)"  # a bare number of a column


class ColumnUnits:
    """What the header says, a column of units beside the numbers, the numbers themselves.

    A unit beside an amount is read as part of it: 21.50 and Hourly are the cell “21.50 Hourly”.
    questions: columns whose unit nothing says, with the answer where there is one.
    """

    def __init__(self, connection: Connection, request: Request) -> None:
        self._connection = connection
        self._request = request
        self.questions: tuple[UnitQuestion, ...] = ()

    def settled(self, plan: RowPlan) -> RowPlan:
        """The plan with the unit of each column of numbers."""
        return replace(plan, columns=tuple(map(self._with_unit, plan.columns)))

    def _with_unit(self, planned: PlannedColumn) -> PlannedColumn:
        """A column with the unit of its bare numbers: what somebody said, else what the file says, else a doubt."""
        kinds = row_plan.unit_kinds(planned.reading.column) if planned.place else ()
        if not kinds:
            return planned
        own_place = planned.place
        unit = header_unit(f"{planned.header} {self._request.label_of(planned.header)}")
        planned = self._joined_with_units(planned, kinds)
        named = ""
        if units.DURATIONS in kinds:
            unit = row_plan.likely_minutes(unit, self._middle_number(planned.place))
        elif units.PERIODS in kinds and not self._is_said(planned.name):
            named = self._foreign_currency_beside(planned.header, own_place)
            middle = self._middle_number(planned.place, row_plan.FEWEST_SALARIES)
            unit = row_plan.likely_dollars(unit, middle, self._recorded_middle(planned.name), named)
        said = self._request.mapping.units.get(planned.name, "")
        question: UnitQuestion | None = None
        if unit.doubt:
            question = self._unit_question(planned, unit.doubt, said, may_be_known=not named)
            self.questions = (*self.questions, question)
            said = question.answer
        column = planned.reading.column
        if said:
            unit = unit_said(column, said)
            column = with_likely(column, unit, question.middle) if question else column
        return replace(planned, reading=replace(planned.reading, column=column, unit=unit))

    def _unit_question(
        self, planned: PlannedColumn, doubt: str, said: str, may_be_known: bool
    ) -> UnitQuestion:
        """What is asked of a column's bare numbers, with the answer where somebody gave it, now or, if that may hold
        here, of an earlier file."""
        column, place = planned.reading.column, planned.place
        (found,) = fetch(
            self._connection,
            f"""
            select count(*) as n, coalesce(median({_BARE.format(place)}), 0) as middle,
                list(distinct trim({place}) order by trim({place}))[1:{EXAMPLES}] as examples
            from raw where {_BARE.format(place)} is not null
            """,  # noqa: S608 - a place of ours
        )
        known = ""
        if may_be_known and not said:
            known = remembered(self._request.units, column, planned.header, found["middle"])
        examples = tuple(found["examples"] or ())
        return UnitQuestion(
            self._request.source.id,
            column.name,
            planned.header,
            found["n"],
            found["middle"],
            examples,
            doubt,
            said or known,
            is_remembered=bool(known),
        )

    def _middle_number(self, place: str, fewest: int = 1) -> float | None:
        """The median of a column's bare numbers, None where there are fewer."""
        number = _BARE.format(place)
        (found,) = fetch(
            self._connection,
            f"select median({number}) as middle, count({number}) as n from raw",  # noqa: S608 - a place of ours
        )
        return None if found["n"] < fewest else float(found["middle"])

    def _recorded_middle(self, name: str) -> float | None:
        """The median of a column of the record as it stands, None where there are too few to tell."""
        (found,) = fetch(
            self._connection,
            f"""
            select median(try_cast({quoted(name)} as double)) as middle, count(try_cast({quoted(name)} as double)) as n
            from record.{quoted(self._request.source.id)} join record.live_imports using (import_id)
            """,  # noqa: S608 - names of our own source files
        )
        return None if found["n"] < LEAST_RECORDED else float(found["middle"])

    def _is_said(self, name: str) -> bool:
        """Whether a person said of this very file which column of it this one is."""
        return bool(self._request.said and name in self._request.said.columns)

    def _foreign_currency_beside(self, amounts: str, own_place: str) -> str:
        """Where the file names a foreign currency outside the column of amounts itself, "" for nowhere."""
        tables, headers = self._request.tables, self._request.columns
        around = {
            "a title above the table": [title for table in tables for title in table.titles],
            "the sheet's name": [table.sheet for table in tables],
            "the file's name": [re.sub(r"[_.-]", " ", self._request.reading.file_name)],
        }
        for where, texts in around.items():
            if any(map(units.foreign_in, texts)):
                return where
        for header in headers:
            if header != amounts and units.foreign_in(f"{header} {self._request.label_of(header)}"):
                return shown(header)
        for place, texts in self._few_texts():
            if place != own_place and any(map(units.is_foreign_code, texts)):
                return shown(headers[int(place.removeprefix("c"))])
        return ""

    def _joined_with_units(self, planned: PlannedColumn, kinds: Collection[str]) -> PlannedColumn:
        """The column read together with those beside it that hold nothing but its units."""
        beside = [
            place for place, cells in self._few_texts() if place != planned.place and are_units(cells, kinds)
        ]
        if not beside:
            return planned
        place = f"u{planned.place}"
        texts = ", ".join((planned.place, *beside))
        self._connection.execute(f"alter table raw add column {place} varchar")
        self._connection.execute(
            f"update raw set {place} = concat_ws(' ', {texts}) where trim({planned.place}) <> ''"  # noqa: S608 - our own names
        )
        return replace(planned, place=place)

    def _few_texts(self) -> list[tuple[str, list[str]]]:
        """The file's columns of a few texts, with these, as its first rows show them."""
        places = [f"c{number}" for number in range(len(self._request.columns))]
        lists = ", ".join(f"list(distinct trim({place}))[1:{FEW_TEXTS + 1}] as {place}" for place in places)
        first = f"select * from raw limit {ROWS_LOOKED_AT}"  # noqa: S608 - a number of ours
        (found,) = fetch(self._connection, f"select {lists} from ({first})")  # noqa: S608 - our own names
        cells = {place: [text for text in found[place] or () if text] for place in places}
        return [(place, texts) for place, texts in cells.items() if 0 < len(texts) <= FEW_TEXTS]
