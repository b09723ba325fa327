"""A row about several contacts: which columns of it become a row of their own.

    matches, evidence of the cells -> further_rows() -> {"2": {column: header}, …}

A section becomes a row where it says who it was: a name or an address of its own, which is not the first one's again in
other words. What it does not say of its contact stays blank; it is never taken from the first. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.mapping.evidence import NO_EVIDENCE, UNLIKELY, Evidence, both_filled
from pipelines.mapping.matching import Match
from pipelines.mapping.row_contacts import who_columns
from pipelines.sources.catalog import Source, normalise


def further_rows(
    matches: Sequence[Match], of: Source, evidence: Mapping[str, Evidence]
) -> dict[str, dict[str, str]]:
    """Section -> {canonical column: header}, from the second on, of those that say who it was."""
    column_of = {match.header: match.column for match in matches if match.column}
    first_of = {column: header for header, column in column_of.items()}
    sections: dict[int, dict[str, str]] = {}
    for match in matches:
        column = match.asks or column_of.get(match.again_of)
        if match.how == "none" and column and match.section:
            sections.setdefault(match.section, {}).setdefault(column, match.header)
    who = who_columns(of)
    return {
        str(number): columns
        for number, columns in sorted(sections.items())
        if any(
            name in columns and _is_another(columns[name], first_of.get(name, ""), evidence) for name in who
        )
    }


def _is_another(header: str, first: str, evidence: Mapping[str, Evidence]) -> bool:
    """Whether a column names somebody, and not mostly whom the first one names in the same row."""
    its = evidence.get(header, NO_EVIDENCE)
    pairs = both_filled(evidence.get(first, NO_EVIDENCE), its)
    same = sum(normalise(one) == normalise(other) for one, other in pairs)
    return bool(its.filled) and (same < UNLIKELY * len(pairs) or not pairs or len(pairs) == 1)
