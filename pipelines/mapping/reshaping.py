"""Wide files made long: several columns that are one question's choices, and before and after in one row.

    gathered: canonical column -> {header: the choice it stands for}: one cell, choices joined with `;`; a header that
              stands for no choice ("") gives its own words where nothing is chosen
    waves:    wave -> {canonical column: header}: one response a wave, so one row of the file makes two
    sections: "2", "3" -> {canonical column: header}: one row a contact, the first in the columns of the mapping itself
    joined:   canonical column -> further headers that ask the same: whichever of them is filled; or the other half of
              a name, set beside the first

A plan is data (part of a mapping, its digest and its file); `bound_to_file` turns it into SQL over the loaded text.
Of waves the row of the file stays the unit that is counted: it is accepted if all its responses are, and both carry
its row number. A wave in which nothing was answered makes no response, unless it is the same in all waves. A row a
contact is counted by itself, with nothing of the others in it: one that is rejected costs no other.

Pure. Headers and choices come from outside: headers become column numbers, choices are bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines import data_files
from pipelines.errors import FileRefused, Problem
from pipelines.mapping.cell_values.reading import DASHES, shown
from pipelines.mapping.row_contacts import is_shared, who_columns
from pipelines.mapping.split_names import are_halves, is_other_half
from pipelines.sources.catalog import Source

WAVE = "wave"
OWN_IDS = ("response_id", "row_id")  # one a row of the file: told apart by the wave where it makes two
LISTS = frozenset({"choices", "names", "dates"})
_SEPARATORS = re.compile(r"[;|\r\n]+")


@dataclass(frozen=True)
class Reshaping:
    """How a wide file becomes long. Both empty: the file is taken as it stands."""

    gathered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    waves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gathered or self.waves or self.sections or self.joined)

    @property
    def headers(self) -> frozenset[str]:
        """Every header that takes part."""
        return frozenset(
            [header for choices in self.gathered.values() for header in choices]
            + [header for columns in self.waves.values() for header in columns.values()]
            + [header for columns in self.sections.values() for header in columns.values()]
            + [header for headers in self.joined.values() for header in headers]
        )

    @property
    def columns(self) -> frozenset[str]:
        """Canonical columns that are filled, in every response."""
        in_all = [set(columns) for columns in self.waves.values()]
        common = set.intersection(*in_all) | {WAVE} if in_all else set()
        return frozenset({*self.gathered, *common})

    def as_dict(self) -> dict[str, Any]:
        """The parts that are not empty, sorted: for the digest and the mapping file."""
        written: dict[str, Any] = {}
        if self.gathered:
            written["gathered"] = {
                name: dict(sorted(of.items())) for name, of in sorted(self.gathered.items())
            }
        if self.waves:
            written["waves"] = {wave: dict(sorted(of.items())) for wave, of in sorted(self.waves.items())}
        if self.sections:
            written["sections"] = {n: dict(sorted(of.items())) for n, of in sorted(self.sections.items())}
        if self.joined:
            written["joined"] = {name: list(of) for name, of in sorted(self.joined.items())}
        return written

    def in_words(self) -> list[str]:
        """What was understood, for the person who uploads."""
        sentences = [
            f"{len(choices)} columns, one a choice, were read as one answer to {column}."
            if len(choices) > 1
            else f"“{next(iter(choices))}” was read as {column} where it says so."
            for column, choices in self.gathered.items()
        ]
        if len(self.waves) > 1:
            both = sorted(set.intersection(*(set(columns) for columns in self.waves.values())))
            sentences.append(
                f"Every row holds {' and '.join(self.waves)} answers ({', '.join(both)}): it makes one response"
                " for each; rows are counted as in the file."
            )
        sentences += [
            f"{column} was read from {' and '.join(map(shown, headers))} as well, which"
            f" {'is the other half of the name' if is_other_half(column, headers) else 'asks for the same'}."
            for column, headers in self.joined.items()
        ]
        if self.sections:
            headers = [header for columns in self.sections.values() for header in columns.values()]
            sentences.append(
                f"A row has room for {len(self.sections) + 1} contacts: each that is filled in became a row of its own"
                f" ({', '.join(map(shown, headers))})."
            )
        return sentences


@dataclass(frozen=True)
class MadeColumn:
    """A column that reshaping makes: `place` in the reshaped text, SQL over the text as loaded."""

    name: str  # canonical
    place: str
    header: str  # how problems name it
    sql: str


@dataclass(frozen=True)
class BoundReshaping:
    """A reshaping bound to a file's columns. waves: canonical values, () = one response a row.

    sections: how many rows a row may make, 1 where it is about one contact. own: number of a column -> the only one of
    those rows that it says something of.
    """

    made: tuple[MadeColumn, ...] = ()
    waves: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()  # SQL: was anything answered in that wave
    bound: Mapping[str, str] = field(default_factory=dict)
    headers: frozenset[str] = frozenset()  # of the file, that take part
    sections: int = 1
    own: Mapping[int, int] = field(default_factory=dict)

    def place_of(self, name: str) -> MadeColumn | None:
        return next((column for column in self.made if column.name == name), None)


def bound_to_file(
    plan: Reshaping, of: Source, mapped: Mapping[str, str], headers: Sequence[str]
) -> BoundReshaping | None:
    """The plan over a file's columns c0, c1, …; None where there is nothing to reshape.

    mapped: canonical column -> header of the columns that are not reshaped: in a file of two waves an id is
    told apart by the wave, and an answer given once belongs to the last wave.
    Raises FileRefused where the plan names a header the file has not.
    """
    if not plan:
        return None
    made_columns: list[MadeColumn] = []
    bound: dict[str, str] = {}
    for number, (name, choices) in enumerate(plan.gathered.items()):
        parts, own_words = [], []
        for position, (header, choice) in enumerate(choices.items()):
            place = _place(header, headers, name)
            if not choice:
                own_words.append(f"nullif(trim({place}), '')")
                continue
            key = f"choice_{number}_{position}"
            bound[key] = " ".join(_SEPARATORS.sub(",", choice).split())
            parts.append(f"case when {_is_chosen(place)} then ${key}::varchar end")
        chosen = f"nullif(concat_ws(';', {', '.join(parts)}), '')" if parts else "null"
        sql = f"coalesce({', '.join([chosen, *own_words])})"
        made_columns.append(MadeColumn(name, f"g{number}", next(iter(choices), name), sql))
    waves = tuple(plan.waves)
    names = list(dict.fromkeys(name for columns in plan.waves.values() for name in columns))
    answered = []
    if waves:
        made_columns.append(MadeColumn(WAVE, "wave", WAVE, _by_wave([_literal(wave) for wave in waves])))
        for number, name in enumerate(names):
            shared = _place(mapped[name], headers, name) if mapped.get(name) in headers else "null"
            places = [
                _place(columns[name], headers, name) if name in columns else shared
                for columns in plan.waves.values()
            ]
            heads = dict.fromkeys(columns[name] for columns in plan.waves.values() if name in columns)
            made_columns.append(MadeColumn(name, f"w{number}", " / ".join(heads), _by_wave(places)))
        once = [name for name in mapped if name not in names and mapped[name] in headers]
        for name in once:
            place = _place(mapped[name], headers, name)
            if name in OWN_IDS and len(waves) > 1:
                told_apart = [f"nullif(trim({place}), '') || {_literal('-' + wave)}" for wave in waves]
                made_columns.append(
                    MadeColumn(name, f"o{len(made_columns)}", mapped[name], _by_wave(told_apart))
                )
            elif _is_answer(of, name) and len(waves) > 1:
                only_last = [*("null" for _ in waves[:-1]), place]
                made_columns.append(
                    MadeColumn(name, f"o{len(made_columns)}", mapped[name], _by_wave(only_last))
                )
        for columns in plan.waves.values():
            cells = [
                _place(header, headers, name) for name, header in columns.items() if _is_answer(of, name)
            ]
            answered.append(" or ".join(f"nullif(trim({cell}), '') is not null" for cell in cells) or "true")
    for number, (name, others) in enumerate(plan.joined.items()):
        first = mapped.get(name, "")
        if first in headers:
            places = [_place(header, headers, name) for header in (first, *others)]
            if of.column(name).type == "name" and are_halves((first, *others)):
                sql = _in_one(places)
            else:
                sql = _joined(places, of.column(name).type in LISTS)
            made_columns.append(MadeColumn(name, f"j{number}", first, sql))
    own: dict[int, int] = {}
    if plan.sections:
        made, answered, own = _by_section(plan.sections, of, mapped, headers)
        made_columns += [one for one in made if one.name not in {made.name for made in made_columns}]
    return BoundReshaping(
        tuple(made_columns), waves, tuple(answered), bound, plan.headers, len(plan.sections) + 1, own
    )


def _by_section(
    sections: Mapping[str, Mapping[str, str]], of: Source, mapped: Mapping[str, str], headers: Sequence[str]
) -> tuple[list[MadeColumn], list[str], dict[int, int]]:
    """What a contact's row holds: (columns, SQL whether somebody is there, whose a column of the file is).

    Who it was, when and where say that somebody is there: a tick or a number alone is what a form puts in by itself.
    """
    in_sections = dict.fromkeys(name for columns in sections.values() for name in columns)
    firsts = {
        name: header
        for name, header in mapped.items()
        if header in headers and (name in in_sections or not is_shared(name, of, in_sections))
    }
    parts = [firsts, *sections.values()]
    own = {
        list(headers).index(header): part for part, columns in enumerate(parts) for header in columns.values()
    }
    made = []
    for number, name in enumerate(dict.fromkeys((*firsts, *in_sections))):
        places = [_place(part[name], headers, name) if name in part else "null" for part in parts]
        heads = dict.fromkeys(part[name] for part in parts if name in part)
        if name in OWN_IDS:
            first = _place(mapped[name], headers, name)
            places = [
                first,
                *(f"nullif(trim({first}), '') || '-{part}'" for part in range(2, len(parts) + 1)),
            ]
            own.pop(list(headers).index(mapped[name]), None)
        made.append(MadeColumn(name, f"s{number}", " / ".join(heads), _by_wave(places)))
    who = who_columns(of)
    telling = [name for name in in_sections if name in who] + [
        name
        for name in in_sections
        if name == of.needs_date or of.column(name).type in ("text", "name", "email")
    ]
    answered = [
        " or ".join(
            _is_filled(_place(part[name], headers, name), of.column(name).blanks)
            for name in dict.fromkeys(telling)
            if name in part
        )
        for part in parts
    ]
    return made, answered, own


def reshaped_sql(reshaping: BoundReshaping, width: int) -> tuple[str, dict[str, object]]:
    """SQL that makes `raw` from `wide(file_row, sheet, c0 …)`, and the values to bind besides `$first_row`.

    `raw` keeps every column of the file, so that a rejected row comes back as it was; of the columns of several
    contacts those of its own.
    """
    own = [
        f"case when wave_number = {reshaping.own[number]} then c{number} end as c{number}"
        if number in reshaping.own
        else f"c{number}"
        for number in range(width)
    ]
    made_columns = [f"{one.sql} as {one.place}" for one in reshaping.made]
    parts = range(max(len(reshaping.waves), reshaping.sections))
    is_there = [f"(wave_number = {number} and ({sql}))" for number, sql in enumerate(reshaping.answered)]
    nowhere = " and ".join(f"not ({sql})" for sql in reshaping.answered)
    where = f"where {' or '.join(is_there)} or (wave_number = 0 and {nowhere})" if is_there else ""
    sql = f"""
create temp table raw as
select coalesce(file_row, wide.rowid + $first_row) as file_row, sheet, {", ".join([*own, *made_columns])}
from wide cross join (select unnest([{", ".join(map(str, parts))}]) as wave_number)
{where}
order by wide.rowid, wave_number
"""  # noqa: S608 - numbered columns and words of our own files; choices are bound
    return sql, dict(reshaping.bound)


def _by_wave(values: Sequence[str]) -> str:
    return f"case wave_number {' '.join(f'when {n} then {value}' for n, value in enumerate(values))} end"


def _is_answer(of: Source, name: str) -> bool:
    """What a person answers, and so gives at one moment; ids, dates and names hold for the whole row."""
    return name != WAVE and (name in of.topics or of.column(name).type in {"choice", "choices"})


def _place(header: str, headers: Sequence[str], name: str) -> str:
    if header not in headers:
        raise FileRefused(
            f"The mapping reads {name} from a column the file does not have.",
            (Problem("missing_column", f"The file has no header “{header}”.", column=name, expected=header),),
        )
    return f"c{list(headers).index(header)}"


def _literal(text: str) -> str:
    """A word of our own source files as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _is_filled(cell: str, blanks: Sequence[str]) -> str:
    words = ", ".join(map(_literal, sorted(DASHES | {blank.casefold() for blank in blanks})))
    return f"lower(trim({cell})) not in ({words})"


def _in_one(places: Sequence[str]) -> str:
    """A name from its halves; either may be blank."""
    cells = ", ".join(f"case when {_is_filled(place, ())} then trim({place}) end" for place in places)
    return f"nullif(concat_ws(' ', {cells}), '')"


def _joined(places: Sequence[str], is_list: bool) -> str:
    """Whichever cell is filled. Several that differ are one list, or else one cell that nobody can read."""
    cells = [f"case when {_is_filled(place, ())} then trim({place}) end" for place in places]
    apart = ";" if is_list else " | "
    filled = f"list_filter([{', '.join(cells)}], lambda cell: cell is not null)"
    each_once = f"list_filter({filled}, lambda cell, place: list_position({filled}, cell) = place)"
    return f"nullif(array_to_string({each_once}, '{apart}'), '')"


def _is_chosen(cell: str) -> str:
    not_chosen = ", ".join(_literal(word) for word in wide_data()["not_chosen"])
    return f"nullif(trim({cell}), '') is not null and lower(trim({cell})) not in ({not_chosen})"


def wide_data() -> Mapping[str, Any]:
    """How wide files speak: sources/_wide.toml."""
    return data_files.toml("sources/_wide.toml")
