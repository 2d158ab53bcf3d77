#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""In the place of systemd's journal: _journal.py SOCKET FILE takes entries in the
native protocol and writes each as a JSON object a line. Ends when it is told to.
"""

import json
import os
import socket
import struct
import sys


def fields(data):
    """The fields of one entry: KEY=value, or KEY, a length and the bytes."""
    entry = {}
    while data:
        line, _, rest = data.partition(b"\n")
        key, equals, value = line.partition(b"=")
        if not equals:
            size, = struct.unpack_from("<Q", rest)
            value, rest = rest[8:8 + size], rest[8 + size:]
            if rest[:1] != b"\n":
                raise ValueError("no end behind a field")
            rest = rest[1:]
        entry.setdefault(key.decode("ascii"), []).append(
            value.decode("utf-8", "backslashreplace"))
        data = rest
    return entry


def main():
    path, out = sys.argv[1:]
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(path)
    os.chmod(path, 0o666)
    with open(out, "w", encoding="utf-8", buffering=1) as file:
        while True:
            file.write(json.dumps(fields(listener.recv(1 << 20))) + "\n")


if __name__ == "__main__":
    main()
