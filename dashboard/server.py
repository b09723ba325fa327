"""The ASGI application: Streamlit behind the door, with the headers, limits and fonts this product promises.

Without a sign-in provider it serves one person on this computer, so it listens on the loopback address
only and refuses to start anywhere else. `career-conversations serve` hands it the key of the start. Started in another
way (`streamlit run dashboard/server.py`) it makes one and prints the address that carries it: no way of starting it
leaves an office's data open.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import logging
import os
import re
import secrets
import sys
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.media_file_manager import MediaFileManager

from dashboard.asking import served
from dashboard.commands import intake
from dashboard.door import (
    KEY_VARIABLE,
    NAMES_VARIABLE,
    PARAMETER,
    SAMPLE_VARIABLE,
    Door,
    checked_key,
    host_names,
)
from dashboard.front_page import FrontPage
from pipelines.errors import UserError
from pipelines.store.leftovers import remove_leftovers

HERE = Path(__file__).parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SCHEME = "https" if config.get_option("server.sslCertFile") else "http"
DOWNLOAD_SECONDS = 20.0  # a file made for a download is gone after one to two of these


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
        "connect-src {origin} {socket}",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HIDDEN = ("/_stcore/metrics", "/st-metrics", "/_stcore/agent")  # numbers and doors nobody here needs
NOT_STORED = ("/media/", "/_stcore/upload_file")

log = logging.getLogger("career_conversations")


def security_headers(host: str) -> dict[str, str]:
    """For a page under this name and port, which alone it may talk to."""
    own = {"origin": f"{SCHEME}://{host}", "socket": f"{SCHEME.replace('http', 'ws')}://{host}"}
    return HEADERS | {"Content-Security-Policy": CONTENT_SECURITY_POLICY.format(**own)}


def without_nonce(disposition: str) -> str:
    """The name a download is saved under: people see none of what keeps its address from being guessed."""
    return re.sub(r"-[0-9a-f]{12}(?=\.[a-z0-9]+\b)", "", disposition)


class Guard:
    """Adds the security headers, forbids storing downloads, answers 404 where there is nothing to see.

    Behind the door: the name it is asked for is one of ours.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        always = security_headers(Headers(scope=scope)["host"])

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in always.items():
                    headers[name] = value
                if path.startswith(NOT_STORED):
                    headers["Cache-Control"] = "no-store"
                if said := headers.get("content-disposition"):
                    headers["Content-Disposition"] = without_nonce(said)
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


def key_of_this_start() -> tuple[str | None, bool]:
    """(the key, whether it is made here and nobody has been told it). No key for the sample office.

    A key is taken out of the environment, which every process started from here would inherit.
    """
    handed, is_sample = os.environ.pop(KEY_VARIABLE, ""), os.environ.pop(SAMPLE_VARIABLE, "")
    if handed:
        return checked_key(handed), False
    if is_sample and served.settings().is_synthetic:  # said by the one who starts it and by the office itself
        return None, False
    return secrets.token_urlsafe(), True


async def forget_downloads(files: MediaFileManager, seconds: float = DOWNLOAD_SECONDS) -> None:
    """Have Streamlit drop the files nobody shows any more, again and again.

    By itself it marks a download after one run of a page and drops it after the next, so that the last of an evening
    stays until somebody comes.
    """
    while True:
        await asyncio.sleep(seconds)
        files.remove_orphaned_files()


@contextlib.asynccontextmanager
async def while_serving(_app: st.App) -> AsyncIterator[None]:
    """Say the address nobody has been told; keep a process ready for what pages change; forget downloads."""
    if IS_UNTOLD:
        address = f"{SCHEME}://127.0.0.1:{config.get_option('server.port')}/?{PARAMETER}={KEY}"
        print(f"Career Conversations is open at {address}", flush=True)
    forgetting = asyncio.create_task(forget_downloads(runtime.get_instance().media_file_mgr))
    intake.STAND_BY.enable()
    try:
        yield None
    finally:
        forgetting.cancel()
        intake.STAND_BY.stop()


keep_to_this_computer()
keep_data_out_of_the_log()
remove_leftovers(served.folder())

try:
    KEY, IS_UNTOLD = key_of_this_start()
    NAMES = host_names(os.environ.get(NAMES_VARIABLE, "").split(","))
except UserError as error:
    sys.exit(f"Error: {error.message}")

app = st.App(
    HERE / "app.py",
    lifespan=while_serving,
    routes=[Mount("/assets", StaticFiles(directory=HERE / "assets"))],
    middleware=[
        Middleware(Door, key=KEY, names=NAMES, scheme=SCHEME),  # first: outside all others
        Middleware(Guard),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4),
        Middleware(FrontPage),  # last: next to Streamlit, before anything is compressed
    ],
    on_script_error=on_script_error,
)
