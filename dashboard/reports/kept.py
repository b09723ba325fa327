"""What left the office, kept as it left: a private folder a report or chart, named by its code.

    reports/kept/<code>/kept.json     what it is, how it was asked, every figure as it was released
    reports/kept/<code>/<day>.pptx    each file that left, to the byte
    reports/kept/key                  of the codes and of signed statements

Nothing is kept that did not leave: counts, rates and words, in the view they left in. It stays until the office
deletes it.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from dashboard.charts.spec import Exhibit
from dashboard.reports import codes
from dashboard.reports.assembled import Report
from dashboard.reports.library import FOLDER
from pipelines.errors import QuestionError, WarehouseError, disk_said
from pipelines.figures import wording
from pipelines.private_files import private_files, private_folder, write_whole
from pipelines.typed_json import as_plain, from_plain

_KEPT, _ABOUT, _KEY = "kept", "kept.json", "key"
_CODES = re.compile(rf"\b[0-9A-Z]{{{codes.LENGTH}}}\b")


@dataclass(frozen=True)
class AskedAs:
    """How a report or a chart was asked, so that today's can be asked the same way; days are ISO, "" = open.

    plan: of a report, as its file. chart: of a page's, as a plan names it. metric, by: of the command's.
    """

    plan: str = ""
    plan_name: str = ""
    chart: str = ""
    metric: str = ""
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, ...], ...] = ()
    since: str = ""
    until: str = ""
    population: str = "expected"
    known_within_days: int | None = None
    newest_class: str = ""
    is_official: bool = False


@dataclass(frozen=True)
class KeptFile:
    """One file that left. name: in its folder; made_at: ISO, UTC; sha256: of its bytes."""

    name: str
    ending: str
    made_at: str
    sha256: str


@dataclass(frozen=True)
class Kept:
    """One report or chart that left, with its figures. names: {code: title} of each of them."""

    code: str
    title: str
    view: str
    build: str
    as_of: str
    period: str
    filters: str
    names: Mapping[str, str]
    files: tuple[KeptFile, ...]
    asked_as: AskedAs
    report: Report | None = None
    exhibit: Exhibit | None = None

    @property
    def first_made(self) -> str:
        return min(file.made_at for file in self.files)

    @property
    def what(self) -> str:
        return "report" if self.report else "chart"


class KeptReports:
    """All that left one office."""

    def __init__(self, warehouse: Path) -> None:
        self._folder = Path(warehouse) / FOLDER / _KEPT

    def key(self) -> bytes:
        """The office's own, made the first time."""
        path = self._folder / _KEY
        with disk_said():
            if not path.exists():
                with self._alone():
                    if not path.exists():
                        write_whole(path, secrets.token_hex(32))
            return bytes.fromhex(path.read_text(encoding="ascii"))

    def _alone(self) -> FileLock:
        private_folder(self._folder)
        return FileLock(self._folder / ".lock", mode=0o600)

    def keep(self, kept: Kept, content: bytes, ending: str) -> KeptFile:
        """Keep a file that is about to leave; the same file once. Raises UserError where the disk does not take it."""
        sha256 = hashlib.sha256(content).hexdigest()
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        file = KeptFile(f"{made_at[:10]}-{sha256[:12]}.{ending}", ending, made_at, sha256)
        folder = self._folder / kept.code
        with disk_said(), self._alone():
            before = self._read(folder / _ABOUT) if (folder / _ABOUT).exists() else replace(kept, files=())
            same = next((one for one in before.files if one.sha256 == sha256), None)
            if same is not None:
                return same
            private_folder(folder)
            with private_files():
                (folder / file.name).write_bytes(content)
            text = json.dumps(as_plain(replace(before, files=(*before.files, file))), ensure_ascii=False)
            write_whole(folder / _ABOUT, text)
        return file

    def all(self) -> Iterator[Kept]:
        """Everything kept, the newest first."""
        found = [self._read(path) for path in self._folder.glob(f"*/{_ABOUT}")]
        yield from sorted(found, key=lambda kept: kept.first_made, reverse=True)

    def _read(self, path: Path) -> Kept:
        try:
            return from_plain(Kept, json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, OSError):
            raise WarehouseError(
                f"{FOLDER}/{_KEPT}/{path.parent.name}/{_ABOUT} cannot be read: it is damaged, or of a newer version."
                " Take it from a backup, or remove its folder."
            ) from None

    def content(self, kept: Kept, file: KeptFile) -> bytes:
        """A file as it left. Raises WarehouseError where it is not what was kept."""
        path = self._folder / kept.code / file.name
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise WarehouseError(
                f"{FOLDER}/{_KEPT}/{kept.code}/{file.name} is not the file that left: somebody changed or removed it."
                " Take it from a backup."
            )
        return content

    def of(self, wanted: set[str]) -> list[Kept]:
        """Whatever any of these codes belongs to, the newest first."""
        found = [path for path in self._folder.glob(f"*/{_ABOUT}") if wanted & _codes_named(path)]
        kept = [one for one in map(self._read, found) if wanted & set(one.names)]
        return sorted(kept, key=lambda one: one.first_made, reverse=True)

    def one(self, typed: str) -> Kept:
        """The one a code belongs to: itself or a figure in it. Raises QuestionError where there is none."""
        code = codes.as_written(typed)
        if not code:
            raise QuestionError(
                f"{typed[:40]!r} is no code: a code has {codes.LENGTH} letters and digits, such as those behind “Code:”"
                " in a file that left. Look for a slip of the pen."
            )
        found = self.of({code})
        if not found:
            raise QuestionError(
                f"Nothing that left this office has the code {code}. `kept` lists what there is."
            )
        return next((kept for kept in found if kept.code == code), found[0])

    def delete(self, kept: Kept) -> None:
        """Its files and figures. What left stays where it went, and can no longer be verified."""
        with disk_said(), self._alone():
            shutil.rmtree(self._folder / kept.code)


def _codes_named(path: Path) -> set[str]:
    """The codes a file names, without reading the figures it holds."""
    return set(_CODES.findall(path.read_text(encoding="utf-8", errors="replace")))


def kept_report(report: Report, asked_as: AskedAs) -> Kept:
    """A report that carries its codes, as it is kept."""
    names = codes.names_of(report)
    face = (report.view, report.build, report.as_of, report.period, report.filters)
    return Kept(report.code, report.title, *face, names, (), asked_as, report=report)


def kept_chart(exhibit: Exhibit, asked_as: AskedAs) -> Kept:
    """A chart that carries its code, as it is kept."""
    title = exhibit.spec.title
    face = (exhibit.view, exhibit.build, exhibit.as_of, exhibit.period, exhibit.filters_in_words)
    return Kept(exhibit.code, title, *face, {exhibit.code: title}, (), asked_as, exhibit=exhibit)


def made_on(kept: Kept) -> str:
    """The day it left first, in words."""
    return wording.day(datetime.fromisoformat(kept.first_made).date())
