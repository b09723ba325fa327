"""The front page as this product wants it: its style sheet and name in the head, old addresses led to the new pages.

A style sheet that a page brings itself comes after the page was drawn once, and everything moves. In the head of
Streamlit's one HTML page it is there before anything is drawn. So it is with the scripts that draw what every page has:
asked for when it is needed, each would come late and move what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.navigation import MOVED
from pipelines import data_files

NAME = "Career Conversations"
SHEETS = ("widgets/style.css", "widgets/uploads.css", "widgets/this_week.css", "widgets/loading.css")
_FONT = '<link rel="preload" href="/assets/inter-latin-wght-normal.woff2" as="font" type="font/woff2" crossorigin>'
# What draws the frame, figures and charts of a page, as Streamlit names the parts of its front end; in order of need.
PARTS = ("StreamlitMarkdown", "PageLink", "Html", "Metric", "MenuButton", "Button", "PlotlyChart")
FRONT_END = Path(str(distribution("streamlit").locate_file("streamlit/static/static/js")))
_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""")
_IMPORTS_WITHIN = 16_384  # bytes: a part names what it imports before anything else
_SCRIPT = '<script src="/assets/page.js" defer></script>'
# Streamlit would answer that nothing changed, or with bytes it compressed itself: both of its page, not of ours.
_NOT_PASSED_ON = (b"if-none-match", b"if-modified-since", b"accept-encoding")


def style_sheet(sheets: Iterable[str] = SHEETS) -> str:
    """Every sheet in one, nested in the root: of two rules alike, ours then win over Streamlit's, which come later."""
    inner = "\n".join(data_files.text(name, "dashboard") for name in sheets)
    return f":root {{\n{inner}}}\n"


def ahead(parts: Iterable[str] = PARTS, folder: Path = FRONT_END) -> Iterator[str]:
    """Files of Streamlit's front end to load at once: these parts, then whatever they import.

    A part it does not have is left out: a page is then only drawn later.
    """
    found = [path.name for part in parts for path in folder.glob(f"{part}.*.js")]
    for name in found:  # grows as it goes
        yield name
        with (folder / name).open(encoding="utf-8", errors="replace") as script:
            found += [other for other in _IMPORT.findall(script.read(_IMPORTS_WITHIN)) if other not in found]


def head() -> str:
    """Our font and Streamlit's parts, asked for at once; the script and the sheet."""
    loads = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in ahead())
    return f"{_FONT}{loads}{_SCRIPT}<style>{style_sheet()}</style>"


def with_head(page: bytes, ours: str) -> bytes:
    """Streamlit's page with our name and our head."""
    head = f"{ours}</head>".encode()
    return page.replace(b"<title>Streamlit</title>", f"<title>{NAME}</title>".encode()).replace(
        b"</head>", head, 1
    )


class FrontPage:
    """ASGI middleware, next to Streamlit, before anything is compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._head = head()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if moved := MOVED.get(scope["path"].strip("/")):
            query = scope["query_string"].decode("latin-1")
            there = f"/{moved.removeprefix('home')}{'?' if query else ''}{query}"
            await RedirectResponse(there, status_code=307)(scope, receive, send)
            return
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _NOT_PASSED_ON]}
        await self._app(scope, receive, _Rewriting(send, self._head))


class _Rewriting:
    """Holds an HTML answer back until it is whole, then sends it on with our head; everything else goes through."""

    def __init__(self, send: Send, ours: str) -> None:
        self._send, self._head = send, ours
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if message["status"] == 200 and "text/html" in Headers(raw=message["headers"]).get(
                "content-type", ""
            ):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = with_head(self._body, self._head)
            headers = MutableHeaders(scope=self._start)
            headers["Content-Length"] = str(len(body))
            headers["Cache-Control"] = "no-cache"
            for name in ("etag", "last-modified"):
                if name in headers:
                    del headers[name]
            await self._send(self._start)
            message = {"type": "http.response.body", "body": body, "more_body": False}
        await self._send(message)
