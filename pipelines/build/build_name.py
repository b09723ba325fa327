"""What a build is called: a digest of everything it is made from."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path

from pipelines.identity import decisions
from pipelines.settings import Settings
from pipelines.store.warehouse import Connection, fetch

_SQL = resources.files("pipelines") / "sql"


def build_name(connection: Connection, settings: Settings) -> str:
    ledger = fetch(connection, "select * from store.record.imports order by import_id")
    standing = decisions.standing(connection)
    told = json.dumps([ledger, standing, settings.digest(), _code_digest()], default=str, sort_keys=True)
    return "b" + hashlib.sha256(told.encode()).hexdigest()[:12]


def _code_digest() -> str:
    digest = hashlib.sha256(
        b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    )
    for folder in (
        _SQL / "staging",
        _SQL / "marts",
        _SQL / "checks",
        resources.files("pipelines") / "sources",
        resources.files("pipelines") / "codes",
        resources.files("pipelines") / "identity",
    ):
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.is_file():
                digest.update(item.name.encode() + item.read_bytes())
    return digest.hexdigest()
