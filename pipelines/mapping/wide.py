"""Which columns of a wide file belong together: one question's choices, or one question before and after.

    headers, question texts, evidence -> find() -> Reshaping, and how sure each header is

Decided by the headers; values may speak against it (a matrix of ratings is not a list of choices). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from pipelines.mapping import scales
from pipelines.mapping.evidence import LIKELY, NO_EVIDENCE, Evidence
from pipelines.mapping.matching import BY_QUESTION, Match, how_in_words, known_names, padded, spellings
from pipelines.mapping.reshaping import WAVE, Reshaping, wide_data
from pipelines.mapping.tool_columns import ticked
from pipelines.sources.catalog import Column, Source, normalise
from pipelines.sources.catalog import source as source_named

_PARTS = re.compile(r"\s[-–—]+\s|[:()\[\]|]|\s*,\s+|\s-(?=\S)|-\s")
_DASHES = re.compile(r"\s+[-–—]+\s+")
_COLON = re.compile(r"\s*:\s*")
_IN_BRACKETS = re.compile(r"(.*\S)\s*[\[(]([^\[\]()]+(?:\([^()]*\))?)[\])]\s*", re.DOTALL)
_LONGEST_CLAUSE = 8  # words of "before the program started"
_HALF = 0.5  # of a question's choices must be known, where the cells do not tell
_GATHERED, _WAVES = 0.95, 0.95  # headers alone; certain
_ONE_WAVE = 0.7  # every question names the same moment, and no column does: a person should look


def find(
    columns: Sequence[str],
    labels: Sequence[str],
    of: Source,
    evidence: Mapping[str, Evidence] | None = None,
    passed: Collection[str] = (),
    filled: Collection[str] = (),
    tool: str = "",
) -> tuple[Reshaping, list[Match]]:
    """What reshaping the file needs, and one Match for each header that takes part.

    Headers in `passed` and canonical columns in `filled` take no part.
    """
    rows = [
        (header, label)
        for header, label in zip(columns, padded(labels, columns), strict=True)
        if header not in passed
    ]
    seen = evidence or {}
    gathered = _gathered(rows, of, seen, filled) | _ticked_by(tool, rows, of, seen, filled)
    used = {header for choices in gathered.values() for header in choices}
    waves, scores = _waves([row for row in rows if row[0] not in used], of, seen, filled)
    matches = [
        Match(header, name, "gathered", _GATHERED, f"{how_in_words('gathered')}: “{choice}”")
        for name, choices in gathered.items()
        for header, choice in choices.items()
    ]
    matches += [
        Match(header, name, "wave", scores[header], f"{how_in_words('wave')}: {wave}")
        for wave, named in waves.items()
        for name, header in named.items()
    ]
    return Reshaping(gathered, waves), matches


# -- one column a choice ------------------------------------------------------------------------------


def _gathered(
    rows: Sequence[tuple[str, str]], of: Source, seen: Mapping[str, Evidence], filled: Collection[str]
) -> dict[str, dict[str, str]]:
    index = known_names(of.id)
    whole = {index[normalise(header)][0] for header, _ in rows if normalise(header) in index}
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for header, label in rows:
        for name, question, choice in _as_choice(header, label, of.id):
            if name not in filled and name not in whole:
                groups.setdefault((name, question), {}).setdefault(header, choice)
    chosen: dict[str, dict[str, str]] = {}
    for (name, _), choices in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])):
        if name not in chosen and _are_choices(of.column(name), choices, seen):
            chosen[name] = dict(sorted(choices.items()))
    return {name: chosen[name] for name in of.names if name in chosen}


def _ticked_by(
    tool: str,
    rows: Sequence[tuple[str, str]],
    of: Source,
    seen: Mapping[str, Evidence],
    filled: Collection[str],
) -> dict[str, dict[str, str]]:
    """The columns in which a tool is known to tick its choices, those in which it does."""
    found = {
        name: {
            header: choices[normalise(header)]
            for header, _ in rows
            if normalise(header) in choices
            and _is_ticked(choices[normalise(header)], seen.get(header, NO_EVIDENCE)) is not False
        }
        for name, choices in ticked(tool, of.id).items()
        if name not in filled
    }
    return {name: choices for name, choices in found.items() if choices}


@lru_cache(maxsize=8192)
def _as_choice(header: str, label: str, source: str) -> tuple[tuple[str, str, str], ...]:
    """(canonical column, folded question, choice) readings of a header as one choice of a question."""
    of, index = source_named(source), known_names(source)
    empty = {normalise(part) for part in wide_data()["empty_parts"]}
    own = {normalise(part) for part in wide_data()["own_words"]}
    readings = []
    for text in dict.fromkeys((header, label)):
        parts = [part for part in _DASHES.split(text) if part.strip() and normalise(part) not in empty]
        if len(parts) > 2 and normalise(parts[-1]) in own:
            continue  # what was typed beside "other": words of a person, no choice
        for question, choice in _questions(" - ".join(parts)):
            for folded, _ in spellings(question, ""):
                if folded in index and normalise(choice):
                    name = index[folded][0]
                    is_list = name in of.names and of.column(name).type in {"choice", "choices"}
                    if is_list:
                        readings.append((name, folded, choice.strip()))
                    break
    return tuple(readings)


def _questions(text: str) -> Iterator[tuple[str, str]]:
    """(question, choice) as the tools write them: "Q - choice", "choice:Q", "Q [choice]", "Q: choice"."""
    for match in _DASHES.finditer(text):
        yield text[: match.start()], text[match.end() :]
    for match in _COLON.finditer(text):
        yield text[match.end() :], text[: match.start()]
        yield text[: match.start()], text[match.end() :]
    in_brackets = _IN_BRACKETS.fullmatch(text)
    if in_brackets:
        yield in_brackets[1], in_brackets[2]


def _are_choices(column: Column, choices: Mapping[str, str], seen: Mapping[str, Evidence]) -> bool:
    """At least two; no column holds answers of its own; and the choices are known or the cells are ticks."""
    if len(choices) < 2:
        return False
    ticked = [_is_ticked(choice, seen.get(header, NO_EVIDENCE)) for header, choice in choices.items()]
    if False in ticked:
        return False
    known = sum(column.spelled(choice) is not None for choice in choices.values())
    return known >= _HALF * len(choices) or all(one for one in ticked)


def _is_ticked(choice: str, evidence: Evidence) -> bool | None:
    """Whether cells are ticks or the choice's own text; None where there are none to tell."""
    if not evidence.filled or normalise(choice).startswith("other"):
        return None
    marks = {normalise(mark) or mark for part in ("chosen", "not_chosen") for mark in wide_data()[part]}
    marks |= {normalise(choice)}
    return evidence.share_where(lambda text: (normalise(text) or text) in marks) >= LIKELY


# -- before and after in one row ----------------------------------------------------------------------


def _waves(
    rows: Sequence[tuple[str, str]], of: Source, seen: Mapping[str, Evidence], filled: Collection[str]
) -> tuple[dict[str, dict[str, str]], dict[str, float]]:
    if not of.has_scale or WAVE in filled:
        return {}, {}
    headers_by_wave: dict[str, dict[str, str]] = {}
    scores: dict[str, float] = {}
    asked: dict[str, str] = {}  # a question without its moment -> the column it asks for
    unknown: list[tuple[str, str, str]] = []  # header, wave and question of those whose answers say nothing
    for header, label in sorted(rows, key=lambda row: (normalise(row[0]), row[0])):
        for text in (header, label):
            wave, rest = wave_of(text)
            name, score = _column_of(rest, of, seen.get(header, NO_EVIDENCE)) if wave else ("", 0.0)
            if name and name not in filled and name not in headers_by_wave.get(wave, {}):
                headers_by_wave.setdefault(wave, {})[name] = header
                scores[header] = score
                asked |= {in_the_present(normalise(question)): name for question in rest}
                break
            unknown += [(header, wave, in_the_present(normalise(question))) for question in rest if not name]
    for header, wave, question in unknown:  # the same question at the other moment is that question
        name = asked.get(question, "")
        if name and header not in scores and name not in headers_by_wave.get(wave, {}):
            headers_by_wave.setdefault(wave, {})[name] = header
            scores[header] = BY_QUESTION
    waves = [wave for wave in wide_data()["waves"] if set(headers_by_wave.get(wave, {})) & set(of.topics)]
    both = (
        set.intersection(*(set(headers_by_wave[wave]) for wave in waves)) & set(of.topics) if waves else set()
    )
    if len(waves) == 1 and not _has_column(WAVE, rows, of):
        scores = dict.fromkeys(scores, _ONE_WAVE)
    elif len(waves) < 2 or not both:
        return {}, {}
    return {
        wave: {name: headers_by_wave[wave][name] for name in of.names if name in headers_by_wave[wave]}
        for wave in waves
    }, scores


def _has_column(name: str, rows: Sequence[tuple[str, str]], of: Source) -> bool:
    """Whether a header is known as a canonical column."""
    index = known_names(of.id)
    return any(index.get(text, ("", 0))[0] == name for row in rows for text, _ in spellings(*row))


def _column_of(question: tuple[str, ...], of: Source, evidence: Evidence) -> tuple[str, float]:
    """The canonical column a question without its moment asks for, and how sure that is."""
    index = known_names(of.id)
    for text in question:
        for folded, _ in spellings(text, ""):
            name = index.get(in_the_present(folded), index.get(folded, ("", 0)))[0]
            if name in of.topics or name == of.needs_date or (name in of.names and _is_list(of, name)):
                return name, _WAVES
    for text in question:
        topic = scales.topic_of(in_the_present(normalise(text)), of.topics)
        if topic and scales.looks_like_answers(evidence):
            return topic, BY_QUESTION
    return "", 0.0


def _is_list(of: Source, name: str) -> bool:
    return name != WAVE and of.column(name).type in {"choice", "choices"}


@lru_cache(maxsize=8192)
def wave_of(text: str) -> tuple[str, tuple[str, ...]]:
    """The wave a header names, and what it asks without that; ("", ()) where it names none or both.

    >>> wave_of("Clarity (before)")
    ('pre', ('Clarity',))
    >>> wave_of("After the program, how clear are your career goals?")
    ('post', ('how clear are your career goals?',))
    >>> wave_of("post_clarity")
    ('post', ('clarity',))
    """
    parts = [part.strip() for part in _PARTS.split(text) if part and part.strip()]
    moments = {_moment(part) for part in parts} - {""} if len(parts) > 1 else set()
    if len(moments) == 1:
        left = [part for part in parts if not _moment(part)]
        return moments.pop(), tuple(dict.fromkeys((" - ".join(left), *reversed(left))))
    if moments:
        return "", ()
    words = normalise(text)
    ends = {
        wave: rest
        for wave, listed in wide_data()["waves"].items()
        for end in sorted(map(normalise, listed["ends"]), key=len)
        if (rest := _without_end(words, end))
    }
    named = [
        wave for wave in wide_data()["waves"] if any(_holds(words, end) for end in _folded(wave, "ends"))
    ]
    if len(ends) == 1 == len(named):
        ((only, asked),) = ends.items()
        return only, (asked,)
    return "", ()


def _moment(part: str) -> str:
    """The wave a part of a header stands for by itself: "before", "after the program", "now"; "" where none or
    both ("before and after")."""
    folded = normalise(part)
    waves = [wave for wave in wide_data()["waves"] if folded in _folded(wave, "parts")]
    if not waves and len(folded.split()) <= _LONGEST_CLAUSE:
        started = any(folded.startswith(clause + " ") for clause in _clauses())
        named = {
            wave
            for wave in wide_data()["waves"]
            for clause in _folded(wave, "clauses")
            if _holds(folded, clause)
        }
        waves = list(named) if started else []
    return waves[0] if len(waves) == 1 else ""


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


@cache
def _clauses() -> frozenset[str]:
    return frozenset(clause for wave in wide_data()["waves"] for clause in _folded(wave, "clauses"))


@cache
def _folded(wave: str, part: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in wide_data()["waves"][wave][part])


def _without_end(words: str, end: str) -> str:
    if words.startswith(end + " "):
        return words[len(end) + 1 :]
    return words[: -len(end) - 1] if words.endswith(" " + end) else ""


def in_the_present(folded: str) -> str:
    """A question that looks back, in the words of one that does not ("how clear were …")."""
    tenses = wide_data()["tenses"]
    return " ".join(tenses.get(word, word) for word in folded.split())
