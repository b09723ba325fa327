"""The folder the site stands in: what an earlier publish wrote there is replaced, and nothing else is touched.

The files are written aside first, then moved into place one by one, each whole, pages that link to others last. The
manifest names every file with the digests it may have: before the first is moved it knows the old and the new ones, so
that a publish that was killed leaves nothing that the next one would take for somebody else's.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.errors import UserError, disk_said
from pipelines.figures import wording
from pipelines.whole_files import whole

MANIFEST = "career-conversations-site.json"
_PATH = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)?", re.ASCII)  # as files of ours are called
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ORDER = ("downloads/", "site.css", "inter.woff2", "logo.")  # what pages need is there before them
Digests = Mapping[str, tuple[str, ...]]


def publish_to(folder: Path, files: Mapping[str, bytes], lock: Path) -> None:
    """Put these files into the folder, and take away what an earlier publish wrote and this one does not.

    lock: a file of the office's own, held meanwhile.

    Raises UserError, with nothing changed, where a file of somebody else's is in the way, or one of ours was changed.
    """
    assert all(_PATH.fullmatch(path) for path in files)
    with disk_said():
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise UserError(f"{folder} is no folder, or a link to one. Name the folder itself.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(lock, timeout=0):
                _publish(folder, files)
        except Timeout:
            raise UserError("Another publish of this office is under way. Wait until it is done.") from None


def _publish(folder: Path, files: Mapping[str, bytes]) -> None:
    before = _written_before(folder)
    _check(folder, files, before)
    aside = folder.parent / f".{folder.name}.publishing"
    if aside.exists():  # of one that was killed: nobody else holds the lock
        shutil.rmtree(aside)
    try:
        for path, content in files.items():
            (aside / path).parent.mkdir(parents=True, exist_ok=True)
            (aside / path).write_bytes(content)
        after = {path: (_digest(content),) for path, content in files.items()}
        folder.mkdir(exist_ok=True)
        both = {path: (*after.get(path, ()), *before.get(path, ())) for path in {**before, **after}}
        _note(folder, both)
        for path in sorted(files, key=_place):
            _move(aside / path, folder / path)
        for path in before:
            if path not in files:
                (folder / path).unlink(missing_ok=True)
                _remove_if_empty((folder / path).parent, folder)
        _note(folder, after)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _written_before(folder: Path) -> Digests:
    """{path: digests} as the manifest says; nothing where there is none. Raises UserError for one that is not ours."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["files"]
        said = {str(name): tuple(map(str, digests)) for name, digests in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        said = None
    if said is None or not all(
        _PATH.fullmatch(name) and all(map(_DIGEST.fullmatch, digests)) for name, digests in said.items()
    ):
        raise UserError(
            f"{MANIFEST} in {folder} is not as publish writes it, so what is ours there is not known. Nothing was"
            " changed. Publish to an empty folder, or put that file back from a backup."
        )
    return said


def _check(folder: Path, files: Mapping[str, bytes], before: Digests) -> None:
    """Raises UserError where a file that we did not write, or not so, would be replaced or removed."""
    changed, foreign = [], []
    for path in sorted({*files, *before}):
        there = folder / path
        is_odd = there.is_symlink() or (there.exists() and not there.is_file())
        has_odd_folder = there.parent.is_symlink() or (there.parent.exists() and not there.parent.is_dir())
        if is_odd or has_odd_folder or (there.exists() and path not in before):
            foreign.append(path)
        elif there.exists() and _digest(there.read_bytes()) not in before[path]:
            changed.append(path)
    if foreign:
        raise UserError(
            f"{_some(foreign)} in {folder} came from somewhere else, and the site has a file of that name. Nothing was"
            " changed. Publish to an empty folder, or move it aside."
        )
    if changed:
        raise UserError(
            f"{_some(changed)} in {folder} was changed since it was published. Nothing was changed now. Move it aside,"
            " or publish to another folder."
        )


def _some(paths: list[str]) -> str:
    return wording.and_more(paths[:3], len(paths))


def _place(path: str) -> tuple[bool, bool, str]:
    """What is moved first: what pages need, pages, the first page."""
    return path == "index.html", not path.startswith(_ORDER), path


def _move(source: Path, target: Path) -> None:
    """Into place in one step, also where it is another disk's."""
    target.parent.mkdir(exist_ok=True)
    with whole(target) as place:
        shutil.copyfile(source, place)


def _note(folder: Path, digests: Digests) -> None:
    made = {
        "made_by": "career-conversations publish",
        "files": {path: list(digests[path]) for path in sorted(digests)},
    }
    with whole(folder / MANIFEST) as place:
        place.write_text(json.dumps(made, indent=1), encoding="utf-8")


def _remove_if_empty(place: Path, root: Path) -> None:
    if place != root and place.is_dir() and not any(place.iterdir()):
        place.rmdir()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
