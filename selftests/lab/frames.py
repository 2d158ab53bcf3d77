#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Builds single Ethernet frames and sends them raw from one interface: VLAN
# tags, addresses and ports as told. Holds no policy and expects no answer.
"""Sends hand-made frames through an AF_PACKET socket (Linux, root)."""

import argparse
import errno
import ipaddress
import socket
import struct
import sys

ETH_P_IP, ETH_P_IPV6, ETH_P_8021Q, ETH_P_8021AD = 0x0800, 0x86DD, 0x8100, 0x88A8
PROTOS = {"udp": socket.IPPROTO_UDP, "tcp": socket.IPPROTO_TCP}


def mac_bytes(text):
    raw = bytes.fromhex(text.replace(":", ""))
    if len(raw) != 6:
        raise argparse.ArgumentTypeError("not a MAC address: " + text)
    return raw


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def segment(args, src, dst):
    """The TCP or UDP part, with the checksum over the pseudo header."""
    body = b"lenscap lab".ljust(args.payload, b".")[:args.payload]
    if args.proto == "udp":
        head = struct.pack("!HHHH", args.sport, args.dport, 8 + len(body), 0)
        at = 6
    else:
        flags = 0x02 if args.flags == "syn" else 0x10
        head = struct.pack("!HHIIBBHHH", args.sport, args.dport, 1, 0,
                           5 << 4, flags, 1024, 0, 0)
        at = 16
    number = PROTOS[args.proto]
    if src.version == 4:
        pseudo = src.packed + dst.packed + struct.pack(
            "!BBH", 0, number, len(head) + len(body))
    else:
        pseudo = src.packed + dst.packed + struct.pack(
            "!IHBB", len(head) + len(body), 0, 0, number)
    value = checksum(pseudo + head + body) or 0xFFFF
    return head[:at] + struct.pack("!H", value) + head[at + 2:] + body


def packet(args):
    """(EtherType, packet) for the addresses given."""
    src, dst = args.src, args.dst
    inner = segment(args, src, dst)
    number = PROTOS[args.proto]
    if src.version == 4:
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(inner), 1, 0,
                           64, number, 0, src.packed, dst.packed)
        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
        return ETH_P_IP, head + inner
    head = struct.pack("!IHBB16s16s", 6 << 28, len(inner), number, 64,
                       src.packed, dst.packed)
    return ETH_P_IPV6, head + inner


def frame(args):
    if args.ethertype is not None:
        kind, inner = args.ethertype, b"lenscap lab".ljust(args.payload, b".")
    else:
        kind, inner = packet(args)
    tags = b""
    for place, vlan in enumerate(args.vlan):
        outer = place == 0 and len(args.vlan) > 1
        tags += struct.pack("!HH", ETH_P_8021AD if outer else ETH_P_8021Q, vlan)
    whole = args.dst_mac + args.src_mac + tags + struct.pack("!H", kind) + inner
    return whole.ljust(60, b"\0")


def vlans(text):
    return [int(part) for part in text.split(",")] if text else []


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("interface")
    parser.add_argument("--src-mac", type=mac_bytes, required=True)
    parser.add_argument("--dst-mac", type=mac_bytes, required=True)
    parser.add_argument("--vlan", type=vlans, default=[], help="101 or 5,101")
    parser.add_argument("--src", type=ipaddress.ip_address)
    parser.add_argument("--dst", type=ipaddress.ip_address)
    parser.add_argument("--proto", choices=sorted(PROTOS), default="udp")
    parser.add_argument("--flags", choices=("syn", "ack"), default="syn")
    parser.add_argument("--sport", type=int, default=40000)
    parser.add_argument("--dport", type=int, default=8800)
    parser.add_argument("--payload", type=int, default=32)
    parser.add_argument("--ethertype", type=lambda text: int(text, 0),
                        help="no IP at all: this EtherType and the payload")
    parser.add_argument("--count", type=int, default=1)
    args = parser.parse_args()
    if args.ethertype is None:
        if args.src is None or args.dst is None:
            parser.error("--src and --dst are needed without --ethertype")
        if args.src.version != args.dst.version:
            parser.error("--src and --dst are of different families")
    if not 0 < args.count <= 10000:
        parser.error("--count is 1 to 10000")
    return args


def main():
    args = arguments()
    data = frame(args)
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    try:
        sock.bind((args.interface, 0))
        for _ in range(args.count):
            try:
                sock.send(data)
            except OSError as error:
                # how a drop on the way out is told to the sender
                if error.errno != errno.ENOBUFS:
                    raise
    except OSError as error:
        sys.exit("frames.py: %s: %s" % (args.interface, error))


if __name__ == "__main__":
    main()
