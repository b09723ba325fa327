"""A stranger's PPTX or DOCX as the parts it is made of: looked at before it is unpacked, written back part by part.

A part nobody changed leaves with the very bytes it came with. XML is read without entities, nothing outside is fetched.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from dashboard.reports.strangers_xml import DeclaresType, NotXml, root_of
from pipelines.errors import FileRefused
from pipelines.readers.formats.archive import MAX_RATIO

MOST_BYTES = 200 * 2**20  # of a file
MOST_UNPACKED = 1024 * 2**20
MOST_PARTS = 20_000
MOST_OF_A_PART = 64 * 2**20  # of one that is read
_SMALL = 2**20  # unpacked, whatever the ratio
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Office before 2007, and of every protected file
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_EPOCH = (1980, 1, 1, 0, 0, 0)
TYPES = "[Content_Types].xml"
_TYPE_NAMES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION_NAMES = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_KINDS = {"presentationml": "pptx", "wordprocessingml": "docx"}
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Relation:
    """How one part names another. target: the part's name; of what lies outside its address."""

    id: str
    kind: str  # the last word of its type: "chart", "package", "notesSlide"
    target: str
    is_outside: bool


class Package:
    """The parts of one file. kind: "pptx" or "docx"; main: its presentation or document."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises FileRefused, a sentence about the file called `name`."""
        self._called = f"“{name}”"
        self._archive = self._opened(content)
        self._new: dict[str, bytes] = {}
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._gone: set[str] = set()
        self.main, self.kind = self._main()

    def _opened(self, content: bytes) -> zipfile.ZipFile:
        if len(content) > MOST_BYTES:
            raise self._refused(
                f"has {len(content) / 2**20:,.0f} MB; at most {MOST_BYTES // 2**20} MB are taken",
                "Make its pictures smaller",
            )
        if content.startswith(_OLD):
            if _PROTECTED in content:
                raise self._refused(
                    "is protected with a password", "Take the password away and save it again"
                )
            raise self._refused("is of PowerPoint or Word before 2007", "Save it as PPTX or DOCX")
        if not content.startswith(b"PK"):
            what = "is no PowerPoint presentation and no Word document, or it is damaged"
            raise self._refused(what, "Save it as PPTX or DOCX")
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise self._damaged() from error
        parts = archive.infolist()
        names = [part.filename for part in parts]
        unpacked = sum(part.file_size for part in parts)
        if TYPES not in names:
            raise self._refused(
                "is no PowerPoint presentation and no Word document", "Save it as PPTX or DOCX"
            )
        if len(set(names)) < len(names):
            raise self._damaged()
        if any(part.flag_bits & 0x1 for part in parts):
            raise self._refused("is protected with a password", "Take the password away and save it again")
        if any("vbaproject" in one.lower() for one in names):
            raise self._refused("has macros", "Save it as PPTX or DOCX, without macros")
        if len(parts) > MOST_PARTS:
            raise self._refused(f"has {len(parts):,} parts; at most {MOST_PARTS:,} are read", "Split it")
        is_packed_oddly = unpacked > _SMALL + MAX_RATIO * len(content)
        if unpacked > MOST_UNPACKED or is_packed_oddly:
            raise self._refused(
                f"unpacks to {unpacked / 2**20:,.0f} MB, {unpacked / max(len(content), 1):,.0f} times its size",
                "Split it, or save it anew",
            )
        return archive

    def _main(self) -> tuple[str, str]:
        found = [one.target for one in self.relations("") if one.kind == "officeDocument"]
        if not found or not self.has(found[0]):
            raise self._damaged()
        main = found[0]
        said = self.type_of(main)
        if "macroEnabled" in said:
            raise self._refused("has macros", "Save it as PPTX or DOCX, without macros")
        kind = next((kind for word, kind in _KINDS.items() if word in said), "")
        if not kind:
            raise self._refused(
                "is no PowerPoint presentation and no Word document", "Save it as PPTX or DOCX"
            )
        if str(etree.QName(self.xml(main)).namespace).startswith(_STRICT):
            raise self._refused("is saved as Strict Open XML", "Save it as an ordinary PPTX or DOCX")
        return main, kind

    def _refused(self, what: str, to_do: str) -> FileRefused:
        return FileRefused(f"{self._called} {what}. {to_do}.")

    def _damaged(self, part: str = "") -> FileRefused:
        where = f" (its part {part})" if part.isascii() and part.isprintable() and part else ""
        return self._refused(
            f"is damaged{where}: it cannot be read to its end",
            "Open it in PowerPoint or Word and save it again",
        )

    @property
    def is_signed(self) -> bool:
        """Whether somebody signed it: no signature outlives a change."""
        return any(name.startswith("_xmlsignatures/") for name in self._archive.namelist())

    # --- parts ------------------------------------------------------------------------------------------

    def has(self, part: str) -> bool:
        return part in self._new or (part not in self._gone and part in self._archive.NameToInfo)

    def raw(self, part: str) -> bytes:
        """A part's bytes, as they are now. Raises FileRefused where they cannot be read."""
        if part in self._changed:
            return etree.tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)
        if part in self._new:
            return self._new[part]
        try:
            if self._archive.getinfo(part).file_size > MOST_OF_A_PART:
                raise self._refused(f"has a part of more than {MOST_OF_A_PART // 2**20} MB", "Split it")
            return self._archive.read(part)
        except (KeyError, *_DAMAGED) as error:
            raise self._damaged(part) from error

    def xml(self, part: str) -> Any:
        """A part's root, to be looked at; `touch` it where it was changed."""
        if part not in self._trees:
            try:
                self._trees[part] = root_of(self.raw(part))
            except NotXml as error:
                raise self._damaged(part) from error
            except DeclaresType as error:
                raise self._refused(
                    "declares a document type of its own, which no Office program writes",
                    "Open it in PowerPoint or Word and save it again",
                ) from error
        return self._trees[part]

    def touch(self, part: str) -> None:
        """The root was changed: the part leaves as it is now."""
        self._changed.add(part)

    def put(self, part: str, content: bytes, content_type: str = "") -> None:
        """A part's new bytes; content_type: of one that was not there."""
        self._new[part] = content
        self._gone.discard(part)
        self._trees.pop(part, None)
        self._changed.discard(part)
        if content_type and self.type_of(part) != content_type:
            root = self.xml(TYPES)
            etree.SubElement(root, f"{_TYPE_NAMES}Override", PartName=f"/{part}", ContentType=content_type)
            self.touch(TYPES)

    def remove(self, part: str) -> None:
        """Takes a part out, and those only it names."""
        named = [one.target for one in self.relations(part) if not one.is_outside]
        own = _relations_of(part)
        for name in (part, own):
            self._gone.add(name)
            self._new.pop(name, None)
            self._changed.discard(name)
        root = self.xml(TYPES)
        for one in root.findall(f"{_TYPE_NAMES}Override"):
            if one.get("PartName") == f"/{part}":
                root.remove(one)
                self.touch(TYPES)
        for name in named:
            if self.has(name) and not self.namers(name):
                self.remove(name)

    def free(self, pattern: str) -> str:
        """The first name nobody has: "ppt/charts/chart{}.xml"."""
        number = 1
        while self.has(pattern.format(number)) or pattern.format(number) in self._archive.NameToInfo:
            number += 1
        return pattern.format(number)

    def type_of(self, part: str) -> str:
        """A part's content type, "" where none is said."""
        root = self.xml(TYPES)
        for one in root.findall(f"{_TYPE_NAMES}Override"):
            if one.get("PartName", "").lstrip("/") == part:
                return str(one.get("ContentType", ""))
        ending = part.rpartition(".")[2].lower()
        usual = (
            one for one in root.findall(f"{_TYPE_NAMES}Default") if one.get("Extension", "").lower() == ending
        )
        return str(next((one.get("ContentType", "") for one in usual), ""))

    # --- relations --------------------------------------------------------------------------------------

    def relations(self, part: str) -> tuple[Relation, ...]:
        own = _relations_of(part)
        if not self.has(own):
            return ()
        found = []
        for one in self.xml(own).findall(f"{_RELATION_NAMES}Relationship"):
            target, is_outside = one.get("Target", ""), one.get("TargetMode") == "External"
            if not is_outside:
                base = "" if target.startswith("/") else posixpath.dirname(part)
                target = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
            found.append(
                Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, is_outside)
            )
        return tuple(found)

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """The parts it names, of these kinds, that are there."""
        return (
            one.target
            for one in self.relations(part)
            if one.kind in kinds and not one.is_outside and self.has(one.target)
        )

    def target(self, part: str, id: str | None) -> str:
        """The part of a relation; "" where there is none."""
        return next(
            (
                one.target
                for one in self.relations(part)
                if one.id == id and not one.is_outside and self.has(one.target)
            ),
            "",
        )

    def namers(self, part: str) -> tuple[str, ...]:
        """The parts that name this one."""
        owners = [
            _owner_of(name)
            for name in (*self._archive.namelist(), *self._new)
            if name.endswith(".rels") and self.has(name)
        ]
        return tuple(
            owner
            for owner in dict.fromkeys(owners)
            if any(one.target == part and not one.is_outside for one in self.relations(owner))
        )

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation of a part; its id."""
        own = _relations_of(part)
        if not self.has(own):
            self.put(own, f'<Relationships xmlns="{_RELATION_NAMES[1:-1]}"/>'.encode())
        root = self.xml(own)
        taken = {one.get("Id") for one in root}
        id = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        etree.SubElement(
            root, f"{_RELATION_NAMES}Relationship", Id=id, Type=f"{RELATION}/{kind}", Target=f"/{target}"
        )
        self.touch(own)
        return id

    def unrelate(self, part: str, id: str | None) -> None:
        """Takes a relation away, and the part it named where nobody else names it."""
        target, own = self.target(part, id), _relations_of(part)
        for one in self.xml(own).findall(f"{_RELATION_NAMES}Relationship") if self.has(own) else ():
            if one.get("Id") == id:
                one.getparent().remove(one)
                self.touch(own)
        if target and not self.namers(target):
            self.remove(target)

    # --- the whole --------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        return bool(self._new or self._changed or self._gone)

    def saved(self) -> bytes:
        """The file: its parts in their order, each as it was where nobody changed it; new ones at the end."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self._archive.infolist():
                if not self.has(part.filename):
                    continue
                entry = zipfile.ZipInfo(part.filename, part.date_time)
                entry.compress_type, entry.external_attr, entry.create_system = (
                    part.compress_type,
                    part.external_attr,
                    part.create_system,
                )
                archive.writestr(entry, self._as_it_leaves(part.filename))
            for name in self._new:
                if name not in self._archive.NameToInfo:
                    entry = zipfile.ZipInfo(name, _EPOCH)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, self.raw(name))
        return out.getvalue()

    def _as_it_leaves(self, part: str) -> bytes:
        if part in self._changed or part in self._new:
            return self.raw(part)
        try:
            return self._archive.read(part)
        except _DAMAGED as error:
            raise self._damaged(part) from error


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner_of(relations: str) -> str:
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
