"""What was asked, noted for whoever wants to know: a page asks it ahead next time, a dialog shows the rows behind."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dashboard.asking.question import Ask, Wanted
from pipelines.figures.results import Released


@dataclass
class Recorder:
    """Answers as the question would be answered without it, and notes what was asked and answered, in order."""

    question: Ask
    asked: list[tuple[Ask, Wanted]] = field(default_factory=list)
    answers: list[Released] = field(default_factory=list)

    def __call__(self, asked: Ask, wanted: Wanted) -> Released:
        self.asked.append((asked, wanted))
        released = self.question.answer(asked, wanted)
        self.answers.append(released)
        return released


def recorded(asked: Ask) -> tuple[Ask, Recorder]:
    """The same question, and what notes every figure asked through it."""
    recorder = Recorder(asked)
    return replace(asked, answer=recorder), recorder
