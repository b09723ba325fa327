"""The folder of the site: what we wrote is replaced, nothing else is touched, nothing is there by half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filelock import FileLock

from dashboard.site import folder as folders
from dashboard.site.folder import MANIFEST, publish_to
from pipelines.errors import UserError

FIRST = {"index.html": b"one", "majors/a.html": b"a", "site.css": b"css"}
SECOND = {"index.html": b"two", "colleges/b.html": b"b", "site.css": b"css"}


def held(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@pytest.fixture
def place(tmp_path: Path) -> Path:
    publish_to(tmp_path / "www" / "site", FIRST, tmp_path / "lock")
    return tmp_path / "www" / "site"


def again(place: Path, files: dict[str, bytes]) -> None:
    publish_to(place, files, place.parents[1] / "lock")


def test_what_an_earlier_publish_wrote_is_replaced_and_nothing_else(place: Path) -> None:
    (place / ".htaccess").write_bytes(b"theirs")
    (place / "majors" / "theirs.html").write_bytes(b"theirs")
    again(place, SECOND)
    assert held(place) == {**SECOND, ".htaccess": b"theirs", "majors/theirs.html": b"theirs"}
    (place / "majors" / "theirs.html").unlink()
    again(place, FIRST)
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [".htaccess", MANIFEST, "index.html", "majors", "site.css"]
    )  # a folder of ours that is empty is gone
    assert [path.name for path in place.parent.iterdir()] == ["site"]  # nothing is left beside it


@pytest.mark.parametrize(
    ("path", "says"),
    [("colleges/b.html", "came from somewhere else"), ("index.html", "was changed since it was published")],
)
def test_a_file_of_somebody_else_s_stays(place: Path, path: str, says: str) -> None:
    (place / path).parent.mkdir(exist_ok=True)
    (place / path).write_bytes(b"theirs")
    before = held(place)
    with pytest.raises(UserError, match=says):
        again(place, SECOND)
    assert held(place) == before


@pytest.mark.parametrize(
    "manifest",
    [
        "{",
        "[]",
        '{"files": 3}',
        '{"files": {"../../secret.txt": ["%s"]}}' % ("0" * 64),
        '{"files": {"/etc/passwd": ["%s"]}}' % ("0" * 64),
        '{"files": {"a/b/c.html": ["%s"]}}' % ("0" * 64),
        '{"files": {"index.html": ["x"]}}',
        '{"files": {"index.html": null}}',
    ],
)
def test_a_manifest_that_is_not_ours_removes_nothing(place: Path, manifest: str) -> None:
    (place.parent / "secret.txt").write_bytes(b"theirs")
    (place / MANIFEST).write_text(manifest, encoding="utf-8")
    before = held(place.parent)
    with pytest.raises(UserError, match="is not as publish writes it"):
        again(place, SECOND)
    assert held(place.parent) == before


def test_no_link_leads_out_of_the_folder(place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (place / "colleges").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="came from somewhere else"):
        again(place, SECOND)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    link = tmp_path / "link"
    link.symlink_to(place)
    with pytest.raises(UserError, match="no folder, or a link to one"):
        publish_to(link, FIRST, tmp_path / "lock")


def test_one_that_was_killed_on_the_way_is_finished_by_the_next(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[Path] = []
    move = folders._move

    def killed(source: Path, target: Path) -> None:
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(target)
        move(source, target)

    monkeypatch.setattr(folders, "_move", killed)
    with pytest.raises(KeyboardInterrupt):
        again(place, SECOND)
    assert held(place)["index.html"] == b"one"  # the first page comes last
    monkeypatch.setattr(folders, "_move", move)
    again(place, SECOND)
    assert held(place) == SECOND
    assert sorted(json.loads((place / MANIFEST).read_text())["files"]) == sorted(SECOND)


def test_two_at_once_do_not_mix(place: Path) -> None:
    with FileLock(place.parents[1] / "lock"), pytest.raises(UserError, match="under way"):
        again(place, SECOND)
    assert held(place) == FIRST
