#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Frames of a camera and of another device, from one end of a wire, and how many
of each get past the other end. Judges nothing.

usage: _stream.py FROM TO CAMERA-MAC
Says "begun", sends some hundreds a second until SIGTERM, then says
"sent N listed N others N": of each so many were sent; so many got past TO.
"""

import os
import select
import signal
import socket
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "replay"))
sys.dont_write_bytecode = True

import _frames as f  # noqa: E402

ETH_P_ALL, SOL_PACKET, PACKET_IGNORE_OUTGOING = 3, 263, 23
PORT = 20777
PAUSE = 0.002
AFTER = 1.0    # what may still be on its way


def frame(mac):
    body = f.ip4("10.20.0.5", "203.0.113.9", f.UDP, f.udp(40000, PORT))
    return f.ether(mac, "02:00:5e:00:00:01", body)


class Seen:
    """How many frames of each source came through."""

    def __init__(self, device, macs):
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                                  socket.htons(ETH_P_ALL))
        self.sock.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
        self.sock.bind((device, ETH_P_ALL))
        self.sock.setblocking(False)
        self.count = {f.mac(x): 0 for x in macs}

    def read(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.sock], [], [], left)[0]:
                return
            data = self.sock.recv(2048)
            if data[6:12] in self.count and \
                    data[36:38] == PORT.to_bytes(2, "big"):
                self.count[data[6:12]] += 1


def main():
    source, target, camera = sys.argv[1:]
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    macs = (camera, f.PC)
    seen = Seen(target, macs)
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((source, 0))
    print("begun", flush=True)
    sent = 0
    while not stop:
        for each in macs:
            sock.send(frame(each))
        sent += 1
        seen.read(PAUSE)
    seen.read(AFTER)
    print("sent", sent, "listed", seen.count[f.mac(camera)],
          "others", seen.count[f.mac(f.PC)], flush=True)


main()
