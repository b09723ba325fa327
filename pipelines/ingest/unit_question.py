"""Numbers of a column that nothing says the unit of: one question about all of them, not one a cell. Pure.

    a column whose bare numbers are doubted -> UnitQuestion -> asked: an OpenQuestion

The answer is a mapping's ([units] in a mapping file). The office remembers it by the column's header and by about how
large the numbers were: others under the same header are asked about again, and so is a file that names a currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipelines.mapping.cell_values import unit_answers
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.cell_values.units import Unit
from pipelines.mapping.open_question import OpenQuestion
from pipelines.mapping.saved_mappings import UnitsMeant
from pipelines.sources.catalog import Column, normalise, sources

ABOUT_AS_LARGE = 2.5  # the middle of the numbers, divided or multiplied by no more than this
EXAMPLES = 3


@dataclass(frozen=True)
class UnitQuestion:
    """source, column: canonical. count: bare numbers of the column; middle: their median; examples: some of them.

    doubt: why they are not taken as they are. answer: what was said of them, "" where nobody has said anything.
    is_remembered: it was said of an earlier file.
    """

    source: str
    column: str
    header: str
    count: int
    middle: float
    examples: tuple[str, ...]
    doubt: str
    answer: str = ""
    is_remembered: bool = False

    @property
    def _column(self) -> Column:
        return sources()[self.source].column(self.column)

    @property
    def answers(self) -> dict[str, str]:
        """What may be said, as people read it."""
        return unit_answers.answers(self._column, self.middle)

    @property
    def asks(self) -> str:
        """The question, with some of the numbers."""
        numbers = " · ".join(map(shown, self.examples))
        return f"{unit_answers.question(self._column, self.count)} In {shown(self.header)}: {numbers}"

    @property
    def why(self) -> str:
        return f"{self.doubt[:1].upper()}{self.doubt[1:]}"

    @property
    def asked(self) -> OpenQuestion:
        """The question, with some of the numbers and why it is asked."""
        return OpenQuestion(f"{self.asks}. {self.why}", "unit", self.column, tuple(self.answers))

    @property
    def note(self) -> str:
        """What is said where an earlier answer was used."""
        label = unit_answers.answers(self._column)[self.answer]
        return f"Numbers in {shown(self.header)} were read as somebody said of an earlier file: {label}."


def remembered(
    units: Mapping[str, Mapping[str, UnitsMeant]], column: Column, header: str, middle: float
) -> str:
    """What was said of numbers about as large under the same header; "" for nothing."""
    meant = units.get(column.name, {}).get(normalise(header))
    if meant is None or meant.answer not in unit_answers.answers(column):
        return ""
    is_as_large = meant.middle / ABOUT_AS_LARGE <= middle <= meant.middle * ABOUT_AS_LARGE
    return meant.answer if is_as_large else ""


def with_likely(column: Column, unit: Unit, middle: float) -> Column:
    """A column whose numbers somebody said the unit of: those about as large as the ones it was said of are likely, far
    larger ones are asked about one by one as ever, and so are small ones: nobody earns $52 a year."""
    if column.plausible is None:
        return column
    low, high = column.plausible
    usual = middle * (1000 if unit.thousands else unit.minutes or 1)
    return replace(column, plausible=(low, max(high, usual * ABOUT_AS_LARGE)))


def to_remember(
    questions: Iterable[UnitQuestion], said: Mapping[str, str]
) -> dict[str, dict[str, UnitsMeant]]:
    """What a person said of this very file: column -> {folded header: what it was}."""
    return {
        one.column: {normalise(one.header): UnitsMeant(one.answer, one.middle)}
        for one in questions
        if one.column in said and normalise(one.header)
    }
