"""Headers and the columns of one source: given to each other by name, then by closeness, then by values.

    headers, question texts, evidence of values -> match() -> one Match a header

A header is compared, in this order, with a column's own name, with its aliases, and then by closeness of
spelling; the question text (label) of a survey tool is compared the same way. What the values say raises or
lowers how sure a match is, decides between two headers, and may propose a column by itself. Every header goes
to at most one column and every column to at most one header. Nothing depends on the order of the columns, on
case, blanks or punctuation. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, Literal

from rapidfuzz import fuzz, process

from pipelines import data_files
from pipelines.mapping import scales, split_names
from pipelines.mapping.addresses import bare_headers, whose
from pipelines.mapping.asked_in_words import asked
from pipelines.mapping.evidence import LIKELY, NO_EVIDENCE, UNLIKELY, Evidence, contradiction, fit
from pipelines.mapping.sections import Sections, sections
from pipelines.mapping.tool_columns import tool_headers
from pipelines.mapping.two_languages import TRANSLATED, translations
from pipelines.sources.catalog import (
    CONTACT_EMAIL,
    STUDENT,
    STUDENT_EMAILS,
    STUDENT_ID,
    STUDENT_KEYS,
    Column,
    Source,
    normalise,
)
from pipelines.sources.catalog import source as source_named

CERTAIN = 0.9  # a match below is shown as uncertain
CLOSE = 0.86  # a spelling farther away is no match at all
BY_QUESTION = 0.75  # a survey question known by its topic's words and by answers on a scale
BY_VALUES = 0.6  # nothing but the values speaks for it
NUMBERED = 0.97  # "Contact 1 name"
BY_OWNER = 0.8  # an address known as the student's or the contact's by whose it is
TOOLS_OWN = 0.94  # rank of what a survey tool fills by itself: a question that asks for it comes first

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*[*:?.]*\s*$")
_QUESTION_NUMBER = re.compile(r"^(?:q(?:uestion)?\s*)?\d{1,3}[a-z]?\s+(?=\S+\s)", re.IGNORECASE)
_DASH = re.compile(r"\s[–—]\s")
_SELECTED = re.compile(r"\s+[-–—]\s+Selected Choice\s*$", re.IGNORECASE)  # Qualtrics, beside a text entry
_LONGEST_HEADER = 150  # characters; no alias is so long that anything longer could be close to it

_SECOND = "a row is about one, and “{}” says the first; give the other a row of its own"
How = Literal[
    "exact", "alias", "close", "question", "values", "gathered", "wave", "section", "joined",
    "mapping", "constant", "ignored", "passed_over", "none",
]  # fmt: skip
_HOW: Mapping[How, str] = {
    "exact": "has the column's own name",
    "alias": "a known name of it",
    "close": "spelled nearly like a known name",
    "question": "the question's words",
    "values": "guessed from its answers",
    "mapping": "chosen by a person",
    "constant": "the same for every row",
    "ignored": "recognized and left out",
    "gathered": "one choice of this question",
    "wave": "this question at one of two moments",
    "section": "the same of a further contact",
    "joined": "the same question once more, or the other half of a name",
}


@dataclass(frozen=True)
class Match:
    """One header and where it goes.

    how: exact, alias, close, question (by its words and answers), values (by its values alone), gathered (one
    column of several, each a choice), wave (before or after in one row), section (of a further contact in a row),
    joined (the same question once more), mapping (a person said so), constant, ignored (recognized and left out),
    passed_over (the tool's own or ours, none of a source's), none.
    score: 1.0 certain, below CERTAIN shown as uncertain, 0.0 unmatched. A constant has the header "".
    why: words for the screen. samples: up to five values of the column, for the screen alone, never logged.
    again_of: the header whose column it asks for once more, "" for none; section: of which contact of the row, 2 and
    more; asks: the canonical column, where nothing of the first contact's is one.
    """

    header: str
    column: str | None
    how: How
    score: float
    why: str = field(default="", compare=False)
    samples: tuple[str, ...] = field(default=(), compare=False, repr=False)
    again_of: str = field(default="", compare=False)
    section: int = field(default=0, compare=False)
    asks: str = field(default="", compare=False)

    @property
    def is_uncertain(self) -> bool:
        return self.column is not None and self.score < CERTAIN


@dataclass(frozen=True)
class _Candidate:
    """A header that might be a column's; the smallest rank is settled first."""

    rank: tuple[Any, ...]
    header: str
    column: str
    how: How
    score: float
    why: str


_APART = "it stands behind an empty column and only in the first rows, so it may be one of another table"


def match(
    columns: Sequence[str],
    labels: Sequence[str],
    of: Source,
    tool: str,
    passed: Collection[str] = (),
    filled: Collection[str] = (),
    evidence: Mapping[str, Evidence] | None = None,
    given: Mapping[str, str] | None = None,
) -> list[Match]:
    """One Match a header, in the file's order; headers in `passed` and columns in `filled` take no part.

    evidence: header -> what its values say. given: of headers in `passed`, the column a person gave.
    Candidates are settled best first; ties fall by the header's own folded text, never by its place in the file,
    so that shuffled columns map alike.
    """
    passed_over, kept = tool_headers(tool, columns)
    seen = evidence or {}
    has = set(of.names)
    open_columns = {c.name: c for c in (*of.columns, *of.ignored_columns) if c.name not in filled}
    index = known_names(of.id)
    known: list[_Candidate] = []
    blank: list[_Candidate] = []  # columns without a single value come last, whoever called them so
    free: dict[str, list[str]] = {}  # header -> folded texts, for closeness
    spelled = {
        header: spellings(header, label)
        for header, label in zip(columns, padded(labels, columns), strict=True)
    }
    for header, side in translations(columns, index):
        spelled[header] = (*spelled[header], (side, TRANSLATED))
    for column, (first, _) in split_names.pairs(columns, of, index).items():
        spelled[first] = (*spelled[first], (normalise(column), split_names.IN_HALVES))
    refuted: dict[str, str] = {}
    again = Sections()
    if not of.has_scale:  # a survey's questions that come again are waves
        again = sections(
            {
                h: [normalise(given[h])] if given and h in given else [text for text, _ in texts]
                for h, texts in spelled.items()
                if h not in passed or (given and h in given)
            },
            index,
        )
        spelled |= {h: (*spelled[h], (text, NUMBERED)) for h, text in again.first.items()}
        spelled |= dict.fromkeys(again.rest, ())
        refuted |= {h: _SECOND.format(first) for h, first in again.rest.items()}
    whose_address = _whose_addresses(spelled, kept, of, seen)

    def weighed(header: str, name: str, how: How, score: float, *rest: Any) -> _Candidate:
        sure, why, order = _with_values(how, score, open_columns[name], seen.get(header, NO_EVIDENCE))
        return _Candidate((-order, *rest), header, name, how, sure, why)

    def is_refuted(header: str, name: str) -> bool:
        """All values say otherwise: it is noted, and no match. “Student” above ids is no column of names."""
        column, its = open_columns[name], seen.get(header, NO_EVIDENCE)
        found = "" if column.is_ignored else contradiction(column, its)
        if found:
            refuted.setdefault(header, f"it looks like {name} by its name, but its values are {found}")
        if not found and name == STUDENT_ID and its.numbers_the_rows and not _says_student((header,)):
            found = "the numbers of the rows"
            refuted.setdefault(header, f"its values are {found}, nobody's ID")
        return bool(found) or _is_contradicted(column, its)

    for header, texts in spelled.items():
        folded = normalise(header)
        if header in passed or folded in passed_over:
            continue
        if seen.get(header, NO_EVIDENCE).is_apart:
            refuted[header] = _APART
            continue
        is_blank = header in seen and not seen[header].filled
        side, why = whose_address.get(header, ("", ""))
        if folded in kept and side != "contact":
            place, columns_it_fills = kept[folded]
            name = next((c for c in columns_it_fills if c in has), "")
            if name in open_columns and not is_refuted(header, name):
                rank = (-TOOLS_OWN, 0, place, folded, header)
                its_own = _Candidate(rank, header, name, "alias", 1.0, "the survey tool fills it")
                (blank if is_blank else known).append(its_own)
            continue
        by_name = next((index[text][0] for text, _ in texts if text in index), "")
        if side and by_name not in _ADDRESS_OF[side]:
            name = next((c for c in _ADDRESS_OF[side] if c in has), "")
            if name in open_columns:
                rank = (-BY_OWNER, 0, 0, folded, header)
                known.append(_Candidate(rank, header, name, "values", BY_OWNER, f"{_HOW['values']}: {why}"))
            elif side == "contact":
                refuted.setdefault(header, f"its addresses are not the students': {why}")
            continue
        free[header] = [text for text, score in texts if score == 1.0]
        for order, (text, score) in enumerate(texts):
            if text in index:
                name, place = index[text]
                if name in open_columns and not is_refuted(header, name):
                    how: How = "exact" if place == 0 and order == 0 else "alias"
                    found = weighed(header, name, how, score, order, place, folded, header)
                    (blank if is_blank else known).append(found)
    settled: dict[str, Match] = {}
    _settle(known, settled, open_columns)
    taken = {match.column for match in settled.values()}
    choices = {t: name for t, (name, _) in index.items() if name in open_columns and name not in taken}
    known_but_blank = {one.header for one in blank}
    free = {header: written for header, written in free.items() if header not in known_but_blank}
    open_texts = {text for header, written in free.items() if header not in settled for text in written}
    near = _close(sorted(open_texts), sorted(choices))
    close = [
        weighed(header, choices[spelling], "close", score, spelling, normalise(header), header)
        for header, written in free.items()
        for text in written
        for spelling, score in near.get(text, ())
    ]
    _settle(
        [one for one in close if one.score >= UNLIKELY and not is_refuted(one.header, one.column)],
        settled,
        open_columns,
    )
    if seen:
        texts_of = {h: (h, label) for h, label in zip(columns, padded(labels, columns), strict=True)}
        rest = {h: seen[h] for h in free if h not in settled and h in seen and seen[h].says_something}
        _settle(_by_question(rest, texts_of, of, open_columns, settled), settled, open_columns)
        _settle(_by_words(rest, texts_of, open_columns, settled), settled, open_columns)
        _settle(list(_by_values(rest, texts_of, of, open_columns, settled, filled)), settled, open_columns)
    _settle(blank, settled, open_columns)
    not_ours = {*passed_over, *kept}
    return [
        replace(
            settled.get(h) or _unmatched(h, normalise(h) in not_ours, refuted.get(h, "")),
            samples=seen[h].samples if h in seen else (),
            again_of="" if h in settled else again.rest.get(h, ""),
            section=0 if h in settled else again.number.get(h, 0),
            asks="" if h in settled else again.asks.get(h, ""),
        )
        for h in columns
    ]


def _unmatched(header: str, is_tools: bool, why: str) -> Match:
    return Match(header, None, "passed_over" if is_tools and not why else "none", 0.0, why)


_ADDRESS_OF: Mapping[str, tuple[str, ...]] = {
    "student": tuple(sorted(STUDENT_EMAILS, reverse=True)),
    "contact": (CONTACT_EMAIL,),
}


def _whose_addresses(
    spelled: Mapping[str, Sequence[tuple[str, float]]],
    kept: Collection[str],
    of: Source,
    seen: Mapping[str, Evidence],
) -> dict[str, tuple[str, str]]:
    """Of headers that say only “Email”, whose it is by the values: header -> (side, why). Of the roster nothing is
    asked: all its addresses are students'."""
    index = known_names(of.id)
    if "email" in of.names:
        return {}

    def naming(*starts: str) -> list[str]:
        return [
            header
            for header, texts in spelled.items()
            if any(index.get(text, ("",))[0].startswith(starts) for text, _ in texts)
        ]

    students, contacts = naming("student_name"), naming("contact_", "referr")
    found: dict[str, tuple[str, str]] = {}
    for header, texts in spelled.items():
        is_bare = normalise(header) in kept or any(text in bare_headers() for text, _ in texts)
        if is_bare and header in seen:
            side, why = whose(seen[header], students, contacts)
            if side:
                found[header] = (side, why)
    return found


def _is_contradicted(column: Column, of: Evidence) -> bool:
    """A last resort most of whose values say otherwise."""
    if not column.is_last_resort:
        return False
    suits = fit(column, of)
    return suits is not None and suits.share < UNLIKELY


def _settle(
    candidates: Sequence[_Candidate], settled: dict[str, Match], open_columns: Mapping[str, Column]
) -> None:
    """Give headers and columns to each other, best candidate first, each at most once."""
    used = {match.column for match in settled.values()}
    for one in sorted(candidates, key=lambda c: c.rank):
        if one.header not in settled and one.column not in used:
            used.add(one.column)
            how: How = "ignored" if open_columns[one.column].is_ignored else one.how
            settled[one.header] = Match(one.header, one.column, how, one.score, one.why)


# -- what the values add ------------------------------------------------------------------------------


def _with_values(how: How, score: float, column: Column, of: Evidence) -> tuple[float, str, float]:
    """A name's score weighed by the values: (how sure, why, the score it is ranked by).

    Values that fit take half of what is uncertain away; values that contradict halve the score.
    """
    suits = None if column.is_ignored else fit(column, of)
    if suits is None:
        return score, _HOW[how], score
    if suits.share < UNLIKELY:
        return round(score * UNLIKELY, 4), f"{_HOW[how]}, but {suits.words}", score * UNLIKELY
    if suits.share >= LIKELY:
        return round(score + (1 - score) / 2, 4), f"{_HOW[how]}; {suits.words}", score
    return score, f"{_HOW[how]}; {suits.words}", score


def _by_question(
    rest: Mapping[str, Evidence],
    texts_of: Mapping[str, tuple[str, str]],
    of: Source,
    open_columns: Mapping[str, Column],
    settled: Mapping[str, Match],
) -> list[_Candidate]:
    """Survey questions known by their topic's words, where the answers lie on a scale."""
    taken = {match.column for match in settled.values()}
    topics = [topic for topic in of.topics if topic in open_columns and topic not in taken]
    candidates = []
    for header, evidence in rest.items():
        topic = next((t for text in texts_of[header] if (t := scales.topic_of(text, topics))), "")
        if topic and header not in settled and scales.looks_like_answers(evidence):
            why = f"{_HOW['question']}; its answers lie on a scale"
            rank = (-BY_QUESTION, normalise(header), header)
            candidates.append(_Candidate(rank, header, topic, "question", BY_QUESTION, why))
    return candidates


def _by_words(
    rest: Mapping[str, Evidence],
    texts_of: Mapping[str, tuple[str, str]],
    open_columns: Mapping[str, Column],
    settled: Mapping[str, Match],
) -> list[_Candidate]:
    """Questions in somebody's own words, where the values suit what they ask for."""
    taken = {match.column for match in settled.values()}
    free = {header: evidence for header, evidence in rest.items() if header not in settled}
    columns = {name: column for name, column in open_columns.items() if name not in taken}
    return [
        _Candidate(
            (-BY_QUESTION, normalise(header), header),
            header,
            name,
            "question",
            BY_QUESTION,
            f"{_HOW['question']}; its values suit",
        )
        for header, name in asked(free, texts_of, columns)
        if not columns[name].is_ignored
    ]


def _by_values(
    rest: Mapping[str, Evidence],
    texts_of: Mapping[str, tuple[str, str]],
    of: Source,
    open_columns: Mapping[str, Column],
    settled: Mapping[str, Match],
    filled: Collection[str],
) -> Iterator[_Candidate]:
    """Columns proposed on values alone: what is needed and found nowhere else, and lists of known choices.

    Only where one header and one column point at each other and nothing else does: two columns of dates are
    a question for a person.
    """
    taken = {match.column for match in settled.values()} | set(filled)
    groups = of.one_of_groups.values()
    alone = [column for column in of.columns if column.is_required and column.name not in taken]
    needed = {column.name for column in alone}
    needed |= {c.name for group in groups if not any(c.name in taken for c in group) for c in group}
    # wanted of a survey too, which may be anonymous
    who = {name for name in STUDENT_KEYS if name in of.names}
    needed |= set() if who & taken else who
    telling: dict[str, dict[str, tuple[float, str]]] = {}
    for header, evidence in rest.items():
        if header in settled:
            continue
        for name, column in open_columns.items():
            wanted = name in needed or (column.type in {"choice", "choices"} and name not in taken)
            if not wanted or _is_never_by_values(column, evidence):
                continue
            values_fit = fit(column, evidence)
            is_told = values_fit and (
                values_fit.is_telling or (name == STUDENT_ID and _says_student(texts_of[header]))
            )
            if values_fit and is_told and values_fit.share >= LIKELY:
                telling.setdefault(header, {})[name] = (values_fit.share, values_fit.words)
    for header, suits in telling.items():
        best = max(share for share, _ in suits.values())
        names = [name for name, (share, _) in suits.items() if share == best]
        names = [name for name in names if name in needed] or names
        rivals = [h for h, others in telling.items() if h != header and names[0] in others]
        if len(names) == 1 and not rivals:
            words = suits[names[0]][1]
            rank = (-BY_VALUES, normalise(header), header)
            yield _Candidate(rank, header, names[0], "values", BY_VALUES, f"{_HOW['values']}: {words}")


def _is_never_by_values(column: Column, evidence: Evidence) -> bool:
    """Left out, a last resort, or an e-mail column that is a student's only where the roster knows it."""
    if column.is_ignored or column.is_last_resort:
        return True
    if column.type != "email":
        return False
    side, _ = whose(evidence, (), ())
    if column.name in STUDENT_EMAILS:
        known = evidence.share_where(lambda text: text.casefold() in evidence.roster)
        return side == "contact" or (bool(evidence.roster) and known < UNLIKELY)
    return side == "student"


def _says_student(texts: Sequence[str]) -> bool:
    """Whether a header speaks of the student as such: “Student”, “Learner #”; not “Student phone”."""
    words = {word for text in texts for word in normalise(text).split()}
    about = words & _words()["student_words"]
    return bool(about) and not (words - about - {"id", "number", "no"}) & _words()["telling_words"]


# -- names --------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # a header is compared with every source
def spellings(header: str, label: str) -> tuple[tuple[str, float], ...]:
    """Folded texts under which a header may be known, with how sure each is: the header, the question text,
    then both without a question number or a hint in brackets, then what follows the last " - " (the row of a
    matrix question)."""
    plain = [
        (text, folded) for raw in (header, label) if (folded := normalise(text := _SELECTED.sub("", raw)))
    ]
    whole = [(folded, 1.0) for _, folded in plain]
    bare = [(_QUESTION_NUMBER.sub("", normalise(_without_hint(text))), 0.97) for text, _ in plain]
    tails = []
    for text, _ in plain:
        head, dash, tail = _DASH.sub(" - ", text).rpartition(" - ")
        if dash and not {"points", "feedback"} & set(normalise(head).split()):
            tails.append((normalise(tail), 0.95))
    return tuple((text, score) for text, score in (*whole, *bare, *tails) if text)


def _without_hint(text: str) -> str:
    bracket = _BRACKETED.search(text)
    return text[: bracket.start()] if bracket and _is_hint(normalise(bracket[1])) else text


def _is_hint(folded: str) -> bool:
    """Whether a remark in brackets changes nothing in what is asked."""
    patterns = files_data()["hint_patterns"]
    return folded in _words()["hints"] or any(re.fullmatch(one, folded) for one in patterns)


def _close(texts: Sequence[str], names: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
    """For each text the names close to it: few letters differ, or the same words in another order."""
    telling = _words()["telling_words"]
    texts = [text for text in texts if 4 <= len(text) <= _LONGEST_HEADER]
    names = [name for name in names if len(name) >= 4]
    scores_of: dict[str, dict[str, float]] = {}
    for arranged, weight in ((str, 1.0), (_words_sorted, 0.99)):
        likeness = process.cdist(
            [arranged(text) for text in texts],
            [arranged(name) for name in names],
            scorer=fuzz.ratio,
            score_cutoff=CLOSE * 100,
        )
        for row, place in zip(*likeness.nonzero(), strict=True):
            text, name = texts[row], names[place]
            score = round(min(float(likeness[row, place]) / 100 * weight, 0.99), 4)
            if score >= CLOSE and telling & set(text.split()) == telling & set(name.split()):
                scores = scores_of.setdefault(text, {})
                scores[name] = max(scores.get(name, 0.0), score)
    return {text: sorted(scores.items()) for text, scores in scores_of.items()}


@lru_cache(maxsize=8192)  # the names are ours, asked again for every file
def _words_sorted(text: str) -> str:
    return " ".join(sorted(text.split()))


def nearest_headers(
    wanted: Sequence[Column], columns: Sequence[str], labels: Sequence[str] = (), limit: int = 3
) -> list[str]:
    """Headers most like a wanted column's name or aliases, best first; only those with some likeness."""
    written = [normalise(text) for column in wanted for text in (column.name, *column.aliases)]
    scored = []
    for header, label in zip(columns, padded(labels, columns), strict=True):
        texts = [t for t in (normalise(header), normalise(label)) if 0 < len(t) <= _LONGEST_HEADER]
        best = max(
            (
                process.extractOne(text, written, scorer=fuzz.token_sort_ratio, score_cutoff=50)
                for text in texts
            ),
            key=lambda hit: hit[1] if hit else 0,
            default=None,
        )
        if best:
            scored.append((-best[1], header))
    return [header for _, header in sorted(scored)[:limit]]


@cache
def known_names(source: str) -> dict[str, tuple[str, int]]:
    """Folded name or alias -> (column, place in its list; 0 = its own name)."""
    of = source_named(source)
    return {
        normalise(text): (column.name, place)
        for column in (*of.ignored_columns, *of.columns)
        for place, text in reversed(list(enumerate((column.name, *column.aliases))))
    }


def files_data() -> Mapping[str, Any]:
    """What survey tools put beside the answers, and files that are none of ours: sources/_files.toml."""
    return data_files.toml("sources/_files.toml")


@cache
def _words() -> dict[str, frozenset[str]]:
    return {
        part: frozenset(normalise(text) for text in files_data()[part])
        for part in ("telling_words", "hints", "student_words")
    }


def padded(labels: Sequence[str], columns: Sequence[str]) -> Sequence[str]:
    """The question texts, one a column; "" where there is none."""
    return (
        labels
        if len(labels) == len(columns)
        else [*labels, *[""] * (len(columns) - len(labels))][: len(columns)]
    )


def nearest_of(columns: Sequence[str], wanted: str, limit: int = 3) -> list[str]:
    """The headers most like one that a person named."""
    hits = process.extract(wanted, list(columns), scorer=fuzz.WRatio, limit=limit, score_cutoff=40)
    return [hit[0] for hit in hits]


def missing(of: Source, filled: Collection[str | None]) -> list[str]:
    """Required columns, and one-of groups by their name, that nothing fills."""
    alone = [column.name for column in of.columns if column.is_required and column.name not in filled]
    groups = [g for g, members in of.one_of_groups.items() if not any(c.name in filled for c in members)]
    return [*groups, *alone]


def members(of: Source, group: str) -> list[str]:
    """The columns of a one-of group; a column stands for itself."""
    return [column.name for column in of.one_of_groups.get(group, ())] or [group]


def may_come_from_outside(of: Source, group: str) -> bool:
    return of.student_may_be_sheet and group == STUDENT


def is_part_of_name(header: str) -> bool:
    """Whether a column holds first or last names alone."""
    return known_names("roster").get(normalise(header), ("",))[0] in ("first_name", "last_name")


def how_in_words(how: How) -> str:
    """Why a match was made, for the screen; "" where none was."""
    return _HOW.get(how, "")
