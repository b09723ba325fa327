"""Text as word processors keep it, in runs that break anywhere: found across them, changed without touching the rest.

For slides (DrawingML) and documents (WordprocessingML): a paragraph holds runs, a run its look and pieces of text.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.fill_mark import MARK

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Found:
    """A mark in a paragraph: what stands between its braces, and where it is in the paragraph's text."""

    text: str
    start: int
    end: int


class Paragraph:
    """One paragraph. names: A on slides, W in documents."""

    def __init__(self, element: Any, names: str) -> None:
        self.element, self._names = element, names

    @property
    def pieces(self) -> list[Any]:
        """Its elements of text in their order, without those of a paragraph inside it."""
        own = f"{self._names}p"
        return [
            one
            for one in self.element.iter(f"{self._names}t")
            if next(one.iterancestors(own)) is self.element
        ]

    @property
    def text(self) -> str:
        return "".join(one.text or "" for one in self.pieces)

    def marks(self) -> list[Found]:
        return [Found(one[1], one.start(), one.end()) for one in MARK.finditer(self.text)]

    @property
    def lone(self) -> str:
        """The mark that is all of it, "" where there is none or more than that."""
        whole = MARK.fullmatch(self.text.strip())
        return whole[1] if whole else ""

    @property
    def is_opened(self) -> bool:
        """Whether braces are opened that nobody closes in this paragraph."""
        return self.text.rfind("{{") > self.text.rfind("}}")

    def splice(self, start: int, end: int, text: str) -> Any:
        """Puts a text in the place of another, in the look its first letter had; the element of text that holds it."""
        place, holder = 0, None
        for piece in self.pieces:
            said = piece.text or ""
            first, last = max(start - place, 0), min(end - place, len(said))
            if first < last or (first == last == 0 and start == end == place and holder is None):
                own = text if holder is None else ""
                piece.text = said[:first] + own + said[last:]
                piece.set(_SPACE, "preserve") if self._names == W else None
                holder = piece if holder is None else holder
            place += len(said)
        return holder

    def alone(self, start: int, end: int) -> Any:
        """The run that holds this part of the text and nothing else: runs are broken at its ends. Of documents only."""
        self._break(end)
        self._break(start)
        place, held = 0, []
        for piece in self.pieces:
            size = len(piece.text or "")
            if start <= place and place + size <= end and size:
                held.append(piece)
            place += size
        first, *others = held
        first.text = "".join(one.text for one in held)
        for piece in others:
            run = piece.getparent()
            run.remove(piece)
            if not [child for child in run if child.tag != f"{W}rPr"]:
                run.getparent().remove(run)
        return first.getparent()

    def _break(self, at: int) -> None:
        """Breaks the run that goes across this place into two of the same look."""
        place = 0
        for piece in self.pieces:
            said = piece.text or ""
            if place < at < place + len(said) or (at == place and said and _before(piece)):
                run = piece.getparent()
                new = copy.deepcopy(run)
                for child in list(new):
                    if child.tag != f"{W}rPr":
                        new.remove(child)
                cut = at - place
                rest = copy.deepcopy(piece)
                rest.text = said[cut:]
                rest.set(_SPACE, "preserve")
                following = list(piece.itersiblings())
                for one in (rest, *following):
                    new.append(one)
                if cut:
                    piece.text = said[:cut]
                    piece.set(_SPACE, "preserve")
                else:
                    run.remove(piece)
                run.addnext(new)
                return
            place += len(said)

    def say(self, text: str) -> None:
        """All of its text, in the look of its first letter."""
        pieces = self.pieces
        if pieces:
            self.splice(0, len(self.text), text)
            if not self.text and text:
                pieces[0].text = text
            for piece in self.pieces[1:]:
                if not piece.text:
                    run = piece.getparent()
                    run.getparent().remove(run)
        elif text:
            run = self.element.makeelement(f"{self._names}r")
            piece = run.makeelement(f"{self._names}t")
            piece.text = text
            run.append(piece)
            end = self.element.find(f"{A}endParaRPr")
            self.element.append(run) if end is None else end.addprevious(run)


def _before(piece: Any) -> bool:
    """Whether something stands before a piece in its run, besides the run's look."""
    before = piece.getprevious()
    return before is not None and before.tag != f"{W}rPr"


def paragraphs(root: Any, names: str) -> Iterator[Paragraph]:
    return (Paragraph(one, names) for one in list(root.iter(f"{names}p")))


def say_lines(held: Sequence[Paragraph], lines: Sequence[str], names: str) -> None:
    """Puts lines in the place of paragraphs, each in the look of the one it stands for; one at least stays."""
    lines = list(lines) or [""]
    for paragraph, line in zip(held, lines, strict=False):
        paragraph.say(line)
    last = held[min(len(held), len(lines)) - 1]
    for line in reversed(lines[len(held) :]):
        new = copy.deepcopy(last.element)
        last.element.addnext(new)
        Paragraph(new, names).say(line)
    for paragraph in held[len(lines) :]:
        paragraph.element.getparent().remove(paragraph.element)


def occurrences(text: str, value: str) -> list[tuple[int, int]]:
    """Where a value stands as a word of its own: "4" is not in "4.5" or "41%"."""
    if not value:
        return []
    pattern = rf"(?<![\w$])(?<!\d[.,]){re.escape(value)}(?![\w%])(?![.,]\d)"
    return [one.span() for one in re.finditer(pattern, text)]
