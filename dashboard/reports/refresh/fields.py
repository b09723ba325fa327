"""The fields of a Word paragraph that carry our marks, however Word has broken their runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.fill_mark import Kept, print_of
from dashboard.exports.word_field import code_of, written
from dashboard.reports.refresh.runs import Paragraph, W


@dataclass(frozen=True)
class Field:
    """kept: its mark. codes: the elements of its code; pieces: of the words it shows; runs: all between its ends."""

    paragraph: Paragraph
    kept: Kept
    codes: tuple[Any, ...]
    pieces: tuple[Any, ...]
    runs: tuple[Any, ...]

    @property
    def text(self) -> str:
        return "".join(one.text or "" for one in self.pieces)

    @property
    def is_ours(self) -> bool:
        """Whether its words are those that were filled in."""
        return print_of([self.text]) == self.kept.print

    def say(self, text: str) -> None:
        """Other words, in the look they have; what stands bold before a colon stays so."""
        head, colon, rest = text.partition(": ")
        shares = [text] if len(self.pieces) != 2 or not colon else [f"{head}: ", rest]
        for piece, words in zip(self.pieces, (*shares, *[""] * len(self.pieces)), strict=False):
            piece.text = words
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self.codes[0].text = written(Kept(self.kept.text, print_of([text])))
        for code in self.codes[1:]:
            code.text = ""

    def replace(self, elements: Sequence[Any]) -> None:
        """Others in the place of the whole field."""
        for element in elements:
            self.runs[0].addprevious(element)
        for run in self.runs:
            run.getparent().remove(run)


def fields(paragraph: Paragraph) -> list[Field]:
    """Those that begin and end in this paragraph, the inner ones of others too."""
    found: list[Field] = []
    opened: list[dict[str, Any]] = []
    own = f"{W}p"
    for run in paragraph.element.iter(f"{W}r"):
        if next(run.iterancestors(own)) is not paragraph.element:
            continue
        for state in opened:
            state["runs"].append(run)
        for one in run:
            kind = one.get(f"{W}fldCharType") if one.tag == f"{W}fldChar" else ""
            if kind == "begin":
                opened.append({"codes": [], "pieces": [], "runs": [run], "is_shown": False})
            elif kind == "separate" and opened:
                opened[-1]["is_shown"] = True
            elif kind == "end" and opened:
                state = opened.pop()
                kept = code_of(code.text or "" for code in state["codes"])
                if kept is not None and state["pieces"]:
                    found.append(
                        Field(
                            paragraph,
                            kept,
                            tuple(state["codes"]),
                            tuple(state["pieces"]),
                            tuple(dict.fromkeys(state["runs"])),
                        )
                    )
            elif one.tag == f"{W}instrText" and opened and not opened[-1]["is_shown"]:
                opened[-1]["codes"].append(one)
            elif one.tag == f"{W}t" and opened and opened[-1]["is_shown"]:
                opened[-1]["pieces"].append(one)
    return found
