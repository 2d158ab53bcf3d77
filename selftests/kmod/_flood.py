# SPDX-License-Identifier: GPL-2.0
"""Floods from another processor, and their count to the frame.

What a single frame is, and where it goes, stands in _lab.py.
"""

import contextlib
import ctypes
import os
import select
import signal
import socket
import struct
import time

import _xdp
from _lab import IP4, MARK, Bench, Receiver, frame, mac

LAST = "00:00:5e:00:53:99"      # unlisted, behind a flood
SO_ATTACH_FILTER = 26
PACKET_STATISTICS, SOL_PACKET = 6, 263


def only_from(sock, src):
    """Have a packet socket keep frames of one source, and no others."""
    # source address, octets 0-3 and 4-5; what does not match is not kept
    high, low = struct.unpack("!IH", mac(src))
    program = struct.pack("HBBI" * 6, 0x20, 0, 0, 6, 0x15, 0, 3, high,
                          0x28, 0, 0, 10, 0x15, 0, 1, low,
                          0x06, 0, 0, 65536, 0x06, 0, 0, 0)
    room = ctypes.create_string_buffer(program, len(program))
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER,
                    struct.pack("HL", 6, ctypes.addressof(room)))


class Tally:
    """Counts what comes in behind the hook from one source, in the kernel and
    without a limit."""

    def __init__(self, place, dev, src, proto=IP4):
        self.sock = place.packet_socket(dev, 0)
        only_from(self.sock, src)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with place.inside():
            self.sock.bind((dev, proto))
        self.seen = 0

    def count(self):
        """All so far."""
        stats = self.sock.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
        # the second, what found no room, is part of the first
        self.seen += struct.unpack("II", stats)[0]
        return self.seen


class Flood:
    """A child on another processor that sends frames in turns, count of them or
    until it is stopped. With a pause it leaves that processor to others now
    and then. At last it sends a frame that is waited for on the other end."""

    def __init__(self, sender, end, frames, count=None, cpu=-1, pause=0):
        self.pause = pause
        self.last = Receiver(*end, (IP4,))
        only_from(self.last.socks[0], LAST)
        reading, self.writing = os.pipe()
        self.report, reporting = os.pipe()
        self.child = os.fork()
        if self.child:
            os.close(reading)
            os.close(reporting)
            return
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            os.close(self.writing)
            os.sched_setaffinity(0, {cpu % os.cpu_count()})
            os.set_blocking(reading, False)
            sent = self.send(sender, frames, count, reading)
            sender.send(frame(LAST, MARK))
            os.write(reporting, struct.pack("Q", sent))
        except Exception as e:
            print(f"# the flood ended: {e}", flush=True)
        finally:
            os._exit(0)

    def send(self, sender, frames, count, reading):
        sent = 0
        while count is None or sent < count:
            for data in frames:
                sender.send(data)
            sent += len(frames)
            if sent % 64 < len(frames):
                time.sleep(self.pause)
                with contextlib.suppress(BlockingIOError):
                    os.read(reading, 1)
                    break
        return sent

    def running(self):
        return not select.select([self.report], [], [], 0)[0]

    def stop(self):
        """How many were sent, the last one aside; those of each kind are as
        many as of the others. All of them were judged by now."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self.writing, b".")
        os.close(self.writing)
        told = os.read(self.report, 8)
        os.waitpid(self.child, 0)
        os.close(self.report)
        self.last.until_number(MARK)
        self.last.close()
        return struct.unpack("Q", told)[0]


class FloodBench(Bench):
    """A bench with floods on it."""

    def flood(self, *sources, **how):
        """A flood, with nobody there who would keep its frames."""
        self.rx.close()
        return Flood(self.tx, (self.rtr, "lan0"),
                     [frame(x) if isinstance(x, str) else frame(x[0], **x[1])
                      for x in sources], **how)

    def stop(self, flood):
        """How many frames it sent."""
        sent = flood.stop()
        self.rx = Receiver(self.rtr, "lan0")
        return sent


def steady(place, prog=None):
    """Keep one netfilter ingress hook, and one attachment of prog in each
    mode, on devices of no test. The first and the last of them has the kernel
    patch its code, and an emulated processor may run into a breakpoint that
    was there for the patch when that is long over. For floods."""
    place.batch("link add spare0 type veth peer name spare1")
    place.run("nft", "add table netdev steady; add chain netdev steady in0 "
              "{ type filter hook ingress device spare0 priority 0; }")
    if prog is None:
        return []
    return [_xdp.attach(place, "spare0", prog, _xdp.GENERIC),
            _xdp.attach(place, "spare1", prog, _xdp.NATIVE)]
