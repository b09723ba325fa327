"""What became of an uploaded file, and of the name its decisions were to be remembered under."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.ingest.import_report import ImportReport

STOPPED = "stopped"  # the code of the problem of a file of which nobody knows whether it came in


@dataclass(frozen=True)
class Imported:
    """name: the file's own. saved_as: the mapping its decisions are kept in; not_saved: why they are not."""

    name: str
    report: ImportReport
    saved_as: str = ""
    not_saved: str = ""
