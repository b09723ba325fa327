"""What an advisor changes in the warehouse: files in and out, undo, and who is who.

Each runs our own command line in a process of its own: one code path, and a bad file cannot hurt the server.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.asking.served import ROOT, folder
from dashboard.commands.upload import Decided, lay_out
from pipelines.errors import UserError
from pipelines.mapping.saved_mappings import Saved, saved, shape_of, text_of
from pipelines.mapping.source_guess import recognise
from pipelines.mapping.toml_text import written

Progress = Callable[[float, str], None]


def previews(files: Sequence[Decided], progress: Progress | None = None) -> list[dict[str, Any]]:
    """What an import of each file would do; nothing is changed."""
    return _import(files, ["--dry-run", "--preview"], progress)


def import_uploads(files: Sequence[Decided], progress: Progress | None = None) -> list[dict[str, Any]]:
    """Import files one after the other and build the figures once; the command line's report of each."""
    return _import(files, ["--preview"], progress)


def _import(
    files: Sequence[Decided], flags: Sequence[str], progress: Progress | None
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="career-conversations-") as place:
        laid_out = lay_out(files, Path(place))
        told = command_line(["import", *laid_out, "--json", "--progress-json", *flags], progress)
    return [_with_guesses(report) for report in told]


def _with_guesses(report: dict[str, Any]) -> dict[str, Any]:
    """The report with what else the file might be and why."""
    if not report.get("columns") or report["status"] == "refused":
        return report
    known = recognise(report["columns"], report.get("labels") or (), report.get("tool") or "")
    guesses = [{"source": guess.source, "score": guess.score, "why": guess.why} for guess in known]
    return {**report, "guesses": guesses}


def save_mapping(name: str, report: Mapping[str, Any]) -> str:
    """Keep how a file was read, under a name, so that files like it are read the same way; the name kept."""
    sheets = [sheet["name"] for sheet in report.get("sheets") or ()]
    shape = shape_of(report["columns"], report.get("tool") or "", sheets)
    told = {"tool": shape.tool, "sheets": shape.sheets, "headers": sorted(shape.headers)}
    with tempfile.TemporaryDirectory(prefix="career-conversations-") as place:
        path = Path(place) / "mapping.toml"
        path.write_text(report["mapping_toml"] + written({"shape": told}), encoding="utf-8")
        return str(command_line(["mappings", "save", "--json", "--", name, str(path)])["name"])


def saved_mappings() -> list[Saved]:
    """The mappings this office keeps, by name. Raises UserError naming one that cannot be read."""
    return saved(folder())


def mapping_text(name: str) -> bytes:
    """A saved mapping as a file to share."""
    return text_of(folder(), name).encode()


def forget_mapping(name: str) -> Any:
    return command_line(["mappings", "delete", "--", name])


def command_line(arguments: Sequence[str], progress: Progress | None = None) -> Any:
    """Run our own command line in its own process; its JSON document, whatever it holds.

    Raises UserError with the command's own sentence where it gave no document.
    """
    command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(folder()), *arguments]
    said: list[str] = []
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        assert process.stderr is not None
        for line in process.stderr:
            step = _progress_step(line)
            if step is None:
                said.append(line.strip())
            elif progress:
                progress(*step)
        process.wait()
        out.seek(0)
        document = out.read().decode("utf-8")
    try:
        return json.loads(document)
    except ValueError:
        pass
    if process.returncode == 0:
        return {}
    sentence = next((line for line in reversed(said) if line), "")
    if process.returncode in (1, 2) and sentence and not sentence.startswith("Traceback"):
        raise UserError(sentence.removeprefix("Error: "))
    raise UserError("The import stopped before it was done. Nothing was changed; try again.")


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
    return command_line(["undo", str(int(import_id))])


def redo(import_id: int) -> Any:
    return command_line(["redo", str(int(import_id))])


def rejected(import_id: int) -> bytes:
    """The rejected rows of an import as a file of the same shape, with reasons."""
    with tempfile.TemporaryDirectory(prefix="career-conversations-") as place:
        path = Path(place) / "rejected.csv"
        command_line(["rejected", str(int(import_id)), "-o", str(path)])
        return path.read_bytes()


def decide(answers: Sequence[tuple[str, str, bool]]) -> list[str]:
    """Decide pairs of keys (the same or not) and renew the figures; what could not be decided, in sentences."""
    with tempfile.TemporaryDirectory(prefix="career-conversations-") as place:
        path = Path(place) / "decisions.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        return list(command_line(["identity", "apply", str(path)])["problems"])


def undo_decision(decision_id: int) -> Any:
    return command_line(["identity", "undo", str(int(decision_id)), "--json"])


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
    command_line(["demo", "--only-import", "--progress-json"], progress)
