"""What a chart in a sheet reads, and what of it is only drawn: a name never becomes a place that is read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from dashboard.exports.formats import render
from dashboard.exports.native import BigNumber, drawing
from tests.dashboard.exports.reading_files import charts_of
from tests.dashboard.exports.sample_exhibits import SPECS, exhibit

HOSTILE = "=cmd|'/c calc'!A1"
PLACE = re.compile(r"'?[\w -]+'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")


CHARTS = [name for name, spec in SPECS.items() if not isinstance(drawing(spec), BigNumber)]


@pytest.mark.parametrize("name", CHARTS)
def test_every_formula_of_a_chart_is_a_place_in_its_own_sheet(name: str) -> None:
    """Whatever the groups, the panels and the runs are called."""
    spec = SPECS[name]
    called = {category: f"{HOSTILE} {n}" for n, category in enumerate(spec.categories)}
    named = tuple(
        replace(series, name=f"Jump!START{n}", labels=("Jump!START2",) * len(series.labels))
        for n, series in enumerate(spec.series)
    )
    hostile = replace(spec, categories=tuple(called.values()), series=named)
    made = render(replace(exhibit(name), spec=hostile), "xlsx")
    for xml in charts_of(made):
        formulas = re.findall(r"<c:f>(.*?)</c:f>", xml.decode())
        assert formulas
        assert all(PLACE.fullmatch(formula) for formula in formulas), formulas
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert not [one for one in parts.namelist() if "externalLink" in one]
