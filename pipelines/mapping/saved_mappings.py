"""What an office decided about its files, kept in the warehouse folder as TOML that can be read and shared.

    mappings/<slug>.toml   a mapping under a name, with the shape of its file: usable with `import --mapping`
    spellings.toml         what a spelling means, by source and column, in which order dates are written, and what
                           numbers count, by column and header

A file is known again by its shape: the same tool and headers, moved, or with some added or renamed as long as
every header the mapping uses is there. Files are replaced in one step, so a crash leaves the old one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines import file_names
from pipelines.errors import UserError
from pipelines.mapping.cell_values.date_orders import ORDERS
from pipelines.mapping.cell_values.reading import DECIDED_BY_VALUE
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import (
    FileShape,
    MappingFile,
    parse_mapping,
    read_mapping_file,
)
from pipelines.mapping.toml_text import rewritten
from pipelines.private_files import write_whole
from pipelines.sources.catalog import Column, normalise, sources
from pipelines.typed_json import from_plain

ALIKE = 0.8  # Jaccard: headers in common ÷ headers in either
_SPELLINGS = "spellings.toml"
_LONGEST_NAME = 80
_LONGEST_SLUG = 60
_SPELLINGS_BEGIN = (
    "# What this office decided once about how it writes things. A line may be removed to be asked again.\n"
)


@dataclass(frozen=True)
class Saved:
    """A saved mapping. name: what a person called it; slug: its file's name without ending."""

    name: str
    slug: str
    file: MappingFile

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "slug": self.slug, "source": self.file.source}


@dataclass(frozen=True)
class UsedMapping:
    """What is told of a saved mapping that a file was read with; the fields of Saved and Known."""

    name: str
    slug: str
    source: str
    likeness: float
    changed: str


@dataclass(frozen=True)
class Known:
    """A saved mapping that fits a file. likeness: 1.0 = the very same headers; changed: words for the screen."""

    saved: Saved
    likeness: float
    changed: str

    @property
    def used(self) -> UsedMapping:
        return UsedMapping(**self.saved.as_dict(), likeness=self.likeness, changed=self.changed)


def shape_of(columns: Sequence[str], tool: str, sheets: Sequence[str] = ()) -> FileShape:
    """By what a file is known again."""
    headers = frozenset(normalise(header) for header in columns) - {""}
    return FileShape(tool, "many" if len(sheets) > 1 else "one", headers)


# -- saved mappings -----------------------------------------------------------------------------------


def slug_of(name: str) -> str:
    """A file name made of plain letters and digits; names from outside are never paths."""
    return file_names.slug(name)[:_LONGEST_SLUG].strip("-") or "mapping"


def save(folder: Path, name: str, mapping: Mapping, shape: FileShape) -> Saved:
    """Keep a mapping under a name; one of the same name is replaced. Raises UserError for a name that is none."""
    title = _checked_name(name)
    return _keep(folder, title, mapping.document(title, shape))


def save_file(
    folder: Path, name: str, mapping_file: MappingFile, document: MappingType[str, Any], text: str = ""
) -> Saved:
    """Keep what a mapping file or an import says; its shape is its own, else the headers it uses.

    text: the mapping file as a person wrote it, whose comments are kept with it.
    """
    title = _checked_name(name)
    if not mapping_file.source:
        raise UserError('The mapping does not say what it is for: add source = "…" as its first line.')
    shape = mapping_file.shape or shape_of(sorted(mapping_file.used_headers), "")
    kept = {key: value for key, value in document.items() if key not in ("name", "shape", "read_date_order")}
    return _keep(folder, title, {"name": title, **kept, "shape": shape.as_dict()}, text)


def saved(folder: Path) -> list[Saved]:
    """Every saved mapping, by name. Raises UserError naming a file that cannot be read."""
    there = []
    for path in sorted((folder / "mappings").glob("*.toml")):
        mapping_file = read_mapping_file(path)
        there.append(Saved(mapping_file.title or path.stem, path.stem, mapping_file))
    return sorted(there, key=lambda one: one.name.casefold())


def decided_at(folder: Path) -> datetime | None:
    """When the office decided something about its files last; None where it never has."""
    decisions = [*(folder / "mappings").glob("*.toml"), *folder.glob(_SPELLINGS)]
    newest = max((path.stat().st_mtime for path in decisions), default=None)
    return None if newest is None else datetime.fromtimestamp(newest).astimezone()


def saved_named(folder: Path, name: str) -> Saved:
    """The saved mapping of a name (or slug). Raises UserError naming those there are."""
    there = saved(folder)
    for one in there:
        if name.casefold() in (one.name.casefold(), one.slug):
            return one
    known = ", ".join(one.name for one in there) or "none yet"
    raise UserError(f"There is no saved mapping “{name}”. Saved are: {known}.")


def text_of(folder: Path, name: str) -> str:
    """The saved mapping as TOML, to be shared."""
    return _path(folder, saved_named(folder, name).slug).read_text(encoding="utf-8")


def delete(folder: Path, name: str) -> Saved:
    """Forget a saved mapping; imports made with it stay as they are."""
    forgotten = saved_named(folder, name)
    _path(folder, forgotten.slug).unlink()
    return forgotten


def known_again(there: Sequence[Saved], shape: FileShape, source: str = "") -> Known | None:
    """The saved mapping that fits a file best, None where none does. source: only mappings for it."""
    fitting = [known for one in there if (known := _fits(one, shape, source))]
    return max(fitting, key=lambda known: (known.likeness, known.saved.name), default=None)


def _fits(one: Saved, shape: FileShape, source: str) -> Known | None:
    saved_shape = one.file.shape
    if saved_shape is None or not one.file.source or (source and one.file.source != source):
        return None
    if (
        saved_shape.tool and shape.tool and saved_shape.tool != shape.tool
    ) or saved_shape.sheets != shape.sheets:
        return None
    used = {normalise(header) for header in one.file.used_headers}
    both = saved_shape.headers & shape.headers
    either = saved_shape.headers | shape.headers
    likeness = len(both) / len(either) if either else 0.0
    if likeness < ALIKE or not used <= shape.headers:
        return None
    changes = [
        f"{len(headers)} {'column' if len(headers) == 1 else 'columns'} {what}"
        for headers, what in (
            (shape.headers - saved_shape.headers, "new"),
            (saved_shape.headers - shape.headers, "gone"),
        )
        if headers
    ]
    return Known(one, round(likeness, 4), ", ".join(changes))


def _checked_name(name: str) -> str:
    title = " ".join(name.split())
    if not title or len(title) > _LONGEST_NAME or not any(sign.isalnum() for sign in title):
        raise UserError(f"A mapping's name is 1 to {_LONGEST_NAME} characters, with a letter or digit.")
    return title


def _keep(folder: Path, title: str, document: MappingType[str, Any], text: str = "") -> Saved:
    """Write a mapping under a free file name; over one of the same name, whose comments stay."""
    taken = {one.slug: one.name for one in saved(folder)}
    slug, number = slug_of(title), 2
    while taken.get(slug, title).casefold() != title.casefold():
        slug, number = f"{slug_of(title)}-{number}", number + 1
    path = _path(folder, slug)
    before = path.read_text(encoding="utf-8-sig") if slug in taken else text
    after = rewritten(before, document)
    mapping_file = parse_mapping(after, title)
    write_whole(path, after)
    return Saved(title, slug, mapping_file)


def _path(folder: Path, slug: str) -> Path:
    return folder / "mappings" / f"{slug}.toml"


# -- spellings and the order of dates -----------------------------------------------------------------


@dataclass(frozen=True)
class UnitsMeant:
    """What numbers count that nothing else tells the unit of; middle: the median of those it was said of."""

    answer: str
    middle: float


@dataclass(frozen=True)
class Decided:
    """What the office decided once. spellings: source -> column -> {spelling as written: canonical value}.

    units: column -> {folded header: what its numbers count}.
    """

    spellings: MappingType[str, MappingType[str, MappingType[str, str]]]
    date_order: str = ""
    units: MappingType[str, MappingType[str, UnitsMeant]] = field(default_factory=dict)

    def folded(self, source: str) -> dict[str, dict[str, str]]:
        """Of one source: column -> {folded spelling: value}, leaving out values that are none any more.

        What was said of a column in another kind of file holds for the column of that name here, below what was said
        of it here.
        """
        of = sources()[source]
        elsewhere = [columns for name, columns in self.spellings.items() if name != source]
        known: dict[str, dict[str, str]] = {}
        for columns in (*elsewhere, self.spellings.get(source, {})):
            for column, written in columns.items():
                if column in of.names and of.column(column).type in DECIDED_BY_VALUE:
                    known.setdefault(column, {}).update(_still_meant(written, of.column(column)))
        return known


def _still_meant(written: MappingType[str, str], column: Column) -> dict[str, str]:
    return {
        normalise(spelling): value
        for spelling, value in written.items()
        if normalise(spelling) and (not value or value in column.values)
    }


def decided(folder: Path) -> Decided:
    """What the office decided so far. Raises UserError where the file is not what it must be."""
    path = folder / _SPELLINGS
    if not path.exists():
        return Decided({})
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UserError(f"spellings.toml cannot be read: {problem}. Mend or remove it.") from None
    order = raw.pop("date_order", "")
    if order not in ("", *ORDERS):
        raise UserError(f"spellings.toml: date_order is none of {', '.join(ORDERS)}.")
    units = _units(raw.pop("units", {}))
    spellings: dict[str, dict[str, dict[str, str]]] = {}
    for source, columns in raw.items():
        if source not in sources() or not isinstance(columns, dict):
            raise UserError(f"spellings.toml: “{source}” is no source. Sources are: {', '.join(sources())}.")
        for column, written in columns.items():
            if not isinstance(written, dict) or not all(isinstance(value, str) for value in written.values()):
                raise UserError(f'spellings.toml: {source}.{column} must be a table of "spelling" = "value".')
            spellings.setdefault(source, {})[column] = dict(written)
    return Decided(spellings, order, units)


def _units(raw: Any) -> dict[str, dict[str, UnitsMeant]]:
    """Raises UserError where the table is not what `remember` writes."""
    try:
        return {
            column: {header: from_plain(UnitsMeant, meant) for header, meant in by_header.items()}
            for column, by_header in raw.items()
        }
    except (AttributeError, ValueError):
        expected = '"header" = { answer = "dollars", middle = 210000.0 }'
        raise UserError(f"spellings.toml: units.<column> must be a table of {expected}.") from None


def remember(
    folder: Path,
    source: str,
    mapping_file: MappingFile,
    units: MappingType[str, MappingType[str, UnitsMeant]] = MappingProxyType({}),
) -> None:
    """Keep what a person said about spellings, dates and what numbers count, for every later file of this office."""
    of = sources()[source]
    before = decided(folder)
    spellings = {
        one: {c: dict(written) for c, written in columns.items()} for one, columns in before.spellings.items()
    }
    for column, written in mapping_file.values.items():
        if written and of.column(column).type in DECIDED_BY_VALUE:
            mine = spellings.setdefault(source, {}).setdefault(column, {})
            folded = {normalise(spelling) for spelling in written}
            mine = {spelling: value for spelling, value in mine.items() if normalise(spelling) not in folded}
            spellings[source][column] = {**mine, **written}
    meant = {
        column: {**before.units.get(column, {}), **units.get(column, {})}
        for column in {**before.units, **units}
    }
    after = Decided(spellings, mapping_file.date_order or before.date_order, meant)
    if after != before:
        path = folder / _SPELLINGS
        text = path.read_text(encoding="utf-8-sig") if path.exists() else _SPELLINGS_BEGIN
        plain = {c: {header: asdict(one) for header, one in of.items()} for c, of in after.units.items()}
        document = {"date_order": after.date_order, **after.spellings, "units": plain}
        write_whole(path, rewritten(text, document))
