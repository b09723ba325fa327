"""From the headers and values of a file to the columns of a source: propose, explain, refuse.

    Reading's columns, labels and samples -> propose() -> Mapping (or FileRefused that says what is missing)

What a mapping file says comes before what is found. What is found: columns (matching.py, by names and values),
wide files made long (wide.py), the scale of a survey (scales.py), the zone of a tool's moments (zones.py).
Pure functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import replace
from typing import NoReturn

from pipelines.errors import FileRefused, Problem
from pipelines.mapping import mapping_file as files
from pipelines.mapping import matching, repeated_columns, scales, split_names, wide
from pipelines.mapping.evidence import Evidence
from pipelines.mapping.further_rows import further_rows
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import MappingFile
from pipelines.mapping.matching import How, Match, nearest_headers
from pipelines.mapping.outside import FILE, OUTSIDE, SHEET
from pipelines.mapping.reshaping import LISTS, Reshaping
from pipelines.mapping.source_guess import refuse_known
from pipelines.mapping.tool_columns import always_said, tool_headers
from pipelines.mapping.zones import Shift, known_zone
from pipelines.sources.catalog import (
    CONTACT_EMAIL,
    STUDENT,
    STUDENT_ID,
    STUDENT_KEYS,
    Source,
    normalise,
    sources,
)
from pipelines.sources.catalog import source as source_named
from pipelines.sources.names import a_file

_NO_COLUMN_OF_ITS_OWN = ("constant", "ignored", "gathered", "wave", "section", "joined")
_SAID_BY_TOOL = "every row of such an export says it"


def propose(
    columns: Sequence[str],
    labels: Sequence[str],
    source: str,
    file: MappingFile | None = None,
    *,
    tool: str = "",
    sheets: Sequence[str] = (),
    evidence: Dict[str, Evidence] | None = None,
    time_zone: str = "",
    office_zone: str = "",
) -> Mapping:
    """The mapping of a file's headers onto a source; what a mapping file says comes before what we find.

    sheets: names of the sheets that share this header, where there are several. evidence: header -> what its
    values say. time_zone: of the moments the tool stamped, office_zone: of the office.
    Raises UserError for a mapping file that does not fit the source, FileRefused where a header it names does
    not exist or a required column is missing; both name the nearest there is.
    """
    refuse_known(columns, tool)
    of = _known_source(source)
    mapping_file = file or MappingFile()
    files.check_against(mapping_file, of)
    given = {
        column: files.header_meant(header, columns, labels, column)
        for column, header in mapping_file.columns.items()
        if header
    }
    decided = files.reshaping_meant(mapping_file.reshaping, columns, labels)
    evidence = dict(evidence or {})
    halves = {}
    if not (mapping_file.is_as_it_stands or decided.joined):
        halves = repeated_columns.halves(columns, labels, evidence, is_each_alone=of.has_scale)
    names = {}
    if not mapping_file.is_as_it_stands:
        names = split_names.pairs(columns, of, matching.known_names(of.id))
        names = {
            column: two for column, two in names.items() if column not in {*given, *mapping_file.columns}
        }
        halves |= {first: (last,) for first, last in names.values() if not {first, last} & set(halves)}
    second_halves = [header for others in halves.values() for header in others]
    evidence = repeated_columns.together(evidence, halves)
    files.each_once(given, decided, mapping_file.name)
    constants = {
        column: files.constant(of.column(column), value, mapping_file.name)
        for column, value in mapping_file.constants.items()
    }
    left_out = tuple(sorted(column for column, header in mapping_file.columns.items() if not header))
    unused = {header for header in columns if normalise(header) in mapping_file.unused_headers}
    passed = {*given.values(), *unused, *decided.headers}
    taken = {*given, *constants, *left_out, *decided.columns}
    passed |= set(second_halves)
    reshaping, reshaped = _reshaping(
        mapping_file, decided, columns, labels, of, evidence, passed, taken, tool
    )
    matched = matching.match(
        columns,
        labels,
        of,
        tool,
        passed={*passed, *reshaping.headers},
        filled={*taken, *reshaping.columns},
        evidence=evidence,
        given={header: column for column, header in given.items()},
    )
    matches = _all_matches(matched, given, constants, reshaped)
    mapped = {m.column: m.header for m in matches if m.column and m.how not in _NO_COLUMN_OF_ITS_OWN}
    reshaping, matches = _with_repeats(mapping_file, reshaping, matches, mapped, halves, of, evidence)
    said = {
        column: value
        for column, value in always_said(tool, of.id).items()
        if column not in {*mapped, *constants, *left_out, *reshaping.columns}
    }
    matches += _constants(said, _SAID_BY_TOOL)
    constants |= said
    in_waves = {name for named in reshaping.waves.values() for name in named}
    _refuse_missing(of, {*mapped, *constants, *reshaping.columns, *in_waves}, matches, labels, sheets)
    mapping = Mapping(
        source=of.id,
        columns={name: mapped[name] for name in of.names if name in mapped},
        values={
            column: files.spelled_values(of.column(column), spelled)
            for column, spelled in mapping_file.values.items()
        },
        constants=constants,
        sheet=mapping_file.sheet,
        date_order=mapping_file.date_order,
        blank_reply=mapping_file.blank_reply,
        scale_low=mapping_file.scale_low,
        scale_high=mapping_file.scale_high,
        scale_direction=mapping_file.scale_direction or "up",
        reshaping=reshaping,
        zone=mapping_file.zone or _zone(of, mapped, tool, time_zone, office_zone),
        left_out=left_out,
        is_as_it_stands=mapping_file.is_as_it_stands,
        is_first_only=mapping_file.is_first_only,
        matches=tuple(matches),
        units=dict(mapping_file.units),
    )
    mapping = _with_scale(mapping, of, columns, labels, evidence or {}, mapping_file)
    return replace(mapping, warnings=tuple(_warnings(of, mapping, matches)))


def _reshaping(
    mapping_file: MappingFile,
    decided: Reshaping,
    columns: Sequence[str],
    labels: Sequence[str],
    of: Source,
    evidence: Dict[str, Evidence] | None,
    passed: Collection[str],
    taken: Collection[str],
    tool: str,
) -> tuple[Reshaping, list[Match]]:
    """What a person decided about a wide file, else what its headers show."""
    if decided.gathered or decided.waves or mapping_file.is_as_it_stands:
        why = matching.how_in_words("mapping")
        gathered = [
            Match(h, c, "gathered", 1.0, why) for c, choices in decided.gathered.items() for h in choices
        ]
        in_waves = [
            Match(h, c, "wave", 1.0, why) for named in decided.waves.values() for c, h in named.items()
        ]
        return decided, [*gathered, *in_waves]
    return wide.find(columns, labels, of, evidence, passed, taken, tool)


def _with_repeats(
    mapping_file: MappingFile,
    reshaping: Reshaping,
    matches: Sequence[Match],
    mapped: Dict[str, str],
    halves: Dict[str, Sequence[str]],
    of: Source,
    evidence: Dict[str, Evidence],
) -> tuple[Reshaping, list[Match]]:
    """The plan with the columns that ask for what another one asks for, of the same contact or of a further one."""
    joined = dict(mapping_file.joined) or {
        column: tuple(halves[header]) for column, header in mapped.items() if header in halves
    }
    sections: Dict[str, Dict[str, str]] = mapping_file.sections
    if not (sections or mapping_file.is_as_it_stands or mapping_file.is_first_only):
        sections = further_rows(matches, of, evidence)
    in_sections = {header: name for named in sections.values() for name, header in named.items()}
    if not (mapping_file.joined or mapping_file.is_as_it_stands):
        joined |= _lists(matches, mapped, of, in_sections)
    in_joined = {header: name for name, headers in joined.items() for header in headers}
    first_of = {other: first for first, others in halves.items() for other in others}
    columned = {match.header for match in matches if match.column}
    told = []
    hows: tuple[tuple[Dict[str, str], How], ...] = ((in_sections, "section"), (in_joined, "joined"))
    for match in matches:
        for taken, how in hows:
            if match.header in taken:
                why = matching.how_in_words(how)
                match = replace(match, column=taken[match.header], how=how, score=1.0, why=why)
        if match.how == "none" and match.again_of and match.again_of not in columned:
            match = replace(match, again_of="", section=0, why="")
        if match.how == "none" and match.header in first_of:
            match = replace(match, again_of=first_of[match.header])
        told.append(match)
    return replace(reshaping, sections=sections, joined=joined), told


def _lists(
    matches: Sequence[Match], mapped: Dict[str, str], of: Source, but: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Numbered columns of a list (“Program 1”, “Program 2”), which are one list."""
    column_of = {header: name for name, header in mapped.items()}
    found: dict[str, tuple[str, ...]] = {}
    for match in matches:
        name = column_of.get(match.again_of, "")
        if name and match.how == "none" and match.header not in but and of.column(name).type in LISTS:
            found[name] = (*found.get(name, ()), match.header)
    return found


def _all_matches(
    matched: Sequence[Match], given: Dict[str, str], constants: Dict[str, str], reshaped: Sequence[Match]
) -> list[Match]:
    """One match a header, with those of headers and constants that are no column of the file."""
    chosen = matching.how_in_words("mapping")
    by_header = {header: column for column, header in given.items()}
    reshaped_by_header = {match.header: match for match in reshaped}
    matches = []
    for match in matched:
        if match.header in by_header:
            column = by_header[match.header]
            match = Match(match.header, column, "mapping", 1.0, chosen, match.samples)
        elif match.header in reshaped_by_header:
            match = replace(reshaped_by_header[match.header], samples=match.samples)
        matches.append(match)
    matches += [
        Match(header, column, "mapping", 1.0, chosen) for column, header in given.items() if header in OUTSIDE
    ]
    return [*matches, *_constants(constants, matching.how_in_words("constant"))]


def _constants(columns: Iterable[str], why: str) -> list[Match]:
    return [Match("", column, "constant", 1.0, why) for column in columns]


def _zone(of: Source, mapped: Dict[str, str], tool: str, time_zone: str, office_zone: str) -> Shift | None:
    """The shift of the moments a tool stamped, where its zone is known and not the office's."""
    zone = known_zone(time_zone) if time_zone else ""
    if not zone or not office_zone or zone == office_zone:
        return None
    _, kept = tool_headers(tool, list(mapped.values()))
    stamped = tuple(
        name
        for name, header in mapped.items()
        if normalise(header) in kept and of.column(name).type in {"timestamp", "date"}
    )
    return Shift(zone, office_zone, stamped) if stamped else None


# -- the scale ----------------------------------------------------------------------------------------


def _with_scale(
    mapping: Mapping,
    of: Source,
    columns: Sequence[str],
    labels: Sequence[str],
    evidence: Dict[str, Evidence],
    mapping_file: MappingFile,
) -> Mapping:
    """The mapping with the scale its answers show; what a person declared stays."""
    if not of.has_scale or not evidence:
        return mapping
    headers: dict[str, list[str]] = {
        topic: [mapping.columns[topic]] for topic in of.topics if topic in mapping.columns
    }
    for named in mapping.reshaping.waves.values():
        for name, header in named.items():
            if name in of.topics:
                headers.setdefault(name, []).append(header)
    answers = {
        topic: [evidence[header] for header in its if header in evidence] for topic, its in headers.items()
    }
    label_of = dict(zip(columns, matching.padded(labels, columns), strict=True))
    texts = {topic: " ".join(f"{h} {label_of.get(h, '')}" for h in its) for topic, its in headers.items()}
    proposal = scales.propose(answers, texts)
    if proposal is None:
        return mapping
    values = {
        **mapping.values,
        **{
            c: {**meant, **mapping.values.get(c, {})}
            for c, meant in proposal.values.items()
            if c not in mapping_file.values
        },
    }
    if mapping_file.scale_low is not None:
        return replace(mapping, values=values)
    return replace(
        mapping,
        values=values,
        scale_low=proposal.scale.low,
        scale_high=proposal.scale.high,
        scale_direction=proposal.scale.direction,
        scale=proposal.scale,
    )


# -- what is said -------------------------------------------------------------------------------------


def _warnings(of: Source, mapping: Mapping, matches: Sequence[Match]) -> Iterator[str]:
    notes = {column.name: column.note for column in of.ignored_columns}
    for match in matches:
        if match.how == "ignored" and match.column:
            yield f"“{match.header}”: {notes[match.column]}"
        elif match.is_uncertain and match.header:
            yield f"“{match.header}” was taken for {match.column}: please check ({match.why})."
    yield from mapping.reshaping.in_words()
    if mapping.scale and not mapping.scale.is_certain:
        scale = mapping.scale
        yield (
            f"Answers were taken to run from {scale.low:g} to {scale.high:g}, {scale.best:g} the best: "
            f"please check ({scale.why})."
        )
    if mapping.zone:
        yield (
            f"Moments in {', '.join(mapping.zone.columns)} were brought from {mapping.zone.of} to the office's time, "
            f"{mapping.zone.to}."
        )
    yield from _refuted(matches)
    unknown = [f"“{m.header}”" for m in matches if m.how == "none" and not m.why]
    if unknown:
        verb = "is not a column" if len(unknown) == 1 else "are not columns"
        yield f"{', '.join(unknown)} {verb} of {of.title.lower()} and will not be stored."


def _refuse_missing(
    of: Source,
    filled: Collection[str],
    matches: Sequence[Match],
    labels: Sequence[str],
    sheets: Sequence[str],
) -> None:
    missing = matching.missing(of, filled)
    if not missing:
        return
    told = "".join(f" {sentence}" for sentence in (*_owned(matches), *_refuted(matches)))
    if all(matching.may_come_from_outside(of, group) for group in missing):
        _refuse_without_student(sheets, told)
    problems, sentences = [], []
    labelled = zip(matches, matching.padded(labels, [match.header for match in matches]), strict=True)
    # what a header is known to be already is no help in finding what is missing
    free = [
        (one.header, label)
        for one, label in labelled
        if not one.column and not one.why and not matching.is_part_of_name(one.header)
    ]
    for group in missing:
        names = matching.members(of, group)
        stand_in = next((m for m in matches if m.column and m.column == of.stands_in.get(group)), None)
        near = _nearest_sentence(names, of, free)
        wanted = " or ".join(names)
        meaning = of.column(names[0]).meaning.rstrip(".")
        asked = _ASKED.get(group, f"There is no column for {wanted} ({meaning}).")
        if stand_in:
            near = f"May “{stand_in.header}” stand for it?"
        sentences.append(f"{asked} {near}")
        problems.append(Problem("missing_column", f"{asked} {near}", column=names[0], expected=wanted))
    raise FileRefused(
        f"This cannot come in as {a_file(of)} yet. {' '.join(sentences)}{told}",
        tuple(problems),
    )


def _refuted(matches: Sequence[Match]) -> list[str]:
    """What headers look like that their values contradict."""
    return [f"“{m.header}” is not taken: {m.why}." for m in matches if m.how == "none" and m.why]


def _owned(matches: Sequence[Match]) -> list[str]:
    """Bare “Email” columns that were found to be the contacts'."""
    return [
        f"“{m.header}” does not say it: it holds the contacts' addresses ({m.why.partition(': ')[2]})."
        for m in matches
        if m.column == CONTACT_EMAIL and m.how == "values"
    ]


# What is asked where nothing says who a row is about.
_ASKED = {
    STUDENT: "Which student is each row about? No column says it; it takes a student's ID, e-mail address or name.",
    STUDENT_ID: "Which column is the student's ID? A roster needs one.",
}


def _refuse_without_student(sheets: Sequence[str], told: str) -> NoReturn:
    """A tracker without a student column: mostly one sheet or file a student; a person has to confirm it."""
    many = len(sheets) > 1
    use, unit = (SHEET, "sheet") if many else (FILE, "file")
    seen = (
        f" ({', '.join(f'“{sheet}”' for sheet in sheets[:4])}{', …' if len(sheets) > 4 else ''})"
        if many
        else ""
    )
    raise FileRefused(
        f"Which student's contacts are these? No column says it.{told} If every {unit}{seen} is one student's and "
        "carries the student's id as its name, confirm that. "
        f"Otherwise add a column {' or '.join(STUDENT_KEYS)}.",
        (Problem("student_from_sheet", f"Confirm that every {unit} is one student's.", expected=use),),
    )


def _nearest_sentence(names: list[str], of: Source, free: Sequence[tuple[str, str]]) -> str:
    headers, labels = [header for header, _ in free], [label for _, label in free]
    near = nearest_headers([of.column(name) for name in names], headers, labels)
    return f"Nearest headers found: {', '.join(f'“{h}”' for h in near)}." if near else "No header is near."


def _known_source(source: str) -> Source:
    files.is_one_of(source, sources(), f"There is no source “{source}”")
    return source_named(source)
