"""Employers that look like one: `EY LLP` and `Ernst & Young`, `US Bank` and `U.S. Bank`. Pure.

Only suggested: `Amazon` and `Amazon Web Services` may be one to one office and two to another. A name is reduced to its
core (no legal form, punctuation, "the"; "&" is "and"; `U.S.` is `us`), and two names are laid side by side where their
cores share a word, an acronym or a well-known other name. What says so is kept as evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from pipelines import data_files
from pipelines.identity.suggestion import Suggestion, ranked

MOST_TOGETHER = 12  # a word that more employers share than this says nothing
NEAR = 92.0  # how alike two cores must be, of 100, to be taken for a misspelling
LEAST_LETTERS = 6  # shorter names differ by a letter and are two employers (CGI, CSI)

_SMALL = frozenset({"and", "of", "the", "for", "in", "a"})
_BRACKETED = re.compile(r"\(([^)]*)\)")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Employer:
    """One normalised way an employer is written: its key without `employer:`, a spelling, how many rows write it so.

    meant: the employer decided on, itself where nothing was. Those meant alike are not suggested again.
    """

    written: str
    spelling: str
    rows: int
    meant: str = ""


@dataclass(frozen=True)
class Core:
    """What is left of a name: `words` without its legal form, `spoken` without "and", "of" and the like, `telling`
    without fillers too; `known` is the well-known name it is an alias of, `bracketed` what stood in brackets, "" for
    none."""

    words: tuple[str, ...]
    spoken: tuple[str, ...]
    telling: tuple[str, ...]
    initials: str
    known: str
    bracketed: str
    text: str  # the words, a blank between them


def core(name: str) -> Core:
    """
    >>> core("The U.S. Bank, N.A.").text, core("Ernst & Young LLP").known, core("Naval Center (NC)").bracketed
    ('us bank', 'ernst and young', 'nc')
    """
    inside = " ".join(_BRACKETED.findall(name)) if "(" in name else ""
    words = _without_legal_form(_folded(_BRACKETED.sub(" ", name) if inside else name))
    if words[:1] == ("the",) and len(words) > 1:
        words = words[1:]
    if not words and inside:
        return core(inside)
    spoken = tuple(word for word in words if word not in _SMALL)
    says_little = _words()["filler_or_legal"]
    telling = tuple(word for word in spoken if word not in says_little) or spoken
    known = _aliases().get(" ".join(words)) or _aliases().get(
        " ".join(telling) if len(telling) > 1 else "", ""
    )
    return Core(
        words,
        spoken,
        telling,
        "".join(word[0] for word in spoken) if len(spoken) > 2 else "",
        known,
        " ".join(_without_legal_form(_folded(inside))) if inside else "",
        " ".join(words),
    )


def suggest(employers: Sequence[Employer]) -> list[Suggestion]:
    """Pairs that look like one employer, the most certain first. The more used, else the shorter, gives the name."""
    cores = {one.written: core(one.spelling) for one in employers if not _names_nobody(one.written)}
    by_written = {one.written: one for one in employers}
    suggestions = []
    for left, right in _laid_side_by_side(cores):
        verdict = likeness(cores[left], cores[right])
        both = (by_written[left], by_written[right])
        if verdict and len({one.meant or one.written for one in both}) == 2:
            score, why = verdict
            one, other = sorted(both, key=lambda e: (e.rows, -len(e.written), e.written))
            suggestions.append(
                Suggestion(
                    "employer",
                    f"employer:{one.written}",
                    f"employer:{other.written}",
                    one.spelling,
                    other.spelling,
                    score,
                    (why,),
                )
            )
    return ranked(suggestions)


def likeness(one: Core, other: Core) -> tuple[float, str] | None:
    """(score, reason) where two names may be one employer; None where nothing says so."""
    if one.text.replace(" ", "") == other.text.replace(" ", ""):
        return 0.98, "The same name but for its legal form, blanks or punctuation"
    if one.known and one.known == other.known:
        return 0.95, "Two well-known names of one employer"
    if _stands_in_brackets(one, other) or _stands_in_brackets(other, one):
        return 0.95, "One name stands in brackets beside the other"
    if one.telling == other.telling and one.telling in (one.spoken, other.spoken):
        return 0.9, "The same name but for words such as “Group”, “Solutions” or a country"
    if _is_acronym(one, other) or _is_acronym(other, one):
        return 0.75, "One is made of the other's first letters"
    shorter = min(len(one.text), len(other.text))
    alike = fuzz.ratio(one.text, other.text)
    if shorter >= LEAST_LETTERS and alike >= NEAR and _differ_in_letters_only(one, other):
        return 0.8, "Nearly the same letters"
    return None


def _stands_in_brackets(one: Core, other: Core) -> bool:
    return bool(one.bracketed) and one.bracketed == other.text


def _is_acronym(short: Core, long: Core) -> bool:
    return len(short.words) == 1 and len(short.text) >= 3 and short.text == long.initials


def _differ_in_letters_only(one: Core, other: Core) -> bool:
    """Is it a slip of letters, not a number or a whole word that differs?"""
    digits = [re.findall(r"\d+", core.text) for core in (one, other)]
    if digits[0] != digits[1]:
        return False
    ones, others = set(one.words) - set(other.words), set(other.words) - set(one.words)
    return all(any(fuzz.ratio(word, near) >= 75 for near in others) for word in ones) and bool(ones) == bool(
        others
    )


def _laid_side_by_side(cores: Mapping[str, Core]) -> Iterator[tuple[str, str]]:
    """Pairs worth a look: those that share a telling word, a start, an acronym or a well-known name."""
    shelves: dict[tuple[str, str], set[str]] = defaultdict(set)
    for written, one in cores.items():
        for word in one.telling:
            if not word.isdigit():
                shelves["word", word].add(written)
        shelves["joined", "".join(one.words)].add(written)
        shelves["start", one.text[:5]].add(written)
        for name in {one.known, one.bracketed, one.text if one.bracketed or len(one.words) == 1 else ""} - {
            ""
        }:
            shelves["name", name].add(written)
        if one.initials:
            shelves["name", one.initials].add(written)
    pairs = {
        pair
        for (kind, _), shelf in shelves.items()
        if len(shelf) <= MOST_TOGETHER or kind == "joined"
        for pair in combinations(sorted(shelf), 2)
    }
    return iter(sorted(pairs))


def _folded(text: str) -> tuple[str, ...]:
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.lower().replace("&", " and ").replace("'", "").replace("’", "")
    if "." in plain:
        plain = _DOTTED.sub(lambda letters: letters.group().replace(".", "") + " ", plain)
    words = _NOT_WORDS.sub(" ", plain).split()
    return tuple(_joined_letters(words) if any(len(word) == 1 for word in words) else words)


def _joined_letters(words: Iterable[str]) -> Iterator[str]:
    """`u s bank` -> `us bank`: letters standing alone, one after the other, are one abbreviation."""
    letters = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        if letters:
            yield letters
            letters = ""
        yield word
    if letters:
        yield letters


def _without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    legal = _words()["legal"]
    while len(words) > 1 and words[-1] in legal:
        words = words[:-1]
    if len(words) > 1 and words[-1] == "and":  # "Ernst & Co"
        words = words[:-1]
    return words


def _names_nobody(written: str) -> bool:
    return written in _words()["no_employer"]


@cache
def _words() -> Mapping[str, frozenset[str]]:
    words = {
        name: frozenset(listed) for name, listed in data_files.toml("identity/employer_words.toml").items()
    }
    return {**words, "filler_or_legal": words["filler"] | words["legal"]}


@cache
def _aliases() -> Mapping[str, str]:
    """A well-known name or another name of it, as a core -> the well-known name's core."""
    cores: dict[str, str] = {}
    for row in data_files.table("identity/employer_aliases.csv"):
        name = " ".join(_without_legal_form(_folded(row["employer"])))
        for also in (row["employer"], *row["also"].split(";")):
            words = _without_legal_form(_folded(also))
            words = words[1:] if words[:1] == ("the",) and len(words) > 1 else words
            spoken = tuple(word for word in words if word not in _SMALL)
            cores |= {" ".join(words): name, " ".join(spoken): name}
    return cores
