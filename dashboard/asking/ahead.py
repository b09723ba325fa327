"""What a page asked under the last filters it asks under the new ones too: all at once, before anything is drawn.

Asked one by one, every query waits for the one before, and the browser draws each chart on the processor the next query
needs. Nothing depends on what is asked here: a page that asks for something else asks for it itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache

Question = Callable[[], object]


@cache
def _askers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="ahead")


def ask(questions: Iterable[Question]) -> None:
    """Ask all of them and wait for the answers, which are remembered where the questions remember theirs.

    What goes wrong is not said here: the page asks the same again, and says it.
    """
    wait([_askers().submit(question) for question in questions])
