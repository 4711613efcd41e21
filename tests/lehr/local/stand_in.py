"""Stands in for the API or a worker, and is up in no time: `python stand_in.py api`."""

import json
import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

import psycopg


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", "")):
            workers = int(valkey("SCARD workers").removeprefix(":"))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "ready", "workers": workers}).encode())


def valkey(command: str) -> str:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(os.environ["REDIS_URL"].removeprefix("unix://"))
        client.sendall(f"{command}\r\n".encode())
        return client.recv(1024).decode().strip()


def api() -> None:
    address = (os.environ["LEHR_HOST"], int(os.environ["LEHR_PORT"]))
    HTTPServer(address, Health).serve_forever()


def worker() -> None:
    valkey(f"SADD workers {os.environ['LEHR_WORKER_NAME']}")
    signal.pause()


def stubborn() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    worker()


if __name__ == "__main__":
    roles = {role.__name__: role for role in (api, worker, stubborn)}
    roles[sys.argv[1]]()
