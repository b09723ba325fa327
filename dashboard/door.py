"""The door: who is answered at all, decided before Streamlit sees anything.

Three questions, for every request and every websocket:

1. Is it asked for under a name of this machine, on this port, over a connection within this machine? A page elsewhere
   that has its own name point here (DNS rebinding) says its own name.
2. Does it come from a page of ours? A browser says in Origin which page asks; one on another port is another page.
3. Does whoever asks know the key of this start? The printed address carries it, a cookie keeps it afterwards.

Streamlit asks none of them: it answers any name, leaves ports out, and for a foreign Origin asks a server on the
internet for its own address.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import quote, unquote_plus

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from pipelines.errors import UserError

# What whoever starts the server hands over; in its environment, since anybody on the machine may read arguments.
KEY_VARIABLE = "CAREER_CONVERSATIONS_KEY"
NAMES_VARIABLE = "CAREER_CONVERSATIONS_HOST_NAMES"  # separated by commas
SAMPLE_VARIABLE = "CAREER_CONVERSATIONS_SAMPLE"  # set: the sample office, which needs no key

OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
PARAMETER = "key"
HEALTH = "/_stcore/health"  # answers "ok" and nothing else; whoever starts the server waits for it

PRINTED = "Open the address that was printed when the dashboard started."
OTHER_NAME = (
    f"The dashboard does not answer under the name it was asked for. {PRINTED} Another name of this machine"
    " needs to be given when it starts: career-conversations serve --host-name NAME."
)
ELSEWHERE = f"The dashboard answers on the computer it runs on only. {PRINTED}"
OTHER_PAGE = f"Another page asked for this, and the dashboard answers its own pages only. {PRINTED}"

_PORTS = {"http": 80, "https": 443}  # those a browser leaves out
_KEY = re.compile(r"[A-Za-z0-9_-]{22,}")  # 128 bits at least; needs no quoting in addresses and cookies
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def cookie_name(port: int) -> str:
    """Cookies are kept by name of the machine, not by port: two dashboards on one machine need two names."""
    return f"career_conversations_{port}"


def checked_key(given: str) -> str:
    """A key handed over. Raises UserError, without quoting it, where it is too short to be one."""
    if not _KEY.fullmatch(given):
        raise UserError(
            f"{KEY_VARIABLE} must be at least 22 letters, digits, hyphens and underscores that nobody can guess."
            " Leave it out and the dashboard makes one."
        )
    return given


def host_names(given: Iterable[str]) -> tuple[str, ...]:
    """Further names of this machine, as browsers write them. Raises UserError on what is none."""
    names = tuple(name.strip().lower() for name in given if name.strip())
    for name in names:
        if not _NAME.fullmatch(name):
            raise UserError(
                "A host name is letters, digits, dots and hyphens, such as careers.example.edu, without http://,"
                f" port or path; {name!r} is not one."
            )
    return names


class Door:
    """ASGI middleware, outside all others. `key` None: anybody on this machine may come in (the sample office).

    `names`: further names of this machine. `scheme`: http or https, whatever a proxy says of itself.
    Raises UserError on a key that could be guessed.
    """

    def __init__(
        self, app: ASGIApp, *, key: str | None, names: Iterable[str] = (), scheme: str = "http"
    ) -> None:
        self._app = app
        self._key = None if key is None else checked_key(key).encode()
        self._names = (*OWN_NAMES, *names)
        self._scheme = scheme

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = None if scope["type"] == "lifespan" else self._answer(scope)
        if refused is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, "The dashboard answers its own pages only.")(scope, receive, send)
        else:
            await refused(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        """The door's own answer; None lets the question in."""
        address, port = scope.get("server") or ("", None)
        if port is None or not _is_loopback(address):
            return _page(403, ELSEWHERE)
        host = _one(_sent(scope, b"host"))
        if host not in self._hosts(port):
            return _page(400, OTHER_NAME)
        own = f"{self._scheme}://{host}"
        origins = _sent(scope, b"origin")
        if (origins or scope["type"] == "websocket") and _one(origins) != own:
            return _page(403, OTHER_PAGE)
        if self._key is None:
            return None
        return self._ask_for_the_key(scope, self._key, own, cookie_name(port))

    def _hosts(self, port: int) -> set[str]:
        """Host as a browser writes it, letter by letter: nothing is parsed that Streamlit may read otherwise."""
        end = "" if port == _PORTS[self._scheme] else f":{port}"
        return {name + end for name in self._names}

    def _ask_for_the_key(self, scope: Scope, key: bytes, own: str, name: str) -> Response | None:
        is_known = any(hmac.compare_digest(value, key) for value in _cookies(scope, name.encode()))
        if scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD"):
            return None if is_known else _page(403, PRINTED)
        given, others = _taken_out(scope["query_string"].decode("latin-1"))
        if is_known and not given:
            return None
        # once in, an old address of an earlier start is as good as none
        is_right = len(given) == 1 and hmac.compare_digest(given[0].encode(), key)
        if is_known or is_right:
            path = scope.get("raw_path", b"").decode("latin-1") or quote(scope["path"])
            there = own + (path if path.startswith("/") else "/") + (f"?{others}" if others else "")
            cookie = f"{name}={key.decode()}; Path=/; HttpOnly; SameSite=Lax"
            secure = "; Secure" if self._scheme == "https" else ""
            return _page(303, "", {"Location": there, "Set-Cookie": cookie + secure})
        if scope["path"] == HEALTH:
            return None
        return _page(403, PRINTED)


def _page(status: int, says: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(says, status_code=status, headers=_HEADERS | (headers or {}))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _sent(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _one(values: list[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _cookies(scope: Scope, name: bytes) -> list[bytes]:
    """All of that name: a server on another port may have set one, which must not shut out ours."""
    pairs = (pair.strip().partition("=") for line in _sent(scope, b"cookie") for pair in line.split(";"))
    return [value.encode("latin-1") for key, _, value in pairs if key.encode("latin-1") == name]


def _taken_out(query: str) -> tuple[list[str], str]:
    """(the keys in a query, the query without them, otherwise as it was)."""
    given, others = [], []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if unquote_plus(name) == PARAMETER:
            given.append(unquote_plus(value))
        else:
            others.append(part)
    return given, "&".join(others)
