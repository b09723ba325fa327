"""What an advisor changes in the warehouse: files in and out, undo, and who is who.

Each runs our own command line in another process, one that stands by or one of its own: one code path, and a bad file
cannot hurt the server.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.asking.served import ROOT, folder
from dashboard.commands.stand_by import StandBy
from dashboard.commands.upload import ChosenFile, lay_out
from pipelines.errors import UserError, disk_said
from pipelines.ingest.import_report import ImportReport
from pipelines.mapping.saved_mappings import Saved, saved, shape_of, text_of
from pipelines.mapping.toml_text import written
from pipelines.store.leftovers import workplace

Progress = Callable[[float, str], None]

STAND_BY = StandBy(ROOT)


def previews(files: Sequence[ChosenFile], progress: Progress | None = None) -> list[ImportReport]:
    """What an import of each file would do; nothing is changed."""
    return _import(files, ["--dry-run"], "The files were not looked through to the end.", progress)


def import_uploads(files: Sequence[ChosenFile], progress: Progress | None = None) -> list[ImportReport]:
    """Import files one after the other and build the figures once; what became of each."""
    unfinished = "The import did not finish. Files that came in are in the history; drop the others again."
    return _import(files, [], unfinished, progress)


def _import(
    files: Sequence[ChosenFile], flags: Sequence[str], unfinished: str, progress: Progress | None
) -> list[ImportReport]:
    with workplace() as (place, in_use):
        arguments = ["import", *lay_out(files, place), "--json", "--preview", "--progress-json", *flags]
        reports = command_line(arguments, unfinished, progress, in_use)
    return [ImportReport.from_dict(report) for report in reports]


def save_mapping(name: str, report: ImportReport) -> str:
    """Keep how a file was read, under a name, so that files like it are read the same way; the name kept."""
    shape = shape_of(report.columns, report.tool, [sheet.name for sheet in report.sheets])
    with workplace() as (place, in_use):
        path = place / "mapping.toml"
        path.write_text(report.mapping_toml + written({"shape": shape.as_dict()}), encoding="utf-8")
        arguments = ["mappings", "save", "--json", "--", name, str(path)]
        return str(command_line(arguments, "The mapping was not saved.", in_use=in_use)["name"])


def saved_mappings() -> list[Saved]:
    """The mappings this office keeps, by name. Raises UserError naming one that cannot be read."""
    return saved(folder())


def mapping_text(name: str) -> bytes:
    """A saved mapping as a file to share."""
    return text_of(folder(), name).encode()


def forget_mapping(name: str) -> Any:
    return command_line(["mappings", "delete", "--", name], f"The mapping “{name}” was not forgotten.")


def command_line(
    arguments: Sequence[str], unfinished: str, progress: Progress | None = None, in_use: int | None = None
) -> Any:
    """Run our own command line in its own process; its JSON document, whatever it holds.

    `in_use`: the lock of the workplace its files are in, held by the command too, should this process be killed.
    Raises UserError with the command's own sentence where it gave no document; where it was stopped or broke,
    with `unfinished`, which says what was not done.
    """
    arguments = ["--warehouse", str(folder()), *arguments]
    sentences: list[str] = []

    def hear(line: str) -> None:
        step = _progress_step(line)
        if step is None:
            sentences.append(line.strip())
        elif progress:
            progress(*step)

    code, document = STAND_BY.run(arguments, hear, in_use) or _in_a_process_of_its_own(
        arguments, hear, in_use
    )
    try:
        return json.loads(document)
    except ValueError:
        pass
    if code == 0:
        return {}
    sentence = next((line for line in reversed(sentences) if line), "")
    if code in (1, 2) and sentence and not sentence.startswith("Traceback"):
        raise UserError(sentence.removeprefix("Error: "))
    raise UserError(f"{unfinished} Try again; if it happens again, run `career-conversations check`.")


def _in_a_process_of_its_own(
    arguments: Sequence[str], hear: Callable[[str], None], in_use: int | None
) -> tuple[int, str]:
    """A command's exit code and what it printed; `hear` is given each line of what it says."""
    command = [sys.executable, "-m", "dashboard.cli", *arguments]
    with disk_said(), tempfile.TemporaryFile() as out:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            pass_fds=() if in_use is None else (in_use,),
        )
        assert process.stderr is not None
        for line in process.stderr:
            hear(line)
        code = process.wait()
        out.seek(0)
        return code, out.read().decode("utf-8")


def _progress_step(line: str) -> tuple[float, str] | None:
    """(share done 0 to 1, what is going on) of a progress line, None if it is none."""
    try:
        step = json.loads(line)
    except ValueError:
        return None
    if not isinstance(step, dict) or "stage" not in step:
        return None
    text = str(step.get("stage") or "Working")
    return min(max(float(step.get("done") or 0), 0.0), 1.0), text


def undo(import_id: int) -> Any:
    return command_line(["undo", str(int(import_id))], f"Import {import_id} may not be undone.")


def redo(import_id: int) -> Any:
    return command_line(["redo", str(int(import_id))], f"Import {import_id} may not be back.")


def rejected(import_id: int) -> bytes:
    """The rejected rows of an import as a file of the same shape, with reasons."""
    with workplace() as (place, in_use):
        path = place / "rejected.csv"
        command_line(
            ["rejected", str(int(import_id)), "-o", str(path)],
            f"The rejected rows of import {import_id} could not be written.",
            in_use=in_use,
        )
        return path.read_bytes()


def decide(answers: Sequence[tuple[str, str, bool]]) -> list[str]:
    """Decide pairs of keys (the same or not) and renew the figures; what could not be decided, in sentences."""
    with workplace() as (place, in_use):
        path = place / "decisions.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        arguments = ["identity", "apply", str(path)]
        return list(command_line(arguments, "Not every answer may be kept.", in_use=in_use)["problems"])


def undo_decision(decision_id: int) -> Any:
    return command_line(
        ["identity", "undo", str(int(decision_id)), "--json"], "The decision may not be taken back."
    )


@cache
def templates_zip() -> bytes:
    """Starter and full templates and the form kit, as one archive."""
    from pipelines.templates.files import write_templates

    with tempfile.TemporaryDirectory(prefix="career-conversations-") as place:
        write_templates(Path(place))
        return _zipped(sorted(path for path in Path(place).rglob("*") if path.is_file()), Path(place))


def _zipped(paths: Iterable[Path], root: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.relative_to(root).as_posix())
    return out.getvalue()


def load_sample(progress: Progress) -> None:
    """Fill an empty warehouse with the sample office, marked as synthetic."""
    command_line(["demo", "--only-import", "--progress-json"], "The sample office is not complete.", progress)
