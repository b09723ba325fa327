"""What can be uploaded: eight sources, each a TOML file of columns, spellings and keys.

`sources()` reads `sources/<id>.toml` once. Words that several sources share (the student's columns, the
channels, yes and no) stand in `sources/_shared.toml`; a column there is taken over with `shared = "name"`
and may add aliases or override anything. Everything a reader of files must know about a column is data:
a new spelling is a line in a TOML file, never a branch in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from pipelines import data_files
from pipelines.errors import DefinitionError

MULTIPLE = frozenset({"choices", "dates", "names"})  # several values in a cell, stored joined with ";"
TYPES = MULTIPLE | {
    *("id", "email", "name", "text", "boolean", "choice", "class_year"),
    *("date", "timestamp", "integer", "number", "money"),
}

# Headers of the sheet that explains a template's columns; the import passes such a sheet over.
EXPLANATION = ("Column", "Meaning", "Type", "Unit", "Required", "Allowed values", "Example")
# The first header of the sheet with a template's example row; passed over as well.
EXAMPLE = "Example row (never imported)"

# Rules about more than one cell. The loader implements them; a source names those that apply to it.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "permissions_within_names": "More permissions than names given rejects the row: "
        "referrals_with_permission_count may not exceed referrals_count where both are given.",
        "answers_within_scale": "An answer outside the scale declared for the import rejects the row.",
    }
)

# Who a row is about: the columns that say it, in every source but the roster, which calls her address `email`.
STUDENT = "student"  # the group that one of them is needed of
STUDENT_ID = "student_id"
STUDENT_KEYS = (STUDENT_ID, "student_email")
STUDENT_NAME = "student_name"
STUDENT_EMAILS = frozenset({"student_email", "email"})
CONTACT_EMAIL = "contact_email"

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Fold a header or a cell so that spellings compare: lower case, every run of anything that is neither
    letter nor digit becomes one blank, trimmed.

    >>> normalise("  Student_ID #: ")
    'student id'
    >>> normalise("Full-time (30+ hrs)")
    'full time 30 hrs'
    """
    # The one capital that Python lowers to two signs and DuckDB to one.
    return _NOT_ALPHANUMERIC.sub(" ", text.replace("İ", "i").lower()).strip()


def _folded(text: str) -> str:
    """A spelling folded; a mark ("✓", "?") stands for itself."""
    return normalise(text) or text.strip()


def normalised_sql(text: str) -> str:
    """SQL that folds a text as `normalise` does."""
    return rf"trim(regexp_replace(lower({text}), '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"


@dataclass(frozen=True, eq=False)  # there is one of each: identity is equality, and both can be cached by
class Column:
    """One canonical column of a source.

    one_of: columns that share this word form a group; at least one is needed, in the file and in a row.
        is_last_resort: one of them that is taken where it is all there is, but not asked for in a starter.
    aliases: other headers for it, the more telling ones first.
    values: canonical value -> spellings; closed for boolean, choice and choices. An integer column may
        list words for numbers there ("none" -> 0); any plain number is welcome besides.
    blanks: spellings that mean "not known": read as an empty cell.
    plausible: numbers other than 0 outside it are asked about, and not recorded until a mapping says they are right.
    future: "" = a date after the day of import rejects the row; "if_scheduled" = allowed where the row's
        status is `scheduled` or blank, or the source has no status; "always" = allowed.
    is_useful: belongs in the starter template though it is neither required nor core.
    is_ignored: recognized, never stored; `note` says why.
    """

    name: str
    type: str
    meaning: str
    unit: str = ""
    is_required: bool = False
    one_of: str = ""
    is_last_resort: bool = False
    is_core: bool = False
    is_useful: bool = False
    aliases: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    blanks: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    plausible: tuple[float, float] | None = None
    future: str = ""
    is_ignored: bool = False
    note: str = ""
    example: str = ""

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Folded spelling -> canonical value ("" = blank). The canonical value spells itself."""
        # "-99" means blank as a whole cell, but folded it would swallow 99
        folded = {_folded(blank): "" for blank in self.blanks if not _folded(blank).isdigit()}
        for value, written in self.values.items():
            folded[_folded(value)] = value
            folded.update({_folded(spelling): value for spelling in written})
        return MappingProxyType(folded)

    def spelled(self, text: str) -> str | None:
        """The canonical value a cell spells, "" where it means blank, None where it is unknown."""
        return self.spellings.get(_folded(text))


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of file.

    grain: what one row is; noun: one and several of it.
    key: the parts that make two rows the same row, in order; a part is a column, or a name in `key_parts`, whose
    alternatives are tried in order: the first whose *first* column is filled is the part ("*" = every
    cell of the row, mapped or not). A filled `row_id` is the key instead of all that.
    key_where_filled: parts of the key only in rows that fill them: a student's row without a term keeps its key.
    unites: of rows with one key in a file, these cells hold what all of them list, `any_yes` yes where one says so, the
    others the last that is filled.
    stands_in: column -> another that may be taken for it where a person says so: a list of members may know its
        students by their addresses alone.
    has_occurrence: equal keys of one file are told apart by their ordinal (two touches on one day stay two).
    needs_date: the date column that gives an import its date range; "" = the source has none.
    counts_with: a row counts in a figure where one of these is filled; none where every row does.
    columns: those that are stored, `row_id` last. ignored_columns: recognized and left out, each with a note.
    topics: the survey's questions on the declared scale (has_scale). has_blank_reply: what a blank reply
        means is declared per import. student_may_be_sheet: one sheet or file a student is usual.
    """

    id: str
    title: str
    grain: str
    noun: tuple[str, str]
    description: str
    key: tuple[str, ...]
    key_parts: Mapping[str, tuple[tuple[str, ...], ...]]
    columns: tuple[Column, ...]
    needs_date: str = ""
    counts_with: tuple[str, ...] = ()
    key_where_filled: tuple[str, ...] = ()
    unites: tuple[str, ...] = ()
    any_yes: tuple[str, ...] = ()
    stands_in: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    has_occurrence: bool = False
    has_blank_reply: bool = False
    has_scale: bool = False
    student_may_be_sheet: bool = False
    topics: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    distinctive: tuple[str, ...] = ()  # columns that tell this source from the others
    ignored_columns: tuple[Column, ...] = ()

    def column(self, name: str) -> Column:
        """The stored column of that canonical name. Raises DefinitionError if the source has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise DefinitionError(f"The source {self.id} has no column {name}.")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def one_of_groups(self) -> Mapping[str, tuple[Column, ...]]:
        """Group -> its columns, e.g. student -> (student_id, student_email)."""
        groups: dict[str, tuple[Column, ...]] = {}
        for column in self.columns:
            if column.one_of:
                groups[column.one_of] = (*groups.get(column.one_of, ()), column)
        return groups

    @property
    def starter(self) -> tuple[Column, ...]:
        """Columns of the starter template: the core ones; without any, the required and the most useful."""
        core = tuple(column for column in self.columns if column.is_core)
        asked = (c for c in self.columns if not c.is_last_resort)
        return core or tuple(c for c in asked if c.is_required or c.one_of or c.is_useful)

    def key_alternatives(self, part: str) -> tuple[tuple[str, ...], ...]:
        """How a part of the key is composed, in order of preference; a plain column is its own part."""
        return self.key_parts.get(part, ((part,),))


_COLUMN_FIELDS = {f.name for f in fields(Column)} - {"name"}
_SOURCE_FIELDS = {f.name for f in fields(Source)} - {"id", "ignored_columns"}


@cache
def sources() -> Mapping[str, Source]:
    """Every source by id, in the order an office meets them. Raises DefinitionError naming file and entry."""
    shared = data_files.toml("sources/_shared.toml")
    return MappingProxyType(
        {id: _source(id, data_files.toml(f"sources/{id}.toml"), shared) for id in shared["order"]}
    )


def source(id: str) -> Source:
    """One source. Raises DefinitionError that lists the sources there are."""
    try:
        return sources()[id]
    except KeyError:
        raise DefinitionError(f"There is no source “{id}”. Sources are: {', '.join(sources())}.") from None


def _source(id: str, raw: Mapping[str, Any], shared: Mapping[str, Any]) -> Source:
    where = f"sources/{id}.toml"
    _only(raw, _SOURCE_FIELDS, where)
    written = {**raw["columns"], "row_id": {"shared": "row_id"}}
    columns = [_column(name, entry, shared, f"{where}, {name}") for name, entry in written.items()]
    new_source = Source(
        id=id,
        title=raw["title"],
        grain=raw["grain"],
        noun=(raw["noun"][0], raw["noun"][1]),
        description=raw["description"],
        key=tuple(raw["key"]),
        key_parts=MappingProxyType(
            {part: tuple(tuple(a) for a in ways) for part, ways in raw.get("key_parts", {}).items()}
        ),
        columns=tuple(column for column in columns if not column.is_ignored),
        needs_date=raw.get("needs_date", ""),
        counts_with=tuple(raw.get("counts_with", ())),
        key_where_filled=tuple(raw.get("key_where_filled", ())),
        unites=tuple(raw.get("unites", ())),
        any_yes=tuple(raw.get("any_yes", ())),
        stands_in=MappingProxyType(raw.get("stands_in", {})),
        has_occurrence=raw.get("has_occurrence", False),
        has_blank_reply=raw.get("has_blank_reply", False),
        has_scale=raw.get("has_scale", False),
        student_may_be_sheet=raw.get("student_may_be_sheet", False),
        topics=tuple(raw.get("topics", ())),
        rules=tuple(raw.get("rules", ())),
        distinctive=tuple(raw.get("distinctive", ())),
        ignored_columns=tuple(column for column in columns if column.is_ignored),
    )
    _check_source(new_source, where)
    return new_source


def _column(name: str, entry: Mapping[str, Any], shared: Mapping[str, Any], where: str) -> Column:
    """A column's own entry laid over the shared one; aliases and spellings add up, the rest overrides."""
    _only(entry, _COLUMN_FIELDS | {"shared", "values_of"}, where)
    if "shared" in entry and entry["shared"] not in shared["columns"]:
        raise DefinitionError(f"{where}: there is no shared column {entry['shared']}.")
    base: Mapping[str, Any] = shared["columns"][entry["shared"]] if "shared" in entry else {}
    merged: dict[str, Any] = {**base, **entry}
    merged["aliases"] = (*base.get("aliases", ()), *entry.get("aliases", ()))
    type = merged.get("type", "")
    if type not in TYPES:
        raise DefinitionError(f"{where}: “{type}” is not a type. Types are: {', '.join(sorted(TYPES))}.")
    lists = merged.pop("values_of", ["boolean"] if type == "boolean" else [])
    for one in lists:
        if one not in shared["values"]:
            raise DefinitionError(f"{where}: there is no shared list of values {one}.")
    merged["values"] = _laid_over(
        *(shared["values"][one] for one in lists), base.get("values", {}), entry.get("values", {})
    )
    kind = "words" if type in {"id", "email", "name", "text", "names"} else "typed"
    merged["blanks"] = (*shared["blanks"][kind], *shared["blanks"].get(type, ()), *merged.get("blanks", ()))
    merged.pop("shared", None)
    if "plausible" in merged:
        merged["plausible"] = tuple(merged["plausible"])
    try:
        new_column = Column(name=name, **merged)
    except TypeError as missing:
        raise DefinitionError(f"{where}: {missing}") from None
    _check_column(new_column, where)
    return new_column


def _laid_over(*lists: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """Lists of spellings one over the other: values add up, and a later list's spelling leaves the earlier
    value ("career fair" is an event among the channels, but a kind of its own among ways to a job)."""
    values: dict[str, tuple[str, ...]] = {}
    for spelled in lists:
        claimed = {normalise(spelling): value for value, all in spelled.items() for spelling in (value, *all)}
        values = {
            value: tuple(one for one in all if claimed.get(normalise(one), value) == value)
            for value, all in values.items()
        }
        for value, spellings in spelled.items():
            values[value] = (*values.get(value, ()), *spellings)
    return MappingProxyType(values)


def _only(entry: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise DefinitionError(f"{where}: unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}.")


def _check_column(column: Column, where: str) -> None:
    """A spelling may stand for one value only, and a closed list must not be empty."""
    if column.type in {"choice", "choices", "boolean"} and not column.values:
        raise DefinitionError(f"{where}: a {column.type} column needs values.")
    if column.future not in {"", "if_scheduled", "always"}:
        raise DefinitionError(f"{where}: future is “{column.future}”, not if_scheduled or always.")
    owner: dict[str, str] = {}
    for value, written in column.values.items():
        for spelling in (value, *written):
            folded = _folded(spelling)
            if owner.setdefault(folded, value) != value:
                raise DefinitionError(f"{where}: “{spelling}” spells both {owner[folded]} and {value}.")


def _check_source(source: Source, where: str) -> None:
    """Names used in keys, rules and lists exist; no two columns claim the same header."""
    names = set(source.names)
    used = {column for part in source.key for way in source.key_alternatives(part) for column in way} - {"*"}
    used |= {source.needs_date, *source.topics, *source.distinctive, *source.unites, *source.any_yes} - {""}
    used |= {*source.counts_with, *source.stands_in, *source.stands_in.values()}
    if used - names:
        raise DefinitionError(f"{where}: no such column: {', '.join(sorted(used - names))}.")
    if set(source.rules) - set(RULES):
        raise DefinitionError(f"{where}: no such rule: {', '.join(sorted(set(source.rules) - set(RULES)))}.")
    owner: dict[str, str] = {}
    for column in (*source.columns, *source.ignored_columns):
        for header in (column.name, *column.aliases):
            folded = normalise(header)
            if not folded or owner.setdefault(folded, column.name) != column.name:
                raise DefinitionError(
                    f"{where}: “{header}” names both {owner.get(folded)} and {column.name}."
                )
