"""What a build was asked before. A build never changes, so neither do its answers; they go when the build does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import cachetools

MOST_ANSWERS = 10_000  # per build; the least recently asked go first

_T = TypeVar("_T")
_answers: WeakKeyDictionary[Any, cachetools.LRUCache[tuple[Hashable, ...], Any]] = WeakKeyDictionary()
_guard = threading.Lock()


def once(build: object, key: tuple[Hashable, ...], make: Callable[[], _T]) -> _T:
    """What `make` gives for this build, made once; everybody is handed the same, so it must not be changed.

    key: what was asked, beginning with a word of its own for each kind of question. Two who ask at the same
    time may both make it; nobody waits for another.
    """
    with _guard:
        known = _answers.setdefault(build, cachetools.LRUCache(MOST_ANSWERS))
        if key in known:
            return cast(_T, known[key])
    made = make()
    with _guard:
        known[key] = made
    return made


def forget(*kinds: str) -> None:
    """Forget the answers to these kinds of questions, of every build: for benchmarks."""
    with _guard:
        for known in _answers.values():
            for key in [key for key in known if key[0] in kinds]:
                del known[key]
