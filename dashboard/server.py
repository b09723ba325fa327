"""The ASGI application: Streamlit with the headers, limits and fonts this product promises.

    streamlit run dashboard/server.py

Without a sign-in provider it serves one person on this computer, so it listens on the loopback address
only and refuses to start anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import traceback
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

HERE = Path(__file__).parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def front_page_scripts() -> str:
    """The digests of the scripts that stand in Streamlit's own front page, as the policy names them."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


# 'unsafe-inline' for styles and 'wasm-unsafe-eval' are what Streamlit's own front end needs; scripts come
# from this server only.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' 'wasm-unsafe-eval' {front_page_scripts()}".strip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HIDDEN = ("/_stcore/metrics", "/st-metrics", "/_stcore/agent")  # numbers and doors nobody here needs
NOT_STORED = ("/media/", "/_stcore/upload_file")

log = logging.getLogger("career_conversations")


class Guard:
    """Adds the security headers, forbids storing downloads, answers 404 where there is nothing to see."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if path.startswith(NOT_STORED):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        if path.startswith(HIDDEN):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)


def on_script_error(error: Exception) -> bool:
    """One sentence on the screen; the kind of error and where it happened in the log, never its text.

    The text of an exception may quote a student's row, so it is neither shown nor logged.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s while drawing a page\n%s", type(error).__name__, frames)
    from dashboard.widgets.problems import fault_box  # here: the server starts without it

    fault_box()
    return True


def keep_to_this_computer() -> None:
    """Refuse any address but the loopback's; unset means every one, so that is refused too."""
    if config.get_option("server.address") not in LOOPBACK:
        raise SystemExit(
            "Without a sign-in provider the dashboard serves one person on this computer, so it listens on"
            " 127.0.0.1 only. Start it with: career-conversations serve (or set server.address to 127.0.0.1)."
        )


def keep_data_out_of_the_log() -> None:
    """Streamlit logs uncaught errors with their text; ours says what may be said."""
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.exc_info is None)


keep_to_this_computer()
keep_data_out_of_the_log()

app = st.App(
    HERE / "app.py",
    routes=[Mount("/assets", StaticFiles(directory=HERE / "assets"))],
    middleware=[Middleware(Guard), Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)],
    on_script_error=on_script_error,
)
