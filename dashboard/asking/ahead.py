"""What a page asked under the last filters it asks under the new ones too: all at once, before anything is drawn.

Asked one by one, every query waits for the one before, and the browser draws each chart on the processor the next query
needs. Nothing depends on what is asked here: a page that asks for something else asks for it itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cache, partial

from dashboard.asking.question import OF_THE_YEAR_BEFORE, Ask, Dates, Wanted
from dashboard.asking.recorder import Recorder


@cache
def _askers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="ahead")


@dataclass(frozen=True)
class Repeat:
    """What a page asks whatever the filters: a figure, of dates that follow from those chosen."""

    wanted: Wanted
    dates: Dates
    is_alone: bool

    def of(self, page: Ask) -> Ask | None:
        """The question where this is the page's; None where its dates have no year before."""
        if self.dates in OF_THE_YEAR_BEFORE and not page.has_year_before:
            return None
        return replace(page.dated(self.dates), is_alone=self.is_alone)


def repeats(recorder: Recorder) -> tuple[Repeat, ...]:
    """What was asked of the page's question, and of those that its filters alone lead to."""
    all_asked = [(asked, Repeat(wanted, asked.dates, asked.is_alone)) for asked, wanted in recorder.asked]
    return tuple(
        dict.fromkeys(repeat for asked, repeat in all_asked if repeat.of(recorder.question) == asked)
    )


def ask_again(page: Ask, asked_before: Iterable[Repeat]) -> None:
    """Ask all that a page has asked before, at once, so that it finds the answers when it asks."""
    ask(partial(asked.answer, asked, repeat.wanted) for repeat in asked_before if (asked := repeat.of(page)))


def ask(questions: Iterable[Callable[[], object]]) -> None:
    """Ask all of them and wait for the answers, which are remembered where the questions remember theirs.

    What goes wrong is not said here: the page asks the same again, and says it.
    """
    wait([_askers().submit(question) for question in questions])
