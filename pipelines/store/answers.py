"""What a build was asked before. A build never changes, so neither do its answers; they go when the build does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import cachetools

MOST_ANSWERS = 10_000  # per build; the least recently asked go first

_T = TypeVar("_T")
_Key = tuple[Hashable, ...]


class _Memory:
    """Of one build: the answers, and what is being made just now."""

    def __init__(self) -> None:
        self.answers: cachetools.LRUCache[_Key, Any] = cachetools.LRUCache(MOST_ANSWERS)
        self.making: dict[_Key, threading.Event] = {}


_memories: WeakKeyDictionary[Any, _Memory] = WeakKeyDictionary()
_guard = threading.Lock()


def once(build: object, key: _Key, make: Callable[[], _T]) -> _T:
    """What `make` gives for this build, made once; everybody is handed the same, so it must not be changed.

    key: what was asked, beginning with a word of its own for each kind of question. Who asks while it is being made
    waits for it; where making it fails, the next one who asked makes it. Raises what `make` raises.
    """
    is_made = threading.Event()
    while True:
        with _guard:
            memory = _memories.setdefault(build, _Memory())
            if key in memory.answers:
                return cast(_T, memory.answers[key])
            other = memory.making.setdefault(key, is_made)
        if other is is_made:
            break
        other.wait()
    try:
        answer = make()
        with _guard:
            memory.answers[key] = answer
        return answer
    finally:
        with _guard:
            del memory.making[key]
        is_made.set()


def forget(*kinds: str) -> None:
    """Forget the answers to these kinds of questions, of every build: for benchmarks."""
    with _guard:
        for memory in _memories.values():
            for key in [key for key in memory.answers if key[0] in kinds]:
                del memory.answers[key]
