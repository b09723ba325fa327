"""The short code every figure that leaves carries: the same figure of the same build has the same one.

Nine symbols are a keyed digest of all that is said of the figure, in words and numbers; the tenth checks the others, so
that a slip in typing one is noticed. Letters that look like digits do not occur. Pure.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from dashboard.charts.spec import Exhibit
from dashboard.reports.assembled import Chart, Number, Part, Report
from dashboard.reports.file_words import with_code
from pipelines.typed_json import as_plain

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_DIGEST = 9  # symbols, 45 bits: among a million figures two share a code once in seventy offices
LENGTH = _DIGEST + 1
_PRINTED = re.compile(rf"\bcode:?\s*([0-9a-z]{{{LENGTH}}})(?![0-9a-z])", re.IGNORECASE | re.ASCII)
_AT_THE_END = re.compile(rf"(?:^| · | )Code: [0-9A-Z]{{{LENGTH}}}\.?$", re.ASCII)


def code_of(key: bytes, said: Any) -> str:
    """The code of what is said, anything that is JSON. key: of the office, so that nobody else can make one up."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    digest = int.from_bytes(blake2b(text.encode(), key=key, digest_size=8).digest(), "big")
    body = "".join(_SYMBOLS[digest >> 5 * place & 31] for place in range(_DIGEST))
    return body + _check(body)


def _check(body: str) -> str:
    """Luhn's check, of 32 symbols: one that is wrong is noticed, and nearly every two that changed places."""
    total = 0
    for place, symbol in enumerate(reversed(body)):
        value = _SYMBOLS.index(symbol) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return _SYMBOLS[-total % 32]


def as_written(typed: str) -> str:
    """A code as it is printed, from how somebody typed it; "" where it is none."""
    code = typed.strip().upper().translate(_MISREAD)
    is_one = len(code) == LENGTH and set(code) <= set(_SYMBOLS) and _check(code[:-1]) == code[-1]
    return code if is_one else ""


def printed_in(text: str) -> tuple[str, ...]:
    """What stands where codes do in a text, in its order: codes, and what somebody made of one."""
    return tuple(dict.fromkeys(found.upper() for found in _PRINTED.findall(text)))


def without_codes(text: str) -> str:
    """The text without what stands where codes do."""
    return _PRINTED.sub("", text).rstrip(" ·")


def before_code(text: str) -> str:
    """What a line says without the code it ends with."""
    return _AT_THE_END.sub("", text)


# --- a report and a chart with their codes -----------------------------------------------------------------


def as_it_leaves(exhibit: Exhibit, key: bytes) -> Exhibit:
    """The chart with its code, and without what is of use on a page only."""
    bare = replace(exhibit, spec=replace(exhibit.spec, periods=(), hint=""), way_out=None, code="")
    return replace(bare, code=code_of(key, as_plain(bare)))


def coded(report: Report, key: bytes) -> Report:
    """The report with a code for itself, each part that says what it found, each number and each chart."""
    face = [report.title, report.view, report.period, report.filters, report.as_of, report.build]
    parts = tuple(_coded_part(part, face, key) for part in report.parts)
    bare = replace(report, parts=parts, warnings=(), code="")
    return replace(bare, code=code_of(key, as_plain(bare)))


def _coded_part(part: Part, face: list[str], key: bytes) -> Part:
    says = [*face, part.heading]
    made = replace(
        part,
        numbers=tuple(_coded_number(number, says, key) for number in part.numbers),
        charts=tuple(_coded_chart(chart, key) for chart in part.charts),
    )
    typed = as_plain(part.supplied)
    told = [one.value for one in part.numbers]
    return replace(made, code=code_of(key, [*says, part.says, part.lede, typed, told]) if part.says else "")


def _coded_number(number: Number, says: list[str], key: bytes) -> Number:
    return replace(number, below=with_code(number.below, code_of(key, [*says, as_plain(number)])))


def _coded_chart(chart: Chart, key: bytes) -> Chart:
    exhibit = as_it_leaves(chart.exhibit, key)
    return replace(chart, below=with_code(chart.below, exhibit.code), exhibit=exhibit)


def names_of(report: Report) -> dict[str, str]:
    """{code: what it is the code of}, for every figure of a report that carries codes."""
    named = {report.code: report.title}
    for part in report.parts:
        named |= {part.code: part.heading} if part.code else {}
        named |= {code: one.title for one in part.numbers for code in printed_in(one.below)}
        named |= {one.exhibit.code: one.exhibit.spec.title for one in part.charts}
    return named
