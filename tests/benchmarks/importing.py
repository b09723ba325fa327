"""Import of a large outreach log to the ledger's commit, beside DuckDB simply loading it and pandas checking it."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from pipelines.build.build import is_up_to_date
from pipelines.store.warehouse import Warehouse

ROUNDS = 3

# Each runs in a process of its own, so that peak memory is its own, children (the reader) included.
_MEASURE = """
import json, resource, sys, time
started = time.perf_counter()
{body}
seconds = time.perf_counter() - started
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({{"seconds": seconds, "peak_mb": peak / (1024 if sys.platform == "linux" else 1024 * 1024), "told": told}}))
"""

_OURS = """
from pathlib import Path
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
report = import_file(Warehouse(Path(sys.argv[2])), Path(sys.argv[1]), source="outreach_log")
told = [report.status, report.rows_read, report.accepted, report.rejected]
"""

_BUILD = """
from pathlib import Path
from pipelines.build.build import build
from pipelines.store.warehouse import Warehouse
told = build(Warehouse(Path(sys.argv[2]))).build
"""

_DUCKDB = """
import duckdb
connection = duckdb.connect(sys.argv[2])
connection.execute("create table rows as select * from read_csv($path, all_varchar = true, header = true)", {"path": sys.argv[1]})
connection.close()
told = "loaded"
"""

_PANDAS = """
import pandas as pd
rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
rows = rows.apply(lambda cells: cells.str.strip())
bad = (rows["student_id"] == "") | ((rows["contact_name"] == "") & (rows["contact_email"] == ""))
for day in ("sent_on", "replied_on"):
    parsed = pd.to_datetime(rows[day].where(rows[day] != ""), format="%Y-%m-%d", errors="coerce")
    bad |= (rows[day] != "") & parsed.isna() | (parsed > pd.Timestamp.today())
for column, allowed in (("channel", CHANNELS), ("reply", REPLIES)):
    bad |= (rows[column] != "") & ~rows[column].str.lower().isin(allowed)
key = rows["student_id"].str.lower() + "\\x1f" + rows["contact_email"].str.lower() + "\\x1f" + rows["sent_on"]
occurrence = rows.groupby(key.rename("key")).cumcount()
told = [int((~bad).sum()), int(occurrence.max())]
""".replace(
    "CHANNELS",
    repr(
        [
            "referral",
            "alumni_network",
            "linkedin",
            "faculty",
            "family_or_friend",
            "event",
            "employer_site",
            "cold",
            "other",
            "unknown",
        ]
    ),
).replace("REPLIES", repr(["accepted", "declined", "replied", "no_reply", "bounced", "auto_reply"]))


def measured(body: str, *arguments: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE.format(body=body), *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


def run(office: Path, folder: Path) -> list[str]:
    """Markdown lines. Leaves a built warehouse of the whole office beside the files for the other parts."""
    file = office / "outreach.csv"
    ours, plain, pandas = [], [], []
    for _ in range(ROUNDS):
        warehouse = folder / "import-only"
        shutil.rmtree(warehouse, ignore_errors=True)
        ours.append(measured(_OURS, str(file), str(warehouse)))
        database = folder / "plain.duckdb"
        database.unlink(missing_ok=True)
        plain.append(measured(_DUCKDB, str(file), str(database)))
        database.unlink(missing_ok=True)
        pandas.append(measured(_PANDAS, str(file)))
    shutil.rmtree(folder / "import-only", ignore_errors=True)
    whole = whole_office(office)
    shutil.rmtree(
        whole / "published", ignore_errors=True
    )  # else the very same build would only be named again
    (whole / "current").unlink(missing_ok=True)
    building = measured(_BUILD, "", str(whole))

    def row(name: str, runs: list[dict[str, object]]) -> str:
        seconds = [float(str(one["seconds"])) for one in runs]
        peak = max(float(str(one["peak_mb"])) for one in runs)
        ratio = statistics.median(a / float(str(b["seconds"])) for a, b in zip(seconds, plain, strict=True))
        return f"| {name} | {statistics.median(seconds):.1f} | {ratio:.1f} | {peak:,.0f} |"

    status, read, accepted, rejected = ours[0]["told"]  # type: ignore[misc]
    return [
        "## Import",
        "",
        f"An outreach log of {file.stat().st_size / 1e6:,.0f} MB; ours read, checked, keyed, compared and recorded it"
        f" ({read:,} rows {status}, {accepted:,} accepted, {rejected:,} rejected). Median of {ROUNDS}; the ratio is to DuckDB loading the same file as text, pair by pair.",
        "",
        "| what | seconds | ratio | peak MB |",
        "|---|---:|---:|---:|",
        row("import to the ledger's commit", ours),
        row("DuckDB loading it as text", plain),
        row("the same checks in pandas", pandas),
        "",
        f"The build of the whole office afterwards: {float(str(building['seconds'])):.1f} s,"
        f" peak {float(str(building['peak_mb'])):,.0f} MB.",
    ]


def whole_office(office: Path) -> Path:
    """A warehouse with every file of the office taken in; made once."""
    warehouse = office / "warehouse"
    if not (warehouse / "record.duckdb").exists():
        for file in sorted(office.glob("*.csv")):
            source = {"roster": "roster", "outreach": "outreach_log", "interviews": "interview_log",
                      "degree_log": "degree_log", "first_destination": "first_destination"}[file.stem]  # fmt: skip
            code = (
                "import sys; from pathlib import Path; from pipelines.ingest.load import import_file;"
                "from pipelines.store.warehouse import Warehouse;"
                "r = import_file(Warehouse(Path(sys.argv[2])), Path(sys.argv[1]), source=sys.argv[3]);"
                "assert r.status == 'imported' and not r.rejected, (r.status, r.rejected)"
            )
            subprocess.run([sys.executable, "-c", code, str(file), str(warehouse), source], check=True)
    return warehouse


def built_office(office: Path) -> Path:
    """The same, built from the record and the SQL as they are now."""
    warehouse = whole_office(office)
    if not is_up_to_date(Warehouse(warehouse)):
        measured(_BUILD, "", str(warehouse))
    return warehouse
