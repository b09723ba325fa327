"""Texts from outside that look like something else: a formula, SQL, markup, a path."""

from __future__ import annotations

OUTSIDE_TEXTS = {
    "SQL": "Robert'); drop table record.imports;--",
    "Markdown": "![x](https://example.com/x.png) **bold** [a](b) :smile: $x$",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a formula": '=HYPERLINK("https://example.com","x")',
    "a command": "=cmd|' /C calc'!A0",
    "a template": "{{ 7*7 }} {0} {x!r} %(x)s ${HOME} {report.__class__}",
    "turned around": "\u202egnp.cod\u2066\u200b\ufeff",
    "controls": "bell\x07 escape\x1b[31m back\x08 tab\x0b",
    "a path": "../../etc/passwd",
    "an address": "https://example.com/?a=b&c=d",
    "emoji": "👩‍🎓 ﷽ Z͑ͫ̓",
    "the end": "\\N NULL null None nan #N/A",
}
