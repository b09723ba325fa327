"""Whoever is answered, and who is not: every question asked of the door as a server hands it on."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from dashboard.door import (
    ELSEWHERE,
    OTHER_NAME,
    OTHER_PAGE,
    PRINTED,
    Door,
    checked_key,
    cookie_name,
    host_names,
)
from pipelines.errors import UserError

KEY = "k3Y_of-this_start-0123456789"
OTHER_KEY = "k3Y_of-this_start-012345678X"
PORT = 8501
HOST = f"127.0.0.1:{PORT}"
OWN = f"http://{HOST}"
LET_IN = "what only Streamlit would say"


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    close_code: int = 0

    @property
    def is_let_in(self) -> bool:
        return self.body == LET_IN


async def streamlit(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept", "subprotocol": LET_IN})
    elif scope["type"] == "lifespan":
        await send({"type": "lifespan.startup.complete"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": LET_IN.encode()})


def run(asked: Coroutine[Any, Any, None]) -> None:
    """To its end at once: the door waits for nothing, so it needs no event loop (browser tests may have one running)."""
    with pytest.raises(StopIteration):
        asked.send(None)


def ask(
    host: str | Sequence[str] = HOST,
    *,
    target: str = "/",
    method: str = "GET",
    origin: str | Sequence[str] | None = None,
    cookie: str | Sequence[str] | None = f"{cookie_name(PORT)}={KEY}",
    kind: str = "http",
    key: str | None = KEY,
    names: Sequence[str] = (),
    server: tuple[str, int | None] | None = ("127.0.0.1", PORT),
    scheme: str = "http",
    more: Sequence[tuple[str, str]] = (),
) -> Answer:
    sent = [
        (name, value)
        for name, values in (("host", host), ("origin", origin), ("cookie", cookie))
        for value in ([] if values is None else [values] if isinstance(values, str) else values)
    ]
    path, _, query = target.partition("?")
    scope = {
        "type": kind,
        "scheme": scheme,
        "server": server,
        "client": ("127.0.0.1", 50_000),
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in (*sent, *more)],
    }
    if kind == "http":
        scope["method"] = method
    answer = Answer()

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            answer.body += message["body"].decode()
        elif message["type"] == "websocket.accept":
            answer.body = message["subprotocol"]
        elif message["type"] == "websocket.close":
            answer.close_code = message["code"]

    run(Door(streamlit, key=key, names=names, scheme=scheme)(scope, receive, send))  # type: ignore[arg-type]
    return answer


def ask_socket(**asked: Any) -> Answer:
    return ask(**{"kind": "websocket", "target": "/_stcore/stream", "origin": OWN} | asked)


# -- under which name -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_it_answers_under_its_own_names(host: str) -> None:
    assert ask(host).is_let_in
    assert ask_socket(host=host, origin=f"http://{host}").is_let_in


@pytest.mark.parametrize(
    "host",
    [
        (),
        "",
        (HOST, HOST),
        (HOST, "evil.example"),
        ("evil.example", HOST),
        f"{HOST}, evil.example",
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "localhost",
        "[::1]",
        "127.0.0.1:",
        "127.0.0.1:80",
        "127.0.0.1:8502",
        f"127.0.0.1:0{PORT}",
        f"127.0.0.1:{PORT}0",
        f"127.0.0.1:{PORT}.",
        f"127.0.0.1:{PORT}/",
        f"127.0.0.1:{PORT}#evil",
        f" {HOST}",
        f"{HOST} ",
        f"{HOST}\t",
        f"http://{HOST}",
        f"127.0.0.1.:{PORT}",
        f"localhost.:{PORT}",
        f"LOCALHOST:{PORT}",  # no browser writes it so; Streamlit would compare it with Origin letter by letter
        f"LocalHost:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        f"localhost.evil.example:{PORT}",
        f"evil.localhost:{PORT}",
        f"localhost@evil.example:{PORT}",
        f"evil.example@localhost:{PORT}",
        f"2130706433:{PORT}",
        f"0x7f000001:{PORT}",
        f"0177.0.0.1:{PORT}",
        f"127.1:{PORT}",
        f"127.0.0.2:{PORT}",
        f"0.0.0.0:{PORT}",
        f"::1:{PORT}",
        f"[::]:{PORT}",
        f"[0:0:0:0:0:0:0:1]:{PORT}",
        f"[::ffff:127.0.0.1]:{PORT}",
        f"[::1%25lo]:{PORT}",
        f"[127.0.0.1]:{PORT}",
        f"１２７.0.0.1:{PORT}".encode().decode("latin-1"),
    ],
)
def test_it_answers_under_no_other(host: str | Sequence[str]) -> None:
    """With the right cookie and, for the socket, an Origin that fits the name."""
    refused = ask(host)
    assert (refused.status, refused.body) == (400, OTHER_NAME)
    assert ask(host, key=None).status == 400
    origin = f"http://{host}" if isinstance(host, str) else OWN
    assert ask_socket(host=host, origin=origin).close_code == 1008
    assert not ask_socket(host=host, origin=origin, key=None).is_let_in


def test_a_name_that_was_given_is_one_of_its_own_and_no_other_by_it() -> None:
    given = {"names": ["careers.example.edu"]}
    assert ask(f"careers.example.edu:{PORT}", **given).is_let_in  # type: ignore[arg-type]
    for host in ("careers.example.edu", f"www.careers.example.edu:{PORT}", f"example.edu:{PORT}"):
        assert ask(host, **given).status == 400  # type: ignore[arg-type]


@pytest.mark.parametrize(("scheme", "port"), [("http", 80), ("https", 443)])
def test_browsers_leave_out_the_port_of_a_scheme(scheme: str, port: int) -> None:
    asked = {"server": ("127.0.0.1", port), "scheme": scheme, "cookie": f"{cookie_name(port)}={KEY}"}
    assert ask("localhost", origin=f"{scheme}://localhost", **asked).is_let_in  # type: ignore[arg-type]
    assert ask(f"localhost:{port}", **asked).status == 400  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "server",
    [None, ("192.0.2.7", PORT), ("0.0.0.0", PORT), ("2001:db8::1", PORT), ("/run/socket", None), ("", PORT)],
)
def test_it_answers_no_connection_from_elsewhere_however_it_was_started(server: Any) -> None:
    refused = ask(server=server)
    assert (refused.status, refused.body) == (403, ELSEWHERE)
    assert ask_socket(server=server).close_code == 1008


@pytest.mark.parametrize("name", ["127.0.0.1", "::1"])
def test_it_answers_over_both_loopbacks(name: str) -> None:
    assert ask(server=(name, PORT)).is_let_in


@pytest.mark.parametrize(
    "name", ["careers", "careers.example.edu", " Careers.Example.EDU ", "a1", "10.0.0.7"]
)
def test_names_are_taken_as_browsers_write_them(name: str) -> None:
    assert host_names([name, ""]) == (name.strip().lower(),)


@pytest.mark.parametrize(
    "name",
    ["*", "*.example.edu", "http://a.edu", "a.edu:8501", "a.edu/x", "a edu", "a..edu", "-a", "a-", ".a", "a.", "é.edu", "a@b", "a,b", "[::1]", "a\x00"],
)  # fmt: skip
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="is not one"):
        host_names([name])


# -- from which page --------------------------------------------------------------------------------------------

FOREIGN = [
    "null",
    "",
    "http://evil.example",
    f"http://evil.example:{PORT}",
    f"https://{HOST}",
    "http://127.0.0.1",
    "http://127.0.0.1:8502",
    f"http://localhost:{PORT}",  # ours, but not the one that was asked: another page
    f"http://{HOST}.evil.example",
    f"http://{HOST}@evil.example",
    f"http://{HOST}/",
    f"http://{HOST} ",
    f"HTTP://{HOST}",
    f"//{HOST}",
    HOST,
    f"ws://{HOST}",
    f"file://{HOST}",
    (OWN, OWN),
    (OWN, "http://evil.example"),
    f"{OWN}, http://evil.example",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_it_answers_no_other_page(origin: str | Sequence[str]) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        refused = ask(origin=origin, method=method)
        assert (refused.status, refused.body) == (403, OTHER_PAGE)
        assert not [name for name in refused.headers if name.lower().startswith("access-control")]
    assert ask(origin=origin, key=None).status == 403
    assert ask_socket(origin=origin).close_code == 1008
    assert ask_socket(origin=origin, key=None).close_code == 1008


def test_it_answers_its_own_page_and_what_is_no_page() -> None:
    assert ask(origin=OWN).is_let_in
    assert ask(origin=None).is_let_in
    assert ask_socket(origin=OWN).is_let_in


def test_a_websocket_says_which_page_it_is_of() -> None:
    assert ask_socket(origin=None).close_code == 1008
    assert ask_socket(origin=None, key=None).close_code == 1008


def test_what_a_proxy_would_say_changes_nothing() -> None:
    """A header of the question moves neither the name, nor the scheme, nor the port."""
    more = [
        ("x-forwarded-host", HOST),
        ("x-forwarded-proto", "https"),
        ("forwarded", f"host={HOST};proto=https"),
    ]
    assert ask("evil.example", more=more).status == 400
    assert ask(origin=f"https://{HOST}", more=more).status == 403
    assert ask(origin=OWN, more=more).is_let_in


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"[::1]:{PORT}", f"careers:{PORT}"])
def test_streamlit_never_needs_to_ask_elsewhere_for_its_own_address(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the door lets in, Streamlit takes for its own at once."""
    module = "streamlit.web.server.starlette.starlette_websocket"
    asked: list[str] = []
    monkeypatch.setattr(f"{module}.is_url_from_allowed_origins", asked.append)
    for origin in [*[one for one in FOREIGN if isinstance(one, str)], f"http://{host}"]:
        if ask_socket(host=host, origin=origin, names=["careers"]).is_let_in:
            assert _is_origin_allowed(origin, host)
    assert asked == []


# -- with which key ---------------------------------------------------------------------------------------------

PATHS = (
    "/", "/outreach", "/student?student=S1", "/static/js/index.js", "/assets/inter-latin-wght-normal.woff2",
    "/media/0123.csv", "/_stcore/host-config", "/_stcore/upload_file/1/2", "/_stcore/stream", "/_stcore/healthz",
    "/_stcore/health/", "//_stcore/health", "/favicon.png", "/component/x/index.html",
)  # fmt: skip


@pytest.mark.parametrize("target", PATHS)
@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        "career_conversations_8501=",
        f"career_conversations_8501={OTHER_KEY}",
        f"career_conversations_8501={KEY}x",
        f"career_conversations_8501={KEY[:-1]}",
        f'career_conversations_8501="{KEY}"',
        f"career_conversations_8502={KEY}",
        f"career_conversations={KEY}",
        f"CAREER_CONVERSATIONS_8501={KEY}",
        f"xcareer_conversations_8501={KEY}",
        f"key={KEY}",
        KEY,
        f"{KEY}=career_conversations_8501",
        "\xe9=\xff; career_conversations_8501=\xe9",
    ],
)
def test_without_the_key_there_is_one_sentence_and_nothing_else(target: str, cookie: str | None) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        refused = ask(target=target, cookie=cookie, method=method)
        assert (refused.status, refused.body) == (403, PRINTED)
        assert "set-cookie" not in refused.headers
        assert refused.headers["cache-control"] == "no-store"
    assert ask_socket(cookie=cookie).close_code == 1008


def test_the_cookie_lets_in() -> None:
    assert ask().is_let_in
    assert ask_socket().is_let_in
    assert ask(method="PUT", target="/_stcore/upload_file/1/2", origin=OWN).is_let_in


@pytest.mark.parametrize(
    "cookie",
    [
        f"a=b; career_conversations_8501={KEY}; c=d",
        f"a=b;career_conversations_8501={KEY}",
        ("a=b", f"career_conversations_8501={KEY}"),
        f"career_conversations_8501=planted; career_conversations_8501={KEY}",
        f"career_conversations_8501={KEY}; career_conversations_8501=planted",
    ],
)
def test_a_cookie_of_another_server_on_this_machine_does_not_shut_out(cookie: str | Sequence[str]) -> None:
    assert ask(cookie=cookie).is_let_in


@pytest.mark.parametrize(
    ("target", "there"),
    [
        (f"/?key={KEY}", "/"),
        (f"/outreach?key={KEY}&college=Arts+%26+Sciences", "/outreach?college=Arts+%26+Sciences"),
        (f"/outreach?a=1&key={KEY}&a=2&b", "/outreach?a=1&a=2&b"),
        (f"/?%6Bey={KEY}", "/"),
        (f"/a%20b?key={KEY}", "/a%20b"),
        (f"/?key={KEY}&monkey=1", "/?monkey=1"),
        (f"//evil.example/?key={KEY}", "//evil.example/"),  # on this machine: the whole address is ours
        (f"http://evil.example/?key={KEY}", "/"),
    ],
)
def test_the_printed_address_is_exchanged_for_a_cookie_and_the_key_leaves_the_address(
    target: str, there: str
) -> None:
    for method in ("GET", "HEAD"):
        answer = ask(target=target, cookie=None, method=method)
        assert (answer.status, answer.body) == (303, "")
        assert answer.headers["location"] == OWN + there
        assert urlsplit(answer.headers["location"]).netloc == HOST
        assert "key" not in dict(parse_qsl(urlsplit(answer.headers["location"]).query))
        cookie = SimpleCookie(answer.headers["set-cookie"])[cookie_name(PORT)]
        assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (
            KEY,
            "/",
            True,
            "Lax",
        )
        assert not cookie["max-age"]
        assert not cookie["expires"]
        assert not cookie["domain"]
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert ask(cookie=f"{cookie_name(PORT)}={cookie.value}").is_let_in


def test_the_cookie_goes_over_an_encrypted_connection_only_where_there_is_one() -> None:
    host = f"localhost:{PORT}"
    assert "Secure" in ask(host, target=f"/?key={KEY}", cookie=None, scheme="https").headers["set-cookie"]
    assert "Secure" not in ask(host, target=f"/?key={KEY}", cookie=None).headers["set-cookie"]


@pytest.mark.parametrize(
    "query",
    [
        "", "key", "key=", f"key={OTHER_KEY}", f"key={KEY}x", f"key={KEY[:-1]}", f"key=%20{KEY}", f"Key={KEY}",
        f"key={KEY}&key={OTHER_KEY}", f"key={OTHER_KEY}&key={KEY}", f"key={KEY}&key={KEY}", f"x=key={KEY}",
        "key=%C3%A9", "key=%ff%00", "key=\xe9",
    ],
)  # fmt: skip
def test_a_wrong_key_or_several_are_none(query: str) -> None:
    refused = ask(target=f"/?{query}", cookie=None)
    assert (refused.status, refused.body) == (403, PRINTED)
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_a_key_is_exchanged_where_an_address_is_opened_and_nowhere_else(method: str) -> None:
    refused = ask(target=f"/?key={KEY}", cookie=None, method=method)
    assert (refused.status, refused.body) == (403, PRINTED)
    assert ask_socket(target=f"/_stcore/stream?key={KEY}", cookie=None).close_code == 1008


def test_who_is_in_may_open_an_address_of_an_earlier_start() -> None:
    answer = ask(target=f"/outreach?key={OTHER_KEY}")
    assert (answer.status, answer.headers["location"]) == (303, f"{OWN}/outreach")


def test_a_key_helps_neither_another_name_nor_another_page() -> None:
    assert ask("evil.example", target=f"/?key={KEY}", cookie=None).status == 400
    assert ask(origin="http://evil.example", target=f"/?key={KEY}", cookie=None).status == 403


def test_the_sample_office_asks_for_none() -> None:
    assert ask(key=None, cookie=None).is_let_in
    assert ask(key=None, cookie=None, target=f"/?key={KEY}").is_let_in
    assert ask_socket(key=None, cookie=None).is_let_in


def test_whether_it_lives_may_be_asked_without_a_key_but_not_by_another_page() -> None:
    asked: dict[str, Any] = {"target": "/_stcore/health", "cookie": None}
    assert ask(**asked).is_let_in
    assert ask(**asked, method="POST").status == 403
    assert ask("evil.example", **asked).status == 400
    assert ask(origin="http://evil.example", **asked).status == 403
    assert ask_socket(**asked).close_code == 1008


def test_no_answer_of_the_door_quotes_what_was_asked() -> None:
    told = [
        ask("evil<b>.example"),
        ask(origin="http://evil<b>.example"),
        ask(cookie="evil<b>", target="/evil<b>?key=evil<b>"),
    ]
    for answer in told:
        assert "evil" not in answer.body + str(answer.headers)
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 21, "x" * 21 + ";", "x" * 30 + " ", "x" * 30 + "\n", "é" * 30]
)
def test_a_key_somebody_could_guess_is_refused_and_not_quoted(key: str) -> None:
    with pytest.raises(UserError) as refused:
        checked_key(key)
    assert key not in refused.value.message or not key
    assert checked_key("x" * 22) == "x" * 22


def test_starting_and_stopping_are_nobodys_question() -> None:
    started = []

    async def send(message: Any) -> None:
        started.append(message["type"])

    run(Door(streamlit, key=KEY)({"type": "lifespan"}, send, send))  # type: ignore[arg-type]
    assert started == ["lifespan.startup.complete"]
