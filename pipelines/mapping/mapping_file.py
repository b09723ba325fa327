"""A mapping as a small TOML file: what a person may say about a file, read strictly.

    text -> parse_mapping() -> MappingFile (not yet compared with a file)

Every entry that is no setting, no value or of the wrong kind is refused with its name and the nearest that is.
Pure functions, but for `read_mapping_file`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from pipelines.errors import FileRefused, Problem, UserError
from pipelines.mapping.cell_values import unit_answers
from pipelines.mapping.cell_values.date_orders import ORDERS
from pipelines.mapping.cell_values.parsers import why_not
from pipelines.mapping.cell_values.reading import DECIDED_BY_VALUE
from pipelines.mapping.matching import nearest_of, padded
from pipelines.mapping.outside import OUTSIDE
from pipelines.mapping.reshaping import WAVE, Reshaping
from pipelines.mapping.row_contacts import who_columns
from pipelines.mapping.zones import Shift, known_zone
from pipelines.sources.catalog import Column, Source, normalise, sources

BLANK_REPLIES = ("no_reply", "not_recorded")
DIRECTIONS = ("up", "down")
RESHAPE = ("no", "first_contact")
SHEETS = ("one", "many")


@dataclass(frozen=True)
class FileShape:
    """By what a file of the same kind is known again: the tool, one sheet or many, the folded headers."""

    tool: str
    sheets: str
    headers: frozenset[str]

    def as_dict(self) -> dict[str, Any]:
        return {"tool": self.tool, "sheets": self.sheets, "headers": sorted(self.headers)}


@dataclass(frozen=True)
class MappingFile:
    """What a person wrote into a mapping file (TOML), not yet compared with a file. "" or None = not said.

    columns: canonical column -> header; the header "" says that the column is not to be taken.
    gathered, waves, sections, joined: as in reshaping.py. is_as_it_stands: the file is not to be reshaped;
    is_first_only: of a row about several contacts only the first is to be taken.
    confirm: the numbers of a calendar's entries that were informational interviews.
    units: canonical column -> what its bare numbers count, one of the answers of cell_values/unit_answers.py.
    based_on: the name of a saved mapping this one is laid over. title, shape: of a saved mapping.
    """

    name: str = ""
    source: str = ""
    sheet: str = ""
    date_order: str = ""
    blank_reply: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    scale_low: float | None = None
    scale_high: float | None = None
    scale_direction: str = ""
    gathered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    waves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_as_it_stands: bool = False
    zone: Shift | None = None
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_first_only: bool = False
    based_on: str = ""
    title: str = ""
    shape: FileShape | None = None
    confirm: tuple[int, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def reshaping(self) -> Reshaping:
        return Reshaping(self.gathered, self.waves, self.sections, self.joined)

    @property
    def used_headers(self) -> frozenset[str]:
        """Every header it names."""
        plain = {header for header in self.columns.values() if header and header not in OUTSIDE}
        return frozenset(plain | self.reshaping.headers)

    @property
    def unused_headers(self) -> frozenset[str]:
        """Folded headers of a saved mapping's own file that were not used there, so are not used again."""
        if self.shape is None:
            return frozenset()
        return self.shape.headers - {normalise(header) for header in self.used_headers}


def laid_over(upper: MappingFile, base: MappingFile) -> MappingFile:
    """One mapping file over another: what the upper says counts, for the rest the lower one."""
    values = {
        column: {**base.values.get(column, {}), **upper.values.get(column, {})}
        for column in {**base.values, **upper.values}
    }
    scale = upper if upper.scale_low is not None else base
    columns = {**base.columns, **upper.columns}
    reshaped = upper if upper.gathered or upper.waves or upper.is_as_it_stands else base
    rows = upper if upper.sections or upper.is_first_only or upper.is_as_it_stands else base
    return MappingFile(
        name=upper.name or base.name,
        source=upper.source or base.source,
        sheet=upper.sheet or base.sheet,
        date_order=upper.date_order or base.date_order,
        blank_reply=upper.blank_reply or base.blank_reply,
        columns={c: h for c, h in columns.items() if c not in upper.constants},
        values=values,
        constants={
            **{c: v for c, v in base.constants.items() if not upper.columns.get(c)},
            **upper.constants,
        },
        scale_low=scale.scale_low,
        scale_high=scale.scale_high,
        scale_direction=scale.scale_direction,
        gathered={c: g for c, g in reshaped.gathered.items() if c not in upper.columns},
        waves=reshaped.waves,
        is_as_it_stands=reshaped.is_as_it_stands,
        sections=rows.sections,
        is_first_only=rows.is_first_only,
        joined={c: headers for c, headers in (upper.joined or base.joined).items() if c not in upper.columns},
        zone=upper.zone or base.zone,
        based_on=upper.based_on,
        title=base.title,
        shape=base.shape,
        confirm=upper.confirm,
        units={**base.units, **upper.units},
    )


# -- reading ------------------------------------------------------------------------------------------

_KEYS: dict[str, type] = {
    "name": str,
    "source": str,
    "sheet": str,
    "date_order": str,
    "blank_reply": str,
    "reshape": str,
    "based_on": str,
    "columns": dict,
    "values": dict,
    "constants": dict,
    "scale": dict,
    "gathered": dict,
    "waves": dict,
    "sections": dict,
    "joined": dict,
    "time_zone": dict,
    "shape": dict,
    "confirm": list,
    "units": dict,
}


def read_mapping_file(path: Path) -> MappingFile:
    """Read a mapping file (TOML). Raises UserError naming file, entry and what is expected."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError:
        raise UserError(f"There is no mapping file {path.name}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The mapping file {path.name} cannot be read as UTF-8 text.") from error


def parse_mapping(text: str, name: str = "mapping") -> MappingFile:
    """The text of a mapping file. Raises UserError as `read_mapping_file`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The mapping file {name} is not valid TOML: {error}.") from None
    for key, value in raw.items():
        is_one_of(key, _KEYS, f"{name}: “{key}” is not a setting")
        if not isinstance(value, _KEYS[key]):
            kinds: dict[type, str] = {dict: "a table", list: "a list of numbers, such as [1, 4]"}
            kind = kinds.get(_KEYS[key], "text in quotes")
            raise UserError(f"{name}: {key} must be {kind}.")
    for key, allowed in (
        ("source", sources()),
        ("date_order", ORDERS),
        ("blank_reply", BLANK_REPLIES),
        ("reshape", RESHAPE),
    ):
        if key in raw:
            is_one_of(raw[key], allowed, f"{name}: {key} is “{raw[key]}”")
    low, high, direction = _scale(raw.get("scale", {}), name)
    return MappingFile(
        name=name,
        source=raw.get("source", ""),
        sheet=raw.get("sheet", ""),
        date_order=raw.get("date_order", ""),
        blank_reply=raw.get("blank_reply", ""),
        columns=_texts(raw.get("columns", {}), f"{name}: columns", is_header=True),
        values=_nested(raw, "values", name, '"Placed" = "…"'),
        constants=_texts(raw.get("constants", {}), f"{name}: constants"),
        scale_low=low,
        scale_high=high,
        scale_direction=direction,
        gathered=_nested(raw, "gathered", name, '"How found? - LinkedIn" = "LinkedIn"'),
        waves=_nested(raw, "waves", name, 'clarity = "Clarity (before)"'),
        is_as_it_stands=raw.get("reshape") == "no",
        sections=_nested(raw, "sections", name, 'contact_name = "Contact 2 name"'),
        joined={
            key: _list(headers, f"{name}: joined.{key}") for key, headers in raw.get("joined", {}).items()
        },
        is_first_only=raw.get("reshape") == "first_contact",
        zone=_zone(raw.get("time_zone", {}), name),
        based_on=raw.get("based_on", ""),
        title=raw.get("name", ""),
        shape=_shape(raw.get("shape", {}), name),
        units=_texts(raw.get("units", {}), f"{name}: units"),
        confirm=_numbers(raw.get("confirm", []), f"{name}: confirm"),
    )


def _numbers(raw: Sequence[Any], where: str) -> tuple[int, ...]:
    if any(isinstance(one, bool) or not isinstance(one, int) for one in raw):
        raise UserError(f"{where} must be a list of numbers, such as [1, 4].")
    return tuple(dict.fromkeys(raw))


def _nested(raw: Mapping[str, Any], table: str, name: str, example: str) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for key, written in raw.get(table, {}).items():
        if not isinstance(written, dict):
            raise UserError(f"{name}: {table}.{key} must be a table such as [{table}.{key}] {example}.")
        tables[key] = _texts(written, f"{name}: {table}.{key}")
    return tables


def _texts(table: Mapping[str, Any], where: str, is_header: bool = False) -> dict[str, str]:
    """A table of texts; numbers and true/false are taken as the text they print, but not as a header."""
    texts = {}
    for key, value in table.items():
        if isinstance(value, bool):
            value = "true" if value else "false"
        if isinstance(value, (dict, list)) or (is_header and not isinstance(value, str)):
            raise UserError(f"{where}.{key} must be text in quotes.")
        texts[key] = str(value)
    return texts


def _scale(raw: Mapping[str, Any], name: str) -> tuple[float | None, float | None, str]:
    for key in raw:
        is_one_of(key, ("low", "high", "direction"), f"{name}: scale.{key} is not a setting")
    if not raw:
        return None, None, ""
    ends = []
    for key in ("low", "high"):
        value = raw.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise UserError(f"{name}: scale.{key} must be a number; a scale needs both low and high.")
        ends.append(float(value))
    if not ends[0] < ends[1]:
        raise UserError(
            f'{name}: scale.low must be below scale.high; turn a scale around with direction = "down".'
        )
    direction = raw.get("direction", "up")
    is_one_of(direction, DIRECTIONS, f"{name}: scale.direction is “{direction}”")
    return ends[0], ends[1], direction


def _zone(raw: Mapping[str, Any], name: str) -> Shift | None:
    if not raw:
        return None
    for key in raw:
        is_one_of(key, ("of", "to", "columns"), f"{name}: time_zone.{key} is not a setting")
    for key in ("of", "to"):
        if not isinstance(raw.get(key), str) or not known_zone(raw[key]):
            raise UserError(f'{name}: time_zone.{key} must be a time zone such as "America/New_York".')
    return Shift(raw["of"], raw["to"], tuple(_list(raw.get("columns", []), f"{name}: time_zone.columns")))


def _shape(raw: Mapping[str, Any], name: str) -> FileShape | None:
    if not raw:
        return None
    for key in raw:
        is_one_of(key, ("tool", "sheets", "headers"), f"{name}: shape.{key} is not a setting")
    tool, sheets = raw.get("tool", ""), raw.get("sheets", "one")
    is_one_of(sheets, SHEETS, f"{name}: shape.sheets is “{sheets}”")
    if not isinstance(tool, str):
        raise UserError(f"{name}: shape.tool must be text in quotes.")
    headers = _list(raw.get("headers", []), f"{name}: shape.headers")
    return FileShape(tool, sheets, frozenset(normalise(header) for header in headers))


def _list(raw: Any, where: str) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise UserError(f"{where} must be a list of texts in quotes.")
    return raw


def is_one_of(word: Any, allowed: Iterable[str], sentence: str) -> None:
    """Raise UserError, with the nearest that is allowed, where a word is none of them."""
    allowed = list(allowed)
    if word not in allowed:
        near = process.extractOne(str(word), allowed, scorer=fuzz.ratio, score_cutoff=60)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UserError(f"{sentence}; expected {', '.join(allowed)}.{hint}")


# -- against a source and a file ----------------------------------------------------------------------


def sources_meant(mapping_file: MappingFile) -> list[str]:
    """The sources a mapping file can be for: those that have every column it names; none where it names none."""
    waves = {name for columns in mapping_file.waves.values() for name in columns}
    waves |= {name for columns in mapping_file.sections.values() for name in columns}
    named = {
        *mapping_file.joined,
        *mapping_file.columns,
        *mapping_file.values,
        *mapping_file.constants,
        *mapping_file.gathered,
        *mapping_file.units,
        *waves,
    }
    return [of.id for of in sources().values() if named and named <= set(of.names)]


def check_against(mapping_file: MappingFile, of: Source) -> None:
    """Everything the mapping file names exists in the source and applies to it. Raises UserError."""
    where = mapping_file.name or "The mapping"
    if mapping_file.source and mapping_file.source != of.id:
        raise UserError(
            f"{where}: its source is {mapping_file.source}, but the file is to be read as {of.id}."
        )
    named_in_waves = {name: "" for columns in mapping_file.waves.values() for name in columns}
    named_in_sections = {name: "" for columns in mapping_file.sections.values() for name in columns}
    tables: dict[str, Mapping[str, Any]] = {
        "columns": mapping_file.columns,
        "values": mapping_file.values,
        "constants": mapping_file.constants,
        "gathered": mapping_file.gathered,
        "waves": named_in_waves,
        "sections": named_in_sections,
        "joined": mapping_file.joined,
        "units": mapping_file.units,
        "time_zone": dict.fromkeys(mapping_file.zone.columns if mapping_file.zone else ()),
    }
    for table, named in tables.items():
        for column in named:
            if column in {c.name for c in of.ignored_columns}:
                note = next(c.note for c in of.ignored_columns if c.name == column)
                raise UserError(f"{where}: {table}.{column} cannot be taken. {note}")
            is_one_of(column, of.names, f"{where}: {table}.{column} is not a column of {of.id}")
    both = sorted({c for c, header in mapping_file.columns.items() if header} & set(mapping_file.constants))
    if both:
        raise UserError(f"{where}: {both[0]} is given both a header and a constant; keep one of them.")
    if mapping_file.blank_reply and not of.has_blank_reply:
        raise UserError(f"{where}: blank_reply does not apply to {of.id}, which has no replies.")
    if mapping_file.scale_low is not None and not of.has_scale:
        raise UserError(f"{where}: scale does not apply to {of.id}; only a survey has one.")
    for column, answer in mapping_file.units.items():
        allowed = unit_answers.answers(of.column(column))
        if not allowed:
            raise UserError(f"{where}: units.{column} does not apply; nobody asks what its numbers count.")
        is_one_of(answer, allowed, f"{where}: units.{column} is “{answer}”")
    for column in mapping_file.gathered:
        if of.column(column).type not in {"choice", "choices"}:
            raise UserError(f"{where}: gathered.{column} is no list of choices.")
    if mapping_file.waves and not of.has_scale:
        raise UserError(f"{where}: waves do not apply to {of.id}; only a survey has them.")
    if mapping_file.sections and not who_columns(of):
        raise UserError(f"{where}: sections do not apply to {of.id}, whose rows are not about a contact.")
    for number in mapping_file.sections:
        if not (number.isdecimal() and int(number) > 1):
            raise UserError(
                f"{where}: sections.{number} must be a number from 2 on: the first is in columns."
            )
    for wave in mapping_file.waves:
        is_one_of(wave, of.column(WAVE).values, f"{where}: waves.{wave} is no wave")


def header_meant(wanted: str, columns: Sequence[str], labels: Sequence[str], column: str) -> str:
    """The file's header a mapping file means: as written, else folded, else by its question text."""
    if wanted in OUTSIDE or wanted in columns:
        return wanted
    folded = [h for h in columns if normalise(h) == normalise(wanted)]
    asked = [
        h
        for h, lb in zip(columns, padded(labels, columns), strict=True)
        if normalise(lb) == normalise(wanted)
    ]
    for headers in (folded, asked):
        if len(headers) == 1 and normalise(wanted):
            return headers[0]
    near = nearest_of(columns, wanted)
    hint = f" Nearest are: {', '.join(f'“{h}”' for h in near)}." if near else ""
    raise FileRefused(
        f"The mapping says {column} is in “{wanted}”, but the file has no such header.{hint}",
        (Problem("no_such_header", f"The file has no header “{wanted}”.", column=column, expected=wanted),),
    )


def reshaping_meant(plan: Reshaping, columns: Sequence[str], labels: Sequence[str]) -> Reshaping:
    """The plan with the file's own headers. Raises FileRefused for a header the file has not."""

    def named(column: str, header: str) -> str:
        return header_meant(header, columns, labels, column)

    return Reshaping(
        {c: {named(c, h): choice for h, choice in choices.items()} for c, choices in plan.gathered.items()},
        {wave: {c: named(c, h) for c, h in of_wave.items()} for wave, of_wave in plan.waves.items()},
        {n: {c: named(c, h) for c, h in of_one.items()} for n, of_one in plan.sections.items()},
        {c: [named(c, h) for h in headers] for c, headers in plan.joined.items()},
    )


def each_once(given: Mapping[str, str], plan: Reshaping, where: str) -> None:
    """No header fills two columns. Raises UserError naming both."""
    owner: dict[str, str] = {}
    uses = list(given.items())
    uses += [(f"gathered.{c}", h) for c, choices in plan.gathered.items() for h in choices]
    uses += [(f"waves.{w}.{c}", h) for w, named in plan.waves.items() for c, h in named.items()]
    uses += [(f"sections.{n}.{c}", h) for n, named in plan.sections.items() for c, h in named.items()]
    uses += [(f"joined.{c}", h) for c, headers in plan.joined.items() for h in headers]
    for column, header in uses:
        if header not in OUTSIDE and owner.setdefault(header, column) != column:
            raise UserError(
                f"{where or 'The mapping'}: “{header}” is given to both {owner[header]} and {column}; "
                "a header can fill one column only."
            )


def _allowed(column: Column) -> list[str]:
    return list(column.values) if column.type in DECIDED_BY_VALUE else []


def constant(column: Column, value: str, where: str) -> str:
    """A constant in canonical spelling. Raises UserError where the values are closed and it is none."""
    allowed = _allowed(column)
    if not allowed:
        return value.strip()
    canonical = column.spelled(value)
    if not canonical:
        is_one_of(value, allowed, f"{where or 'The mapping'}: constants.{column.name} is “{value}”")
    return canonical or value


def spelled_values(column: Column, spelled: Mapping[str, str]) -> dict[str, str]:
    """Spellings a mapping file adds. Raises UserError where one leads to a value the column does not have."""
    allowed = _allowed(column)
    for spelling, value in spelled.items():
        leads = f"values.{column.name}: “{spelling}” leads to “{value}”"
        if allowed:
            is_one_of(value, ["", *allowed], leads)
        elif why := why_not(column, value):
            raise UserError(f"{leads}. {why}")
    return dict(spelled)
