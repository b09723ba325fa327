"""What only a person can say of a file, asked in one sentence; and the refusal that asks it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.errors import FileRefused, Problem

About = Literal["source", "column", "student", "sheet", "rows", "suggestion", "owner", "unit"]


@dataclass(frozen=True)
class OpenQuestion:
    """One question of a file, and what may be answered.

    about: "source" = what the file is (choices: sources, the likeliest first); "column" = which header fills `column`
    (choices: headers, the likeliest first); "student" = whose the rows are (choices: headers that may say it);
    "sheet" = which sheets are meant (choices: their names); "rows" = what one row is, answered by another file;
    "suggestion" = whether a suggested row, whose number `column` is, is what it looks like; "owner" = whose all rows
    are, where no column of the file could say it (`column`: what is answered, for every row); "unit" = what the bare
    numbers of `column` count (choices: answers of cell_values/unit_answers.py).
    source: the kind of file it is asked of, as which an answer about a column is to be read. text: for people.
    """

    text: str
    about: About
    column: str = ""
    choices: tuple[str, ...] = ()
    source: str = ""


class FileUnclear(FileRefused):
    """A file that cannot be taken in before somebody answers."""

    def __init__(
        self, message: str, questions: Sequence[OpenQuestion], problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(message, problems)
        self.questions = tuple(questions)
