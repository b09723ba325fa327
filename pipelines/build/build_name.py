"""What a build is called: a digest of everything it is made from.

That is what an office gave (its files, decisions and settings) and the program's own part: the modules that make a
build, the data files beside them and the SQL they run. What a newer program would make otherwise has another name.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pipelines
from pipelines.identity import decisions
from pipelines.settings import Settings
from pipelines.store.warehouse import Connection, fetch

MAKER = "pipelines.build.build"
SQL_FOLDERS = ("record", "staging", "marts", "checks", "origins")


def build_name(connection: Connection, settings: Settings) -> str:
    """The name of the build of this state. Equal states, and only those, have one name."""
    ledger = fetch(connection, "select * from store.record.imports order by import_id")
    standing = decisions.standing(connection)
    program = program_digest(Path(pipelines.__file__).parent)
    state = json.dumps([ledger, standing, settings.digest(), program], default=str, sort_keys=True)
    return "b" + hashlib.sha256(state.encode()).hexdigest()[:12]


@cache
def program_digest(package: Path) -> str:
    """A digest of `program_files`, by their names and what they hold. Taken once: a process runs them as they were."""
    digest = hashlib.sha256()
    for path in program_files(package):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def program_files(package: Path) -> list[Path]:
    """Every file of the program that a build may depend on, in order of their paths.

    package: the folder of `pipelines`. Modules are those MAKER imports, directly or through others, wherever in a file
    the import stands; data is whatever lies beside such a module, and the SQL that record and build run.
    """
    modules = _imported(package, MAKER, set())
    folders = {path.parent for path in modules} | {package / "sql" / name for name in SQL_FOLDERS}
    data = {
        path for folder in folders for path in folder.iterdir() if path.is_file() and path.suffix != ".py"
    }
    return sorted(modules | data)


def _imported(package: Path, module: str, known: set[Path]) -> set[Path]:
    """`known` with the files of a module, of the packages it lies in and of all it imports; other names have none."""
    path = package.parent / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if file.exists() and file not in known:
        known.add(file)
        for name in (module.rpartition(".")[0], *_names(file)):
            if name.partition(".")[0] == package.name:
                _imported(package, name, known)
    return known


def _names(file: Path) -> Iterator[str]:
    """What the imports of a file may name: modules, and names in them that may be modules too."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
