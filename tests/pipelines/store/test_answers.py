"""What is asked once of a build, also by several at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipelines.store.answers import forget, once


class Build:
    """Anything that can be remembered for."""


def test_an_answer_is_made_once_and_forgotten_by_its_kind() -> None:
    build, made = Build(), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [once(build, ("a", 1), make), once(build, ("a", 1), make), once(build, ("b", 1), make)] == [
        1,
        1,
        2,
    ]
    assert once(Build(), ("a", 1), make) == 3
    forget("a")
    assert [once(build, ("a", 1), make), once(build, ("b", 1), make)] == [4, 2]


def test_who_asks_while_it_is_being_made_waits_for_it() -> None:
    build, begun, let_go, made = Build(), threading.Event(), threading.Event(), []

    def make() -> str:
        made.append(threading.get_ident())
        begun.set()
        assert let_go.wait(10)
        return "answer"

    with ThreadPoolExecutor(3) as people:
        first = people.submit(once, build, ("a",), make)
        assert begun.wait(10)
        others = [people.submit(once, build, ("a",), make) for _ in range(2)]
        assert once(build, ("b",), lambda: "another question") == "another question"
        let_go.set()
        assert [one.result(10) for one in (first, *others)] == ["answer"] * 3
    assert len(made) == 1


def test_where_making_it_fails_the_next_one_makes_it() -> None:
    build, begun, let_go = Build(), threading.Event(), threading.Event()

    def fail() -> str:
        begun.set()
        assert let_go.wait(10)
        raise ValueError("not today")

    with ThreadPoolExecutor(2) as people:
        first = people.submit(once, build, ("a",), fail)
        assert begun.wait(10)
        second = people.submit(once, build, ("a",), lambda: "answer")
        let_go.set()
        with pytest.raises(ValueError, match="not today"):
            first.result(10)
        assert second.result(10) == "answer"
    with pytest.raises(ValueError, match="not today"):
        once(build, ("b",), fail)
    assert once(build, ("b",), lambda: "answer") == "answer"
