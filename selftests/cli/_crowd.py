#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""A crowd at serve's door: clients that send what is no request, some that hang
at some point of one, and 50 honest ones, all at once.

usage: _crowd.py PORT PID MALFORMED HANGING
Prints what became of them as JSON: how many honest ones got the whole answer,
which statuses the malformed ones got, and the most memory that PID held (KiB).
"""

import json
import os
import random
import socket
import sys
import threading
import time

PORT = int(sys.argv[1])
PID = sys.argv[2]
HONEST, MALFORMED, HANGING = 50, int(sys.argv[3]), int(sys.argv[4])
REQUEST = b"GET /metrics HTTP/1.1\r\nHost: lenscap\r\n\r\n"
RANDOM = random.Random(6)


def malformed(number):
    """Bytes that are no request, of twelve kinds."""
    noise = bytes(RANDOM.randrange(256) for _ in range(300))
    return (
        noise,
        b"GET\r\n\r\n",
        b"GET /metrics\r\n\r\n",
        b"GET /metrics HTTP/9.9\r\n\r\n",
        b"GET /metrics HTTP/1.1\r\n\r\n",
        b"\r\n" * 200 + b"\x00\r\n\r\n",
        b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"ffffffffffffffffff\r\n",
        b"GET /%zz%00%ff HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + noise,
    )[number % 12]


def hanging(number):
    """How far it gets, and what it drips on then."""
    return (
        (b"", b""),
        (b"G", b""),
        (REQUEST[:-2], b"A: b\r\n"),
        (b"GET /", b"a"),
        (REQUEST[:-2] + b"A: ", b"b"),
    )[number % 5]


def connect():
    """A connection."""
    return socket.create_connection(("127.0.0.1", PORT), timeout=20)


class Crowd:
    """What became of them."""

    def __init__(self):
        self.lock = threading.Lock()
        self.good = 0
        self.bad = []
        self.statuses = {}
        self.over = threading.Event()

    def honest(self):
        """One that asks, and reads all of it."""
        try:
            with connect() as sock:
                sock.sendall(REQUEST)
                got = b""
                while True:
                    part = sock.recv(65536)
                    if not part:
                        break
                    got += part
            head, _, body = got.partition(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split()[0])
            whole = head.startswith(b"HTTP/1.1 200 ") and \
                len(body) == length and \
                b"\nlenscap_policy_in_force 1\n" in body
        except (OSError, IndexError, ValueError) as error:
            whole, got = False, repr(error).encode()
        with self.lock:
            self.good += whole
            if not whole:
                self.bad.append(repr(got[:200]))

    def rude(self, number):
        """One that sends what is no request."""
        try:
            with connect() as sock:
                sock.settimeout(20)
                sock.sendall(malformed(number))
                status = sock.recv(100)[9:12].decode("latin-1")
        except OSError as error:
            status = type(error).__name__
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1

    def hang(self, number):
        """One that never gets to the end, until all others are done."""
        first, drip = hanging(number)
        while not self.over.is_set():
            try:
                with connect() as sock:
                    sock.sendall(first)
                    while not self.over.wait(.5):
                        if drip:
                            sock.sendall(drip)
                        elif not sock.recv(1):
                            break
            except OSError:
                self.over.wait(.05)


def main():
    """Let them all in at once."""
    crowd = Crowd()
    hangers = [threading.Thread(target=crowd.hang, args=(i,), daemon=True)
               for i in range(HANGING)]
    for each in hangers:
        each.start()
    time.sleep(1)
    others = [threading.Thread(target=crowd.rude, args=(i,))
              for i in range(MALFORMED)]
    others += [threading.Thread(target=crowd.honest) for _ in range(HONEST)]
    RANDOM.shuffle(others)
    for each in others:
        each.start()
    for each in others:
        each.join()
    crowd.over.set()
    with open(f"/proc/{PID}/status", encoding="ascii") as file:
        most = [x.split()[1] for x in file if x.startswith("VmHWM")]
    print(json.dumps({
        "good": crowd.good, "bad": crowd.bad[:3], "statuses": crowd.statuses,
        "malformed": sum(crowd.statuses.values()), "most": int(most[0])}))
    sys.stdout.flush()
    os._exit(0)


main()
