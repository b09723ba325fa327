"""The scale of survey answers: which numbers or words, from where to where, and which end is the best.

    answers of the questions -> propose() -> Proposal (or None: too little to say)

Scales and the words of topics are data: sources/_scales.toml. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any

from pipelines import data_files
from pipelines.mapping.evidence import LIKELY, Evidence
from pipelines.sources.catalog import normalise

DEFAULT_SCALE = (1.0, 5.0, "up")  # low, high, which way is better; where nothing says otherwise (DOMAIN §4)
ENOUGH_ANSWERS = 5  # fewer say nothing about where a scale ends
_STRAY = 0.02  # a value rarer than this, among 50 answers and more, is a slip and not a scale's end
_MANY_ANSWERS = 50

_LEADING = re.compile(r"(\d{1,3})\s*[-–—:.=(]\s*([^\W\d].*?)\)?\s*", re.DOTALL)  # "5 - Strongly agree"
_TRAILING = re.compile(r"([^\W\d].*?)\s*[-–—:=(\[]\s*(\d{1,3})\s*[)\]]?", re.DOTALL)  # "Strongly agree (5)"
_EXPLAINED = re.compile(r"(\d{1,3})\s*(?:=|:|\(|means|is|-|–)\s*[\"“]?([A-Za-z][A-Za-z ]*)")


@dataclass(frozen=True)
class ProposedScale:
    """A scale as the answers show it.

    direction: up where the high end is the best, down where the low one is.
    is_certain: both ends occur; otherwise a person should look. why: words for the screen.
    """

    low: float
    high: float
    direction: str
    is_certain: bool
    why: str

    @property
    def best(self) -> float:
        return self.low if self.direction == "down" else self.high


@dataclass(frozen=True)
class Proposal:
    """The scale of an import, and what its words stand for.

    values: canonical column -> {spelling in the file: number}, where answers are words.
    """

    scale: ProposedScale
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class WordScale:
    """A scale of words: folded spelling -> step, 1 the lowest."""

    id: str
    steps: int
    place: Mapping[str, int]


@dataclass(frozen=True)
class _Answers:
    """One question's answers: numbers with how often, spellings of words, labels of numbers."""

    numbers: Mapping[float, int]
    words: Mapping[str, str]  # spelling -> folded words, answers without a number of their own
    trailing: Mapping[str, float]  # spelling -> number, "Strongly agree (5)"
    labels: Mapping[float, str]  # number -> folded words


def _data() -> Mapping[str, Any]:
    return data_files.toml("sources/_scales.toml")


@cache
def word_scales() -> tuple[WordScale, ...]:
    return tuple(
        WordScale(
            one["id"],
            len(one["steps"]),
            {normalise(word): step for step, words in enumerate(one["steps"], 1) for word in words},
        )
        for one in _data()["words"]
    )


def topic_of(text: str, topics: Sequence[str]) -> str:
    """The one topic a question's words point to, "" where they point to none or to several."""
    words = f" {normalise(text)} "
    pointed_to = [
        topic
        for topic in topics
        if all(
            any(f" {word} " in words for word in group) for group in _data()["topics"].get(topic, [["\0"]])
        )
    ]
    return pointed_to[0] if len(pointed_to) == 1 else ""


def looks_like_answers(of: Evidence) -> bool:
    """Whether a column's values may lie on a scale: few of them, numbers 0 to 10 or words of one scale."""
    if not of.says_something or of.distinct > 12:
        return False
    read = _read(of)
    on_words = len(_best(read.words.values())[0]) if read.words else 0
    fitting = sum(n for number, n in read.numbers.items() if 0 <= number <= 10)
    fitting += sum(of.counts[spelling] for spelling in read.words if on_words)
    return fitting >= LIKELY * of.filled


def propose(
    answers: Mapping[str, Sequence[Evidence]], texts: Mapping[str, str] | None = None
) -> Proposal | None:
    """The scale that the answers of all questions share.

    answers: canonical column -> the evidence of its columns (two where before and after stand in one row).
    texts: canonical column -> its question, which may explain the scale ("1 = very clear").
    None where nothing can be said: fewer than five answers and no words. An import has one scale: where a
    question clearly runs on another, the proposal is not certain and says so.
    """
    proposal = _shared(answers, texts or {})
    if proposal is None or len(answers) < 2:
        return proposal
    alone = {name: _shared({name: its}, {}) for name, its in answers.items()}
    scale = proposal.scale
    other = [
        f"{name} runs from {own.scale.low:g} to {own.scale.high:g}"
        for name, own in alone.items()
        if own and own.scale.is_certain and (own.scale.low, own.scale.high) != (scale.low, scale.high)
    ]
    if not other:
        return proposal
    why = f"{scale.why}; {', '.join(other)}, and an import has one scale"
    return replace(proposal, scale=replace(scale, is_certain=False, why=why))


def _shared(answers: Mapping[str, Sequence[Evidence]], texts: Mapping[str, str]) -> Proposal | None:
    read = {name: [_read(one) for one in of if one.filled] for name, of in answers.items()}
    words = [text for one in read.values() for each in one for text in each.words.values()]
    alone = (_best(list(each.words.values())) for one in read.values() for each in one)
    # a question whose words no scale has (asked before) takes the scale away from none whose words it has (after)
    scales, covered = max((_best(words), *alone), key=lambda best: best[1])
    spelled: dict[str, dict[str, str]] = {}
    seen: dict[float, int] = {}
    for name, questions in read.items():
        for each in questions:
            for number, n in each.numbers.items():
                seen[number] = seen.get(number, 0) + n
            spelled.setdefault(name, {}).update({text: f"{n:g}" for text, n in each.trailing.items()})
            if scales:
                places = {text: scales[0].place.get(folded) for text, folded in each.words.items()}
                spelled[name].update({text: str(step) for text, step in places.items() if step})
    spelled = {name: found for name, found in spelled.items() if found}
    labels = [pair for one in read.values() for each in one for pair in each.labels.items()]
    labels += [pair for text in texts.values() for pair in _explained(text)]
    if scales and covered:
        return _of_words(scales, words, spelled)
    if sum(seen.values()) < ENOUGH_ANSWERS:
        return None
    return _of_numbers(seen, _direction(labels), spelled)


def _of_words(
    scales: Sequence[WordScale], words: Sequence[str], spelled: Mapping[str, Mapping[str, str]]
) -> Proposal:
    scale = scales[0]
    steps = {scale.place[word] for word in words if word in scale.place}
    is_certain = {1, scale.steps} <= steps and len({one.steps for one in scales}) == 1
    lowest = next(word for word, step in scale.place.items() if step == 1)
    highest = next(word for word, step in scale.place.items() if step == scale.steps)
    why = f"answers in words, from “{lowest}” (1) to “{highest}” ({scale.steps})"
    if not is_certain:
        why += "; not all steps occur, so other ends are possible"
    return Proposal(ProposedScale(1, scale.steps, "up", is_certain, why), spelled)


def _of_numbers(
    seen: Mapping[float, int], direction: str, spelled: Mapping[str, Mapping[str, str]]
) -> Proposal | None:
    total = sum(seen.values())
    kept = [n for n, times in seen.items() if total < _MANY_ANSWERS or times / total >= _STRAY]
    first, last = min(kept), max(kept)
    usual = [(float(low), float(high)) for low, high in _data()["numbers"]]
    exact = next((ends for ends in usual if ends == (first, last)), None)
    scale_ends = exact or next((ends for ends in usual if ends[0] <= first and last <= ends[1]), None)
    if scale_ends is None:
        return None
    low, high = scale_ends
    why = f"answers lie between {first:g} and {last:g}"
    if not exact:
        why += f"; the ends {low:g} and {high:g} do not both occur"
    if direction:
        why += f"; {low if direction == 'down' else high:g} is worded as the best"
    return Proposal(ProposedScale(low, high, direction or "up", bool(exact), why), spelled)


def _read(of: Evidence) -> _Answers:
    numbers: dict[float, int] = {}
    words, trailing, labels = {}, {}, {}
    for text, times in of.counts.items():
        leads, ends = _LEADING.fullmatch(text), _TRAILING.fullmatch(text)
        number: float | None = None
        if re.fullmatch(r"\d{1,3}(\.\d+)?", text):
            number = float(text)
        elif leads:
            number = float(leads[1])
            labels[number] = normalise(leads[2])
        elif ends:
            number = trailing[text] = float(ends[2])
            labels[number] = normalise(ends[1])
        else:
            words[text] = normalise(text)
        if number is not None:
            numbers[number] = numbers.get(number, 0) + times
    return _Answers(numbers, words, trailing, labels)


def _best(words: Any) -> tuple[list[WordScale], int]:
    """The scales that know most of the distinct words, those whose ends and steps occur first, and how many they know.

    None where they know less than most of them: a handful of "somewhat" among sentences is no scale.
    """
    distinct = set(words)
    ranked = []
    for place, scale in enumerate(word_scales()):
        known = distinct & set(scale.place)
        steps = {scale.place[word] for word in known}
        if len(steps) > 1 and len(known) >= LIKELY * len(distinct):
            ends = len({1, scale.steps} & steps)
            ranked.append((-len(known), -len(steps), -ends, -len(steps) / scale.steps, place, scale))
    ranked.sort(key=lambda one: one[:5])
    if not ranked:
        return [], 0
    top = ranked[0][:4]
    return [one[5] for one in ranked if one[:4] == top], -top[0]


def _explained(text: str) -> list[tuple[float, str]]:
    """Numbers that a question explains: "1 = very clear, 5 = not at all clear"."""
    return [(float(number), normalise(words)) for number, words in _EXPLAINED.findall(text)]


def _direction(labels: Sequence[tuple[float, str]]) -> str:
    """up where the words rise with the numbers, down where they fall, "" where no words say."""
    for scale in word_scales():
        known = sorted({(number, scale.place[word]) for number, word in labels if word in scale.place})
        if len({number for number, _ in known}) > 1:
            rises = [(b[1] - a[1]) * (b[0] - a[0]) for a, b in pairwise(known)]
            if all(rise >= 0 for rise in rises) and any(rises):
                return "up"
            if all(rise <= 0 for rise in rises) and any(rises):
                return "down"
    return ""


def in_words(low: float, high: float, direction: str) -> str:
    """A scale as people choose it: "From 1 to 5, 5 is best"."""
    return f"From {low:g} to {high:g}, {high if direction == 'up' else low:g} is best"
