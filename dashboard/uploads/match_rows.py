"""Each column of a file as a row of the Match step: its header, three values, what it means, why. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.uploads.decisions import meanings_on_screen
from dashboard.uploads.words import asked
from pipelines.ingest.import_report import ImportReport
from pipelines.mapping.matching import How, Match
from pipelines.mapping.outside import OUTSIDE
from pipelines.sources.catalog import Source

SAMPLES = 3
SAID = "You chose this"
UNUSED = "Not used"
NOT_OURS = "The tool's own; not needed"
LOOKS_LIKE = {  # type of a column -> what answers look like that are taken for it
    "id": "IDs",
    "email": "email addresses",
    "name": "people's names",
    "names": "people's names",
    "boolean": "yes and no",
    "choice": "answers we know",
    "choices": "answers we know",
    "class_year": "years",
    "date": "dates",
    "dates": "dates",
    "timestamp": "dates and times",
    "integer": "numbers",
    "number": "numbers",
    "money": "amounts",
}
BECAUSE: Mapping[How, str] = {
    "exact": "Known name",
    "alias": "Known name",
    "close": "Nearly a known name",
    "gathered": "One choice of this question",
    "wave": "This question, at one of two times",
    "section": "The same of a further contact",
    "joined": "The same question once more, or the other half of a name",
    "mapping": "As saved",
    "ignored": "Recognized and left out",
    "passed_over": NOT_OURS,
    "none": UNUSED,
}
FOLLOWING: frozenset[How] = frozenset({"section", "joined"})


@dataclass(frozen=True)
class MatchRow:
    """One column of the file. question: its text where a survey tool gives one. was: what it was recognized as.

    meaning: the column it means on the screen, "" = left out. needs_look: it is not used, or only guessed.
    is_fixed: what it means follows from another column and is not chosen by itself.
    """

    header: str
    question: str
    samples: str
    was: str
    meaning: str
    why: str
    needs_look: bool
    is_fixed: bool = False


def match_rows(report: ImportReport, source: Source, said: Mapping[str, tuple[str, str]]) -> list[MatchRow]:
    """A row a column of the file, those that need a look first, otherwise in the file's order."""
    matches = report.matches or tuple(Match(header, None, "none", 0.0) for header in report.columns)
    now = meanings_on_screen(matches, said)
    texts = asked(report)
    rows = [
        MatchRow(
            match.header,
            texts.get(match.header, ""),
            " · ".join(match.samples[:SAMPLES]),
            match.column or "",
            now[match.header] if now[match.header] in source.names else "",
            _why(match, source, now[match.header], match.header in said),
            _needs_look(match, now[match.header], match.header in said, report.saved_mapping is not None),
            match.how in FOLLOWING,
        )
        for match in matches
        if match.header and match.header not in OUTSIDE
    ]
    return sorted(rows, key=lambda row: not row.needs_look)


def _needs_look(match: Match, meaning: str, is_said: bool, is_saved: bool) -> bool:
    """Not used and not known to be of no use, or only guessed; not what somebody said, here or earlier."""
    if is_said:
        return False
    if not meaning:
        return match.how == "none" and not is_saved
    return match.is_uncertain


def _why(match: Match, source: Source, meaning: str, is_said: bool) -> str:
    if is_said:
        return SAID if meaning else UNUSED
    if match.how in ("values", "question") and meaning in source.names:
        answers = LOOKS_LIKE.get(source.column(meaning).type, "its values")
        return f"Guessed from the answers, which look like {answers}. Please check."
    because = BECAUSE.get(match.how, UNUSED)
    return f"{because}. Please check." if match.is_uncertain else because
