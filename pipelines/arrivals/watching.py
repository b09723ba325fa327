"""One pass over a drop folder: every whole file comes in by what the office decided before, or waits and says why.

Nothing is asked and nothing is guessed. A file is looked at first (a dry run), and comes in only where a saved mapping
fits it, or where it names its columns as we do, and where nothing in it needs an answer. The figures are built once,
after the last file, and only then are the files moved: whoever is stopped half-way finds them again, and what comes in
twice changes nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.arrivals.drop_folder import DONE, QUARANTINE, DropFolder, in_use
from pipelines.arrivals.receipt import Became, Receipt, receipt_of, remember_watched, remove_beside
from pipelines.build.build import build
from pipelines.errors import UserError, WarehouseBusy, WarehouseError, disk_said
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.kept_readings import KeptReadings
from pipelines.ingest.load import import_file
from pipelines.mapping.matching import Match
from pipelines.mapping.saved_mappings import decided_at
from pipelines.private_files import private_folder
from pipelines.readers import Reading
from pipelines.store.warehouse import Warehouse

Words = Callable[[ImportReport], str]  # a report for a terminal

_LOCK = ".career-conversations.lock"
_SAID_BY_THE_FILE = {
    "exact",
    "ignored",
    "passed_over",
    "none",
}  # how a header is matched where nothing is guessed


@dataclass(frozen=True)
class Pass:
    """What one pass did. receipts: one a file that was moved; left: (name, why) of files left where they are.

    figures: a sentence where the figures could not be built; "" else.
    """

    receipts: tuple[Receipt, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    figures: str = ""

    def of(self, became: Became) -> list[Receipt]:
        return [receipt for receipt in self.receipts if receipt.became == became]


class AlreadyWatched(UserError):
    """Another process sees to this folder at the moment."""


def take_in_arrivals(
    warehouse: Warehouse,
    folder: DropFolder,
    ready: Collection[Path],
    words: Words,
    *,
    whole: Collection[str] = (),
    is_stopped: Callable[[], bool] = lambda: False,
) -> Pass:
    """See to these files of a drop folder, and again to those in quarantine if the office has decided something since.

    whole: sources whose files are each the whole list, so that rows absent from one are retired. is_stopped: asked
    before each file; those left have their turn the next time. Raises AlreadyWatched,
    WarehouseError where the warehouse itself is the trouble, UserError where the folder is; what was done before stays.
    """
    try:
        with FileLock(folder.path / _LOCK, timeout=0), disk_said(), contextlib.ExitStack() as held:
            private_folder(warehouse.folder)
            remember_watched(warehouse.folder, folder.path)
            readings = held.enter_context(contextlib.closing(KeptReadings(most=1)))
            seen: dict[Path, Receipt] = {}
            left: list[tuple[str, str]] = []
            for path in [*ready, *_to_be_tried_again(warehouse, folder)]:
                if is_stopped():
                    break
                if why := in_use(path):
                    left.append((path.name, why))
                    continue
                try:
                    seen[path] = _seen_to(warehouse, path, words, whole, readings.read)
                except WarehouseBusy as busy:
                    # whoever is at work may need long: the rest has its turn next time
                    left.append((path.name, busy.message.rstrip(".")))
                    break
            came_in = any(receipt.became != "waits" for receipt in seen.values())
            figures = _figures_built(warehouse) if came_in else ""
            for path, receipt in seen.items():
                _move(folder, path, receipt)
            return Pass(tuple(seen.values()), tuple(left), figures)
    except Timeout:
        raise AlreadyWatched(
            f"Another `watch` is seeing to “{folder.path.name}” at the moment; nothing was done here."
        ) from None


def why_it_waits(report: ImportReport) -> Iterator[str]:
    """Sentences that say what a person has to decide before this file may come in; none where it may. Pure.

    report: that of a dry run.
    """
    if report.is_refused:
        yield report.message
        return
    if report.status == "unchanged":
        return
    if not report.saved_mapping:
        unsure = [match.header for match in report.matches if match.header and _is_unsure(match)]
        if unsure:
            yield (
                "No saved mapping fits this file, and nobody has said what its columns mean. Drop it on Uploads once,"
                " and save its mapping there: files like it then come in by themselves."
            )
    for asked in report.questions:
        yield asked.text
    for question in report.date_order:
        if question.is_ambiguous:
            yield (
                f"Nothing in the file says whether dates in “{question.header}” are written month or day first"
                f" ({question.example}). Drop it on Uploads and say which."
            )
    for unknown in report.unknown_values:
        yield (
            f"Nobody has said yet what some answers in “{unknown.header}” mean. Drop it on Uploads and choose their"
            " meaning there; it is remembered."
        )
    if report.removed > report.changed + report.unchanged:
        there = report.removed + report.changed + report.unchanged
        yield (
            f"It is to be the whole list, and {report.removed:,} of {there:,} that are there now are not on it: it may"
            " have been cut off. If it is right, drop it on Uploads and say there that it is the whole log."
        )
    if report.rows_read and not report.accepted and report.rejected:
        yield "None of its rows could be taken in."


def _is_unsure(match: Match) -> bool:
    """Whether a column is only guessed, or its values speak against what it is called."""
    return match.how not in _SAID_BY_THE_FILE or match.is_uncertain or bool(match.how == "none" and match.why)


def _seen_to(
    warehouse: Warehouse, path: Path, words: Words, whole: Collection[str], read: Callable[..., Reading]
) -> Receipt:
    """What became of a file. read: it is looked at and taken in, and read only once."""
    looked = import_file(warehouse, path, dry_run=True, read=read)
    is_whole = looked.source in whole
    if is_whole:
        looked = import_file(warehouse, path, dry_run=True, replace=True, read=read)
    why = tuple(dict.fromkeys(why_it_waits(looked)))
    report = looked if why else import_file(warehouse, path, replace=is_whole, read=read)
    if report.is_refused and not why:  # it changed between the two looks, or somebody else imported it
        why = (report.message,)
    became: Became = "waits" if why else "unchanged" if report.status == "unchanged" else "imported"
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Receipt(path.name, at, became, why, report.as_dict(), words(report))


def _move(folder: DropFolder, path: Path, receipt: Receipt) -> None:
    """To where it belongs, with its receipts; what waited already and still does stays, with new ones."""
    is_again = path.parent.name == QUARANTINE
    if is_again and receipt.became == "waits":
        receipt.write_beside(path)
        return
    place = folder.place_for(path, QUARANTINE if receipt.became == "waits" else DONE)
    receipt.write_beside(place)
    path.replace(place)
    if is_again:
        remove_beside(path)


def _to_be_tried_again(warehouse: Warehouse, folder: DropFolder) -> list[Path]:
    """Files in quarantine whose receipt is older than what the office decided last about its files."""
    decided = decided_at(warehouse.folder)
    again = []
    for path in folder.waiting():
        receipt = receipt_of(path)
        if receipt is None or (decided and datetime.fromisoformat(receipt.at) <= decided):
            again.append(path)
    return again


def _figures_built(warehouse: Warehouse) -> str:
    try:
        build(warehouse)
    except WarehouseError as problem:
        return f"What came in is kept, but the figures are not up to date: {problem.message}"
    return ""
