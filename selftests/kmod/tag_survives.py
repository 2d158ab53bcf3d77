#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The tag is still there at the hook after GRO, after a VLAN tag was taken off,
under a packet tap, and behind tc programs that read and that push a VLAN.

    cam0 --- lan0 [XDP that lays the tag] [GRO, tap, tc]    proof=tag
"""

import socket
import struct

import _xdp
from _lab import (CAM, CAM4, IP4, MARK, PC, PEER4, QINQ, ROUTER, Bench,
                  checksum, frame, mac, run, table)

MODES = ((_xdp.GENERIC, "generic"), (_xdp.NATIVE, "native"))
ALL = 0x0003
SEGMENTS, SEGMENT = 64, 1000
READS, PUSHES = "reads", "pushes"
VLAN_PUSH, PULL_DATA = 18, 39
TC_OK = 0


def tcp(number):
    """One segment of a stream, as GRO merges them."""
    src, dst = socket.inet_aton(CAM4), socket.inet_aton(PEER4)
    body = b"." * SEGMENT
    head = struct.pack("!HHIIBBHHH", 40000, 554, 1 + number * SEGMENT, 1,
                       5 << 4, 0x10, 1024, 0, 0)
    pseudo = src + dst + struct.pack("!BBH", 0, 6, len(head) + len(body))
    head = head[:16] + struct.pack("!H", checksum(pseudo + head + body)) + \
        head[18:]
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40 + SEGMENT, number,
                     0x4000, 64, 6, 0, src, dst)
    ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
    return (mac(ROUTER) + mac(CAM) + struct.pack("!H", IP4) + ip + head +
            body)


def tc_program(kind):
    if kind == READS:
        # bpf_skb_pull_data(skb, 0)
        call = _xdp.mov(2, 0) + _xdp.insn(0x85, imm=PULL_DATA)
    else:
        # bpf_skb_vlan_push(skb, 802.1Q, 7)
        call = (_xdp.mov(2, 0x0081) + _xdp.mov(3, 7) +
                _xdp.insn(0x85, imm=VLAN_PUSH))
    return _xdp.load(call + _xdp.verdict(TC_OK), _xdp.PROG_TC)


def judged(b, *frames):
    """(what arrives, passed, dropped)"""
    before = b.counts()
    got = b.arrive(*frames)
    after = b.counts()
    return got, after[0] - before[0], after[1] - before[1]


def stream(b):
    """(passed, dropped, of how many packets) after a stream of segments."""
    before = b.guard.port("lan0")
    b.rx.numbers()
    for i in range(SEGMENTS):
        b.tx.send(tcp(i))
    b.tx.send(frame(PC, MARK))
    packets = len(b.rx.until_number(MARK)) - 1
    after = b.guard.port("lan0")
    return (after["passed_frames"] - before["passed_frames"],
            after["dropped_frames"] - before["dropped_frames"], packets)


def body(tap, lab):
    b = Bench(lab)
    b.rtr.run("ethtool", "-K", "lan0", "gro", "on")
    b.guard.apply(table("44:19:b6"))
    b.guard.proof("tag")
    prog = _xdp.load(_xdp.tagging(b.guard.status()["key"],
                                  b.rtr.ifindex("lan0")))
    for mode, name in MODES:
        link = _xdp.attach(b.rtr, "lan0", prog, mode)
        one_mode(tap, b, name)
        _xdp.detach(link)


def one_mode(tap, b, name):
    both = ([True, True], 1, 0)
    tap.same(f"{name}: plain", judged(b, CAM, PC), both)
    passed, dropped, packets = stream(b)
    tap.same(f"{name}: GRO, {packets} packets of {SEGMENTS} segments",
             (passed, dropped, packets <= SEGMENTS),
             (SEGMENTS, 0, True))
    for tags in ((5,), (0,), ((QINQ, 5), 6)):
        more = {"tags": tags, "size": 80}
        tap.same(f"{name}: tags {tags}", judged(b, (CAM, more), (PC, more)),
                 both)
    tap_sock = b.rtr.packet_socket("lan0", ALL)
    tap.same(f"{name}: under a packet tap", judged(b, CAM, PC), both)
    tap_sock.close()
    for kind in (READS, PUSHES):
        path = f"/sys/fs/bpf/{b.rtr.name}-tc"
        _xdp.pin(tc_program(kind), path)
        try:
            b.rtr.run("tc", "qdisc", "add", "dev", "lan0", "clsact")
            b.rtr.run("tc", "filter", "add", "dev", "lan0", "ingress", "bpf",
                      "direct-action", "object-pinned", path)
        finally:
            _xdp.unpin(path)
        tap.same(f"{name}: behind a tc program that {kind}",
                 judged(b, CAM, PC), both)
        b.rtr.run("tc", "qdisc", "del", "dev", "lan0", "clsact")


run(body)
