"""Load: requests per contact and term; concentration: the share of requests that goes to the ten asked most."""

from __future__ import annotations

from pipelines.figures.aggregates.aggregate import Aggregate, Summing

_BY_CONTACT = ("student_key", "contact_key")


class Load(Aggregate):
    name = "load"
    columns = "request_key, is_shared, nth_term"
    summing = Summing("load")
    cluster = _BY_CONTACT
    rows_sums = ""
    counts = "true"
    published = "average"
    gives_total = True
    needs_givers = True
    row_of_example = "request"
    sum_of_example = "requests"


class Concentration(Aggregate):
    name = "concentration"
    columns = "request_key, is_shared"
    summing = Summing("concentration")
    cluster = _BY_CONTACT
    rows_sums = ""
    counts = "true"
    published = "band"
