"""What a file may be: the source its headers and values fit best, a question, or a file known to be none of ours.

    columns, labels and a sample of rows -> recognise() -> Guess, best first -> choose() -> the one it is taken for

A guess weighs what a source needs, the share of the file it understands, columns that only it has, whether the values
are what it expects, and what would be lost if it were right. Below a clear margin nothing is guessed. Pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines import data_files
from pipelines.errors import FileRefused, Problem
from pipelines.mapping import lost_rows, wide
from pipelines.mapping.evidence import ENOUGH, Evidence, known_share
from pipelines.mapping.matching import Match, files_data, match, may_come_from_outside, members, missing
from pipelines.mapping.open_question import FileUnclear, OpenQuestion
from pipelines.mapping.samples import seen_in
from pipelines.mapping.tool_columns import always_said, exported_as, tool_headers
from pipelines.readers.layout import tools
from pipelines.sources.catalog import Column, Source, normalise, sources
from pipelines.sources.catalog import source as source_named
from pipelines.sources.names import a_file

RECOGNISED = 0.6  # a guess below does not name the file's source
MARGIN = 0.05  # a rival nearer than this makes it a question

_NEEDED, _UNDERSTOOD, _TELLING = 0.4, 0.3, 0.15  # what a guess is made of; two telling columns are enough
_GENERIC = 0.5  # of a telling column whose header other sources know, too, for something else
_DOUBTFUL = 0.25  # of a needed column that is there by such a header alone
_NOBODYS = 0.5  # of a second column that no source knows, and of further ones, among those to be understood
_NOT_OF_THE_TOOL = 0.5  # of another source than the one a tool's exports are
_OF_ANOTHER = 2  # columns of a list of people that a log knows by their names, and the list does not
_LOST = 0.5  # of the share of rows that would be lost


@dataclass(frozen=True)
class Guess:
    """What a file may be. score 0 to 1; why: words for the screen; missing: required columns not found.

    lost: the share of rows that a later row of the same key would stand for. understood: columns that the source knows,
    named: those of them that it knows by their names, folded.
    """

    source: str
    score: float
    why: str
    missing: tuple[str, ...] = ()
    lost: float = 0.0
    understood: int = 0
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Fitting:
    """A file laid over one source: its matches, those the tool fills left out, and the columns that are filled."""

    of: Source
    matches: tuple[Match, ...]
    filled: frozenset[str]

    @property
    def found(self) -> dict[str, Match]:
        """Header -> its match, of headers the source understands."""
        return {one.header: one for one in self.matches if one.column}


def recognise(
    columns: Sequence[str],
    labels: Sequence[str] = (),
    tool: str = "",
    sheet: str = "",
    rows: Sequence[Sequence[str]] = (),
) -> list[Guess]:
    """What the file may be, best first. rows: a sample of them, cells as text; without, headers alone speak.

    Raises FileRefused for files that are known to be something else (appointments, LinkedIn connections,
    survey summaries, one answer a row).
    """
    refuse_known(columns, tool, rows)
    evidence = seen_in(rows, columns) if rows else None
    fittings = [_fitting(of, columns, labels, tool, evidence) for of in sources().values()]
    meanings = _meanings(fittings)
    by_tool = tool_headers(tool, columns)[1]
    of_the_tool = frozenset(header for header in columns if normalise(header) in by_tool)
    ranked = []
    for position, fitting in enumerate(fittings):
        guess = _guess(fitting, meanings, of_the_tool, evidence or {}, columns, rows)
        if exports := exported_as(tool):
            of_it = fitting.of.id in exports
            score = max(guess.score, RECOGNISED) if of_it else round(guess.score * _NOT_OF_THE_TOOL, 4)
            guess = replace(guess, score=score)
        named = sum(one.how == "exact" for one in fitting.matches)
        hinted = any(word in normalise(sheet).split() for word in fitting.of.id.split("_"))
        ranked.append(((-guess.score, -named, not hinted, fitting.of.student_may_be_sheet, position), guess))
    return [guess for _, guess in sorted(ranked, key=lambda entry: entry[0])]


def _fitting(
    of: Source,
    columns: Sequence[str],
    labels: Sequence[str],
    tool: str,
    evidence: Mapping[str, Evidence] | None,
) -> _Fitting:
    plan, reshaped = wide.find(columns, labels, of, evidence, tool=tool)
    by_header = {one.header: one for one in reshaped}
    matched = match(columns, labels, of, tool, passed=plan.headers, filled=plan.columns, evidence=evidence)
    counted = tuple(by_header.get(one.header, one) for one in matched if one.how != "passed_over")
    found = {one.column for one in counted if one.column}
    return _Fitting(of, counted, frozenset(found | plan.columns | always_said(tool, of.id).keys()))


def _meanings(fittings: Sequence[_Fitting]) -> dict[str, set[str]]:
    """Header -> what the sources take it for, columns that say the same thing counted once."""
    same: Mapping[str, str] = _words()["same_meaning"]
    meanings: dict[str, set[str]] = {}
    for fitting in fittings:
        for header, one in fitting.found.items():
            if one.column and one.how != "values":
                meanings.setdefault(header, set()).add(same.get(one.column, one.column))
    return meanings


def _guess(
    fitting: _Fitting,
    meanings: Mapping[str, set[str]],
    of_the_tool: frozenset[str],
    evidence: Mapping[str, Evidence],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Guess:
    of = fitting.of
    sure = {header: _sureness(one, of, evidence.get(header)) for header, one in fitting.found.items()}
    somebodys = sum(one.header in meanings or one.header in sure for one in fitting.matches)
    nobodys = len(fitting.matches) - somebodys
    to_understand = somebodys + min(nobodys, 1) + _NOBODYS * max(nobodys - 1, 0)
    share = min(sum(sure.values()) / to_understand, 1.0) if to_understand else 0.0
    lacking_names = missing(of, fitting.filled)
    needed = sum(1 for c in of.columns if c.is_required) + len(of.one_of_groups)
    lacking = sum(
        0.5 if may_come_from_outside(of, group) or of.stands_in.get(group) in fitting.filled else 1.0
        for group in lacking_names
    )
    lacking += _DOUBTFUL * sum(_is_doubtful(group, fitting, meanings) for group in _needed(of, lacking_names))
    has_all = 1 - lacking / needed if needed else 1.0
    header_of = {one.column: one.header for one in fitting.found.values()}
    telling = [name for name in of.distinctive if name in fitting.filled]
    tells = [
        # What a tool fills by itself, every form of it has, whatever is asked.
        min(one, _GENERIC) if header_of.get(name) in of_the_tool else one
        for name in telling
        for one in [_tells(of.column(name), fitting.found.get(header_of.get(name, "")), meanings, sure)]
    ]
    # However many headers that anything might have: together they tell no more than one of a source's own.
    told = sum(one for one in tells if one > _GENERIC) + min(
        sum(one for one in tells if one <= _GENERIC), 1.0
    )
    lost = lost_rows.share(of, {c: h for c, h in header_of.items() if c}, columns, rows)
    score = _NEEDED * has_all + _UNDERSTOOD * share + _TELLING * min(told, 2) - _LOST * lost
    why = _why(of, fitting.matches, lacking_names, telling)
    named = tuple(sorted(normalise(h) for h, one in fitting.found.items() if one.how in ("exact", "alias")))
    return Guess(
        of.id, round(max(score, 0.0), 4), why, tuple(lacking_names), round(lost, 4), len(fitting.found), named
    )


def _needed(of: Source, lacking_names: Collection[str]) -> list[str]:
    """Required columns and one-of groups that are filled."""
    alone = [column.name for column in of.columns if column.is_required]
    return [name for name in (*of.one_of_groups, *alone) if name not in lacking_names]


def _is_doubtful(group: str, fitting: _Fitting, meanings: Mapping[str, set[str]]) -> bool:
    """Whether what is needed is there by nothing but its values, or by headers that mean something else to another
    source. A bare “Date” is no doubt: every log calls its day so."""
    names = members(fitting.of, group)
    found = [
        one for one in fitting.found.values() if one.column in names and fitting.of.needs_date != one.column
    ]
    return bool(found) and all(
        one.how == "values" or (one.how in ("alias", "close") and len(meanings.get(one.header, ())) > 1)
        for one in found
    )


def _sureness(one: Match, of: Source, evidence: Evidence | None) -> float:
    """How sure a match is, halved where its values are none of those a closed list has."""
    column = next((c for c in of.columns if c.name == one.column), None)
    if column is None or evidence is None or column.type not in {"choice", "choices"} or one.how == "values":
        return one.score
    if evidence.filled < ENOUGH:
        return one.score
    return one.score * (1 + known_share(column, evidence)) / 2


def _tells(
    column: Column, one: Match | None, meanings: Mapping[str, set[str]], sure: Mapping[str, float]
) -> float:
    """How much a distinctive column says: all where nothing else goes by that header and the values suit it; nothing
    where only values speak for it and any column of days or names might have them."""
    if one is None:  # made of several columns
        return 1.0
    if one.how == "exact":
        return sure[one.header]
    if one.how == "values" and column.type not in {"choice", "choices"}:
        return 0.0
    is_generic = one.how == "values" or len(meanings.get(one.header, ())) > 1
    return sure[one.header] * (_GENERIC if is_generic else 1.0)


# -- the one it is taken for ---------------------------------------------------------------------------


def choose(columns: Sequence[str], guesses: Sequence[Guess]) -> Guess:
    """The source a file with these headers is taken for, of what it may be, best first.

    Raises FileUnclear with the best guess, its rivals and what to answer, where nothing is near enough or two are as
    near. A guess that lacks a column is returned: propose.py looks for it with everything the file says.
    """
    best = guesses[0] if guesses else None
    if best is None or best.score < RECOGNISED:
        raise unknown_kind(columns, guesses)
    if best.missing:
        return best
    kin = _words()["kin"].get(best.source, ())
    rivals = [
        guess
        for guess in guesses[1:]
        if not guess.missing
        and guess.source not in kin
        and guess.score >= RECOGNISED
        and round(best.score - guess.score, 4) < MARGIN
    ] or _fuller(best, guesses, len(columns))
    if rivals:
        raise two_kinds([best, *rivals], columns)
    return best


def _fuller(best: Guess, guesses: Sequence[Guess], columns: int) -> list[Guess]:
    """Logs that know more of the columns than a list of people, or several it does not, where that knows no more than
    half of them: who they are stands in every log, and the rest of it would be lost. Of a list that knows more than
    half, only logs that know more and several it does not."""
    if source_named(best.source).needs_date:
        return []
    is_half_known = 2 * best.understood <= columns
    found = []
    for one in guesses[1:]:
        knows_more = not one.missing and one.understood > best.understood
        knows_others = (
            source_named(one.source).needs_date and len({*one.named} - {*best.named}) >= _OF_ANOTHER
        )
        if (knows_more or knows_others) if is_half_known else (knows_more and knows_others):
            found.append(one)
    return found


def unknown_kind(columns: Sequence[str], guesses: Sequence[Guess]) -> FileUnclear:
    """The refusal of a file that nothing fits: what is nearest, and the question what it is."""
    nearest = [f"{a_file(source_named(guess.source))} ({guess.why})" for guess in guesses[:3]]
    return FileUnclear(
        f"We can't tell what this file is. The nearest are: {'; '.join(nearest)}.",
        [
            OpenQuestion(
                f"What is this file? It looks most like {a_file(source_named(guesses[0].source))}."
                if guesses
                else "What is this file?",
                "source",
                choices=tuple(guess.source for guess in guesses),
            )
        ],
        (Problem("unknown_source", "The source was not recognized.", found=", ".join(columns[:20])),),
    )


def two_kinds(guesses: Sequence[Guess], columns: Sequence[str]) -> FileUnclear:
    """The refusal of a file that two or more sources fit alike."""
    kinds = " or ".join(a_file(source_named(guess.source)) for guess in guesses)
    question = f"Is this file {kinds}? Its columns fit {'both' if len(guesses) == 2 else 'all of them'}."
    return FileUnclear(
        question,
        [OpenQuestion(question, "source", choices=tuple(guess.source for guess in guesses))],
        (Problem("unknown_source", "The source was not recognized.", found=", ".join(columns[:20])),),
    )


def column_questions(
    of: Source, groups: Sequence[str], candidates: Mapping[str, Sequence[str]]
) -> list[OpenQuestion]:
    """What is asked of a file that lacks columns, one a group that is missing. candidates: group -> headers that may be
    it, the likeliest first."""
    questions = []
    for group in groups:
        asked = f"We can't tell which column {which_column(of, group)}."
        near = [f"“{header}”" for header in candidates.get(group, ())]
        if len(near) == 1:
            asked += f" Is it {near[0]}?"
        elif near:
            asked += f" Is it {', '.join(near[:-1])} or {near[-1]}?"
        else:
            asked += " Add such a column, or name it if it is there."
        choices = tuple(candidates.get(group, ()))
        questions.append(OpenQuestion(asked, "column", members(of, group)[0], choices, of.id))
    return questions


def which_column(of: Source, group: str) -> str:
    """The words for a column that is looked for: "names the person they talked to"."""
    words: Mapping[str, Any] = _words()["which_column"]
    own: Mapping[str, str] = words.get(of.id, {})
    return str(own.get(group) or words.get(group) or f"holds {group}")


def _words() -> Mapping[str, Any]:
    return data_files.toml("sources/_questions.toml")


# -- known to be none of ours --------------------------------------------------------------------------


def refuse_known(columns: Sequence[str], tool: str = "", rows: Sequence[Sequence[str]] = ()) -> None:
    """Raise FileRefused if the headers are those of a file that is none of our sources."""
    headers = {normalise(header) for header in columns}
    for kind in files_data()["refused"]:
        needs, any_of = ({normalise(h) for h in kind[part]} for part in ("needs", "any"))
        but_not = {normalise(h) for h in kind.get("but_not", ())}
        is_it = needs <= headers and len(any_of & headers) >= kind["at_least"] and not but_not & headers
        if is_it or tool in kind.get("tools", ()):
            whose = tools.title(tool)
            title = kind["title"] if not whose or whose in kind["title"] else f"{kind['title']} ({whose})"
            raise FileRefused(
                f"This is {title}. {kind['message']}",
                (Problem(kind["id"], f"This is {kind['title']}."),),
            )
    _refuse_one_answer_a_row(columns, rows)


def _refuse_one_answer_a_row(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise FileRefused where a column of questions, asked again and again, stands beside one of answers."""
    known: Mapping[str, Any] = files_data()["one_answer_a_row"]
    place = {normalise(header): at for at, header in reversed(list(enumerate(columns)))}
    asked = next((place[word] for word in map(normalise, known["questions"]) if word in place), None)
    answered = next((place[word] for word in map(normalise, known["answers"]) if word in place), None)
    if asked is None or answered is None or asked == answered:
        return
    texts = Counter(normalise(row[asked]) for row in rows if row[asked].strip())
    if len(texts) < 2 or sum(texts.values()) < 2 * len(texts):
        return  # everybody has questions of their own: words beside a talk
    raise FileRefused(
        f"This is {known['title']}: “{columns[asked]}” holds questions and “{columns[answered]}” what was answered. "
        f"{known['message']}",
        (Problem("one_answer_a_row", f"This is {known['title']}."),),
    )


def _why(of: Source, matches: Sequence[Match], lacking: Collection[str], telling: Sequence[str]) -> str:
    recognized = sum(m.column is not None for m in matches)
    parts = [f"{recognized} of {len(matches)} columns recognized"]
    wanted = ", ".join(" or ".join(members(of, group)) for group in lacking)
    parts.append(f"missing {wanted}" if lacking else "all required ones found")
    if telling:
        parts.append(f"told by {', '.join(telling[:3])}")
    return "; ".join(parts)
