"""The five reasons why there is no number where one is looked for, and the words each has everywhere."""

from __future__ import annotations

import re
from enum import Enum

_PLURAL = {"is": "are", "has": "have", "does": "do"}
_MATURE = re.compile(r"^(\s*)(where|and) .*--\s*mature\b.*$", re.MULTILINE)


class Blank(Enum):
    """Why a figure has no number; never mixed, none is a zero, none is held against anybody.

    word: alone, as in a table. mark: where there is little room, as on a chart or in a tile; that of a hidden figure
    says how few (`wording.blank_mark`). code: in CSV, JSON and data frames. clause: what a sentence says of a figure.
    """

    NOT_RECORDED = ("Not recorded", "not recorded", "not_recorded", "is not recorded")
    TOO_EARLY = ("Too early to say", "too early", "too_early", "is too early to say")
    NO_DATA = ("No data in this period", "no data", "no_data", "has no data in this period")
    HIDDEN = ("Hidden", "hidden", "hidden", "is hidden")
    DOES_NOT_APPLY = ("Does not apply", "n/a", "does_not_apply", "does not apply")

    def __init__(self, word: str, mark: str, code: str, clause: str) -> None:
        self.word = word
        self.mark = mark
        self.code = code
        self.clause = clause

    @property
    def alone(self) -> str:
        """What stands behind a colon, whatever the figure's name: "no data in this period"."""
        return self.clause.removeprefix("is ").removeprefix("has ")

    def clause_of(self, how_many: int) -> str:
        """What a sentence says of several: "are hidden"."""
        verb, rest = self.clause.split(" ", 1)
        return self.clause if how_many == 1 else f"{_PLURAL[verb]} {rest}"


def of_any_age(sql: str) -> str:
    """A figure's SQL without the line that leaves out what is too young to count, which ends in `-- mature`."""
    return _MATURE.sub(r"\1\2 true", sql)
