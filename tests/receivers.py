"""Real servers on loopback that do as they are told: receivers of webhooks, and what is no Lehr."""

import socket
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext, create_default_context
from threading import Thread
from typing import Any

import orjson
from typing_extensions import override

CERTIFICATE = Path(__file__).with_name("hooks.example.pem")
"""Of `hooks.example`, signed by itself, with its key; it serves these tests and nothing else."""


@dataclass(frozen=True)
class Request:
    """What a receiver was sent."""

    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def message(self) -> dict[str, Any]:
        message: dict[str, Any] = orjson.loads(self.body)
        return message


@dataclass(frozen=True)
class Reply:
    """What a receiver answers."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Receiver(ThreadingHTTPServer):
    """Keeps what it receives, in order; answers with `replies` in turn, then with 204."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[Request] = []
        self.replies: deque[Reply] = deque()
        self.on_request: Callable[[], object] = lambda: None
        """Done before a request is answered."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        return f"{self.address}/hook?from=lehr"

    @property
    def secure_url(self) -> str:
        return f"https://hooks.example:{self.server_port}/hook"

    def reply(self, request: Request) -> Reply:
        self.requests.append(request)
        self.on_request()
        return self.replies.popleft() if self.replies else Reply()


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.reply(Request(self.path, headers, body))
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def receiving(*, tls: bool = False) -> Iterator[Receiver]:
    """Receive on a free port of loopback until the block ends."""
    with Receiver() as receiver:
        if tls:
            context = SSLContext(PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
        thread = Thread(target=receiver.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            thread.join()


@contextmanager
def misbehaving(says: bytes, *, then: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Listen until the block ends, and give the URL: to the first request this is said."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_say, args=(server, says, then), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


def _say(server: socket.socket, says: bytes, then: Callable[[], object]) -> None:
    connection, _ = server.accept()
    with connection, suppress(OSError):
        connection.recv(65536)
        connection.sendall(says)
        then()


def trusting() -> SSLContext:
    """Trust the certificate of these tests alone."""
    return create_default_context(cafile=CERTIFICATE)
