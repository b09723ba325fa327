"""What became of each thing found in somebody's file: the answer a person reads, one line a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipelines.figures import wording

Became = Literal["filled", "same", "hidden", "gone", "own", "left"]

BECAME: Mapping[Became, str] = {
    "filled": "Filled in",
    "same": "The same as it was",
    "hidden": "Replaced by its reason",
    "gone": "Taken out",
    "own": "Somebody's own words, left as they are",
    "left": "Left as it was",
}
_COUNTED: Mapping[Became, str] = {
    "filled": "filled in",
    "same": "the same already",
    "hidden": "replaced by a reason",
    "gone": "taken out",
    "own": "in somebody's own words",
    "left": "left alone",
}
# what a person has to look at, before the file is shown to anybody
TO_READ: tuple[Became, ...] = ("left", "own", "hidden", "gone")


@dataclass(frozen=True)
class Entry:
    """place: "Slide 3, “Title 1”". mark: as it was written. says: what was filled in, or why it was not."""

    place: str
    mark: str
    became: Became
    says: str = ""

    @property
    def shown(self) -> str:
        """The mark as it stands in the file."""
        return self.mark if "{{" in self.mark else f"{{{{{self.mark}}}}}"


@dataclass
class Answer:
    """All that was found, as it is found. not_ours: charts and tables without a mark, which nobody touched."""

    entries: list[Entry] = field(default_factory=list)
    charts_not_ours: int = 0
    tables_not_ours: int = 0
    warnings: list[str] = field(default_factory=list)

    def note(self, place: str, mark: str, became: Became, says: str = "") -> None:
        self.entries.append(Entry(place, mark, became, says))

    @property
    def summary(self) -> str:
        """How many of what was found became what."""
        if not self.entries:
            return "Nothing of ours and no {{mark}} was found; the file is as it was"
        return ", ".join(
            f"{many:,} {words}" for became, words in _COUNTED.items() if (many := self.count(became))
        )

    @property
    def not_ours(self) -> str:
        """What nobody touched because nothing says what it shows; "" where there is none."""
        counts = ((self.charts_not_ours, "chart"), (self.tables_not_ours, "table"))
        held = wording.listed(wording.plural(many, word) for many, word in counts if many)
        return f"{held} without a mark left as they were." if held else ""

    def count(self, became: Became) -> int:
        return sum(entry.became == became for entry in self.entries)
