#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Sends the frames of carriers.py and escapes.py raw, each with a mark in it
# that names it, and finds those marks in captures. No verdict is known here.
"""craft.py list FAMILY                 the cases, each with its words
craft.py send DEVICE FAMILY PHASE    sends each case to net and to rec
craft.py one DEVICE FAMILY CASE      sends one case, once, to net
craft.py seen PHASE PCAP...          the cases whose marks stand in a capture

A mark reads <case:receiver#phase>; seen prints lines of "case receiver"."""

import os
import re
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "replay"))
sys.dont_write_bytecode = True

import carriers  # noqa: E402
import escapes  # noqa: E402

FAMILIES = {**carriers.FAMILIES, **escapes.FAMILIES}
SIZE = 900


def bodies(family, phase):
    """(case, words, receiver, frames) for each case and receiver."""
    make = FAMILIES[family]
    names = [(name, words) for name, _, words in make("net", b"")]
    for receiver in ("net", "rec"):
        for name, words in names:
            mark = f"<{name}:{receiver}#{phase}>".encode()
            body = mark + b"." * (SIZE - len(mark))
            found = dict((n, x) for n, x, _ in make(receiver, body))[name]
            yield name, words, receiver, (
                found if isinstance(found, list) else [found])


def send(device, family, phase, only=None):
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((device, 0))
    for name, _, receiver, frames in bodies(family, phase):
        if only is not None and (name, receiver) != (only, "net"):
            continue
        for frame in frames:
            sock.send(frame)


def seen(phase, paths):
    marks = re.compile(rb"<([a-z0-9-]+):([a-z]+)#" + phase.encode() + rb">")
    found = set()
    for path in paths:
        # the capture of a receiver is named for it
        at = os.path.basename(path).split(".")[0].split("-")[-1]
        with open(path, "rb") as file:
            found |= {(name.decode(), to.decode()) for name, to in
                      marks.findall(file.read()) if to.decode() == at}
    for name, receiver in sorted(found):
        print(name, receiver)


def main():
    words = sys.argv[1:]
    if words[:1] == ["list"] and len(words) == 2:
        for name, _, more in FAMILIES[words[1]]("net", b""):
            print(name, more)
    elif words[:1] in (["send"], ["one"]) and len(words) == 4:
        try:
            if words[0] == "send":
                send(*words[1:])
            else:
                send(words[1], words[2], "one", words[3])
        except OSError as error:
            sys.exit(f"craft.py: {words[1]}: {error}")
    elif words[:1] == ["seen"] and len(words) > 2:
        seen(words[1], words[2:])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
