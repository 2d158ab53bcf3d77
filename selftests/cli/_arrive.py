#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Whose frames get from one device to another: one frame of each source, then
one of a source that nothing stops. When that has come, so has what was to come.

usage: _arrive.py FROM TO [OPTION]... MAC...
  --ipv6        over IPv6
  --arp         asks FROM's other end for its address, and waits for answers there
  --vlan N      tagged
  --dst-mac MAC to another than the router
  --source-netns NAME, --to-netns NAME: where the two are, if not here
Prints "pass" or "drop" for each, on one line.
"""

import argparse
import ctypes
import os
import select
import socket
import struct
import sys
import time

SAFE = "02:00:5e:00:00:fe"
PORT = 20000
ETH_P_ALL, ETH_P_ARP, ETH_P_8021Q = 3, 0x0806, 0x8100
SECONDS = 20    # for what must come


def raw(mac):
    return bytes.fromhex(mac.replace(":", ""))


def udp(args, number):
    body = struct.pack("!HHHH", 40000, PORT + number, 12, 0) + b"lens"
    if args.ipv6:
        src, dst = (socket.inet_pton(socket.AF_INET6, x)
                    for x in ("fd20::5", "fd30::9"))
        pseudo = src + dst + struct.pack("!II", len(body), 17) + body
        total = sum(struct.unpack(f"!{len(pseudo) // 2}H", pseudo))
        total = (total & 0xFFFF) + (total >> 16)
        body = body[:6] + struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF) + body[8:]
        return 0x86DD, struct.pack("!IHBB", 6 << 28, len(body), 17, 64) + src + dst + body
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0, 64, 17, 0,
                       socket.inet_aton("10.20.0.5"), socket.inet_aton("10.30.0.9"))
    total = sum(struct.unpack("!10H", head))
    total = (total & 0xFFFF) + (total >> 16)
    return 0x0800, head[:10] + struct.pack("!H", ~total & 0xFFFF) + head[12:] + body


def arp(mac):
    return ETH_P_ARP, struct.pack(
        "!HHBBH6s4s6s4s", 1, 0x0800, 6, 4, 1, raw(mac),
        socket.inet_aton("10.20.0.5"), bytes(6), socket.inet_aton("10.20.0.1"))


def frame(args, mac, number):
    kind, inner = arp(mac) if args.arp else udp(args, number)
    tag = struct.pack("!HH", ETH_P_8021Q, args.vlan) if args.vlan else b""
    dst = "ff:ff:ff:ff:ff:ff" if args.arp else args.dst_mac
    whole = raw(dst) + raw(mac) + tag + struct.pack("!H", kind) + inner
    return whole.ljust(60, b"\0")


def packets(netns, dev, protocol):
    """A socket on a device, which stays where it was made."""
    here = os.open("/proc/self/ns/net", os.O_RDONLY)
    libc = ctypes.CDLL(None, use_errno=True)
    if netns:
        there = os.open("/run/netns/" + netns, os.O_RDONLY)
        if libc.setns(there, 0):
            sys.exit(f"_arrive.py: {netns}: {os.strerror(ctypes.get_errno())}")
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                         socket.htons(protocol))
    sock.bind((dev, protocol))
    libc.setns(here, 0)
    return sock


def number_of(args, data, macs):
    """Which of the frames that is, or what it caused; None: another."""
    if args.arp:
        reply = struct.pack("!HHHBBH", ETH_P_ARP, 1, 0x0800, 6, 4, 2)
        to = data[:6]
        return next((i for i, mac in enumerate(macs)
                     if data[12:].startswith(reply) and to == raw(mac)), None)
    at = data.find(b"lens")
    if at < 8 or data[at - 8:at - 6] != struct.pack("!H", 40000):
        return None
    return struct.unpack("!H", data[at - 6:at - 4])[0] - PORT


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("to")
    parser.add_argument("macs", nargs="+")
    parser.add_argument("--ipv6", action="store_true")
    parser.add_argument("--arp", action="store_true")
    parser.add_argument("--vlan", type=int, default=0)
    parser.add_argument("--source-netns")
    parser.add_argument("--to-netns")
    parser.add_argument("--dst-mac", default="02:00:5e:00:00:01")
    args = parser.parse_args()
    macs = args.macs + [SAFE]
    sender = packets(args.source_netns, args.source, 0)
    receiver = (packets(args.source_netns, args.source, ETH_P_ALL)
                if args.arp else packets(args.to_netns, args.to, ETH_P_ALL))
    for number, mac in enumerate(macs):
        sender.send(frame(args, mac, number))
    seen = set()
    end = time.monotonic() + SECONDS
    while len(macs) - 1 not in seen:
        left = end - time.monotonic()
        if left <= 0 or not select.select([receiver], [], [], left)[0]:
            sys.exit("_arrive.py: not even the last frame has come")
        data, where = receiver.recvfrom(2048)
        if where[2] != socket.PACKET_OUTGOING:
            seen.add(number_of(args, data, macs))
    print(*("pass" if i in seen else "drop" for i in range(len(args.macs))))


main()
