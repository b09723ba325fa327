"""The child from inside: what it limits, what it answers, and that its answer adds up. (`test_isolation` has it from
outside, as a process.)"""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from pipelines.errors import FileRefused, Problem
from pipelines.readers import PAGE_LIMITS, Skipped, sandbox
from pipelines.readers.formats import text


@pytest.fixture
def answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, dict]]:
    """Exit code and answer of a child that reads a file, here in this process, which must not be limited."""
    monkeypatch.setattr(sandbox, "limit_resources", lambda limits: [])
    monkeypatch.setattr(sandbox, "go_without_heavy_libraries", lambda: None)

    def answered(path: Path, allow_empty: bool = False) -> tuple[int, dict]:
        order = {
            "path": str(path),
            "folder": str(tmp_path),
            "limits": asdict(PAGE_LIMITS),
            "allow_empty": allow_empty,
        }
        code = sandbox.main(json.dumps(order))
        result = tmp_path / sandbox.RESULT
        return code, json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}

    return answered


def test_a_reading_is_answered_as_json(answered, written) -> None:
    code, answer = answered(written("a,b\n1,2\n"))
    assert code == 0
    assert (answer["reading"]["kind"], answer["reading"]["tables"][0]["columns"]) == ("csv", ["a", "b"])


@pytest.mark.parametrize("content", ["", "a,b\n"])
def test_a_refusal_is_answered_too(answered, written, content) -> None:
    code, answer = answered(written(content))
    assert code == 0
    assert answer["refused"].startswith("“log.csv” ")
    assert answer["problems"] == []


def test_a_header_alone_is_a_table_when_asked_for(answered, written) -> None:
    _, answer = answered(written("a,b\n"), allow_empty=True)
    assert answer["reading"]["tables"][0]["rows_read"] == 0


def raising(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "answer"),
    [
        (MemoryError(), sandbox.EXIT_MEMORY, {}),
        (OSError(28, "no space"), sandbox.EXIT_FULL, {}),
        (
            FileRefused("Not this one.", (Problem("x", "why", row=3),)),
            0,
            {"refused": "Not this one.", "problems": [asdict(Problem("x", "why", row=3))]},
        ),
    ],
)
def test_what_stops_a_reading_is_told_by_exit_code_or_answer(
    answered, written, monkeypatch, error, code, answer
) -> None:
    monkeypatch.setattr(sandbox, "understand", raising(error))
    assert answered(written("a,b\n1,2\n")) == (code, answer)


@pytest.mark.parametrize(
    "skipped",
    [
        (Skipped(2, "blank", "x"), Skipped(2, "blank", "x")),  # more than were read
        (Skipped(1, "blank", "x"),),  # the header itself
    ],
)
def test_a_table_that_does_not_add_up_is_a_fault_of_ours(written, tmp_path, monkeypatch, skipped) -> None:
    path = written("a,b\n1,2\n")
    real = text.read

    def broken(path: Path, folder: Path):
        reading = real(path, folder)
        return replace(reading, tables=(replace(reading.tables[0], skipped=skipped),))

    monkeypatch.setattr(text, "read", broken)
    with pytest.raises(AssertionError, match="more rows skipped than read"):
        sandbox.understand(path, tmp_path, PAGE_LIMITS, False)


def test_limits_are_set_hard_and_soft() -> None:
    wanted: dict[int, tuple[int, int]] = {}
    assert sandbox.limit_resources(PAGE_LIMITS, wanted.__setitem__) == []
    assert wanted == {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_AS: (PAGE_LIMITS.memory_bytes,) * 2,
        resource.RLIMIT_CPU: (PAGE_LIMITS.cpu_seconds,) * 2,
        resource.RLIMIT_FSIZE: (PAGE_LIMITS.output_bytes,) * 2,
    }
