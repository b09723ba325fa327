"""Make one slip at a time in a copy of the project and ask the tests that belong to the module.

A module's tests are those of its own name, then all of its room, then those of the rooms that use it (`tests/rooms.py`),
of them those that run the function in which the slip is (`surveys.py`). Those that drive a browser or are marked slow are
not asked.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutants.changes import Change, changes, is_in_body
from tests.mutants.makers import Makers
from tests.mutants.serving import Exchange, Hangs, Pytest
from tests.mutants.sql_changes import SqlChange, sql_changes
from tests.mutants.surveys import OPTIONS, Surveys, file_of, first_line, functions_at, reaching
from tests.rooms import belonging, of_users

NOT_COPIED = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", ".hypothesis", "__pycache__", "demo-warehouse"
)
CHANGES: Mapping[str, Callable[[str], Sequence[Change | SqlChange]]] = {".py": changes, ".sql": sql_changes}
LONGEST_TEST = 30.0  # seconds of the processor at least before changed tests count as hanging


@dataclass(frozen=True)
class Mutant:
    """A module or a query with one slip in it."""

    file: str  # from the root of the project
    change: Change | SqlChange

    def __str__(self) -> str:
        return f"{self.file}:{self.change.line}: {self.change.what}\n    {self.change.source_line}"

    @property
    def key(self) -> tuple[str, str, str]:
        return self.file, self.change.source_line, self.change.what


def mutants(root: Path, room: str, only: str = "") -> list[Mutant]:
    """Every slip in the modules and queries of a room, of those whose path contains `only`.

    Raises ValueError without a room.
    """
    place = root / room
    if not place.exists():
        raise ValueError(f"There is no room {room!r}.")
    files = [place] if place.is_file() else sorted(place.rglob("*"))
    names = [file.relative_to(root).as_posix() for file in files if file.suffix in CHANGES]
    return [
        Mutant(name, change)
        for name in names
        if only in name
        for change in CHANGES[Path(name).suffix]((root / name).read_text(encoding="utf-8"))
    ]


def some(every: Sequence[Mutant], number: int | None, seed: int) -> list[Mutant]:
    """A number of them, the same for the same seed, in the order of the text; None is all."""
    if number is None or number >= len(every):
        return list(every)
    return [every[place] for place in sorted(random.Random(seed).sample(range(len(every)), number))]


def keys_printed(text: str) -> set[tuple[str, str, str]]:
    """The keys of the changes that a trial printed."""
    found = re.findall(r"^(?:not by its room: )?(\S+):\d+: (.+)\n    (.+)$", text, re.MULTILINE)
    return {(file, line, what) for file, what, line in found}


def equivalent(listed: Path) -> dict[tuple[str, str, str], str]:
    """The changes known to alter nothing, by (file, line, what), each with its reason."""
    entries: list[dict[str, Any]] = tomllib.loads(listed.read_text(encoding="utf-8")).get("change", [])
    return {(one["file"], one["line"], one["what"]): one["why"] for one in entries}


class Trial:
    """A copy of the project in which slips are made, one after the other. What runs there touches nothing else."""

    def __init__(
        self, root: Path, folder: Path, longest_test: float = LONGEST_TEST, kept: Path | None = None
    ) -> None:
        """kept: a file in which what each test runs is kept for the next trial."""
        folder = folder.resolve()
        self.copy = folder / "copy"
        shutil.copytree(root, self.copy, ignore=NOT_COPIED)
        self._pytest = Pytest(self.copy, folder, OPTIONS)
        self._surveys = Surveys(self.copy, self._pytest, kept)
        self._longest = longest_test
        self._makers = Makers(self.copy)
        self._offices = folder / "offices"
        self._offices.mkdir()
        self._noticed_by: Counter[str] = Counter()  # a file of tests -> slips
        self._clock = 1_000_000_000  # Python tells compiled files by their seconds: each writing gets its own

    def close(self) -> None:
        self._pytest.close()

    def survivors(
        self, chosen: Sequence[Mutant], say: Callable[[Mutant], None] = lambda _: None
    ) -> Iterator[Mutant]:
        """Those no test notices. say: told at once of those their room does not notice; its users are asked later."""
        left = []
        for mutant in self.survivors_of_room(chosen):
            say(mutant)
            left.append(mutant)
        for mutant in left:
            if not self._others_notice(mutant):
                yield mutant

    def survivors_of_room(self, chosen: Sequence[Mutant]) -> Iterator[Mutant]:
        """Those no test of their room notices; who uses the room is not asked."""
        return (mutant for mutant in chosen if not self._room_notices(mutant))

    def notices(self, mutant: Mutant) -> bool:
        """Does a test of the module fail, or hang, with this slip?"""
        return self._room_notices(mutant) or self._others_notice(mutant)

    def _room_notices(self, mutant: Mutant) -> bool:
        """Those of the module's name, then of its room, that run the place of the slip."""
        own, others = belonging(self.copy, mutant.file)
        return any(self._is_noticed_by(mutant, self._running(mutant, files)) for files in (own, others))

    def _others_notice(self, mutant: Mutant) -> bool:
        """Those of rooms that use the room; then, lest something was kept from one test to another, all of the module's
        name; then those of the room in which the slip may run in a process of its own: there it must stand in the file.
        """
        own, others = belonging(self.copy, mutant.file)
        every = self._surveys.of([*own, *others])
        elsewhere = {name: one.seconds for name, one in every.items() if one.starts_processes}
        rest = {name: every[name].seconds for name in self._surveys.of(own)}
        for name in self._running(mutant, own):
            del rest[name]
        return (
            self._is_noticed_by(mutant, self._running(mutant, of_users(self.copy, mutant.file)))
            or self._is_noticed_by(mutant, rest)
            or self._is_noticed_by(mutant, elsewhere, in_the_file=True)
        )

    def _running(self, mutant: Mutant, files: Sequence[str]) -> dict[str, float]:
        """The tests of these files that run the place of a slip, with their seconds."""
        runs_it = reaching(self.copy, mutant.file, mutant.change.line)
        return {name: one.seconds for name, one in self._surveys.of(files).items() if runs_it(one)}

    def _is_noticed_by(
        self, mutant: Mutant, tests: Mapping[str, float], *, in_the_file: bool = False
    ) -> bool:
        if not tests:
            return False  # pytest without a file would run every test there is
        tried = self._written if in_the_file else self._exchanged
        seconds: dict[str, float] = {}
        for name, took in tests.items():
            seconds[file_of(name)] = seconds.get(file_of(name), 0.0) + took
        # Files that noticed most so far come first, then the quick ones.
        files = sorted(seconds, key=lambda file: (-self._noticed_by[file], seconds[file]))
        asked = [name for file in files for name in tests if file_of(name) == file]
        try:
            fails, by = tried(mutant, asked, self._longest + 5 * sum(seconds.values()))
        except Hangs:
            return True
        self._noticed_by[file_of(by)] += fails
        return fails

    def _exchanged(self, mutant: Mutant, tests: Sequence[str], allowed: float) -> tuple[bool, str]:
        """Try a slip in the body of a function in a process that has everything, one elsewhere in the file."""
        original = (self.copy / mutant.file).read_text(encoding="utf-8")
        around = functions_at(original, mutant.change.line) if mutant.file.endswith(".py") else []
        if around and is_in_body(original, mutant.change):
            changed = mutant.change.applied_to(original)
            exchange = Exchange(mutant.file, changed, first_line(around[0]))
            if told := self._pytest.fails_with(exchange, tests, allowed, self._kept_for(mutant)):
                return told
        return self._written(mutant, tests, allowed)

    def _written(self, mutant: Mutant, tests: Sequence[str], allowed: float) -> tuple[bool, str]:
        """Try a slip in a file, from the start."""
        module = self.copy / mutant.file
        original = module.read_text(encoding="utf-8")
        self._write(module, mutant.change.applied_to(original))
        try:
            return self._pytest.fails(tests, 5 * allowed, self._kept_for(mutant))
        finally:
            self._write(module, original)

    def _kept_for(self, mutant: Mutant) -> Path | None:
        """Where offices are kept from one slip to the next; a slip that may change them has its own made."""
        return None if self._makers.may_be_changed_by(mutant.file) else self._offices

    def _write(self, module: Path, source: str) -> None:
        module.write_text(source, encoding="utf-8")
        self._clock += 2
        os.utime(module, (self._clock, self._clock))
