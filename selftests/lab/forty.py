#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# What forty cameras and their recorder send in a moment, raw and without an
# answer: video, time, log, and calls to the makers' hosts. No policy here.
#
#   forty.py list                      MAC, address and port of each camera
#   forty.py recorder DEV ROUTER_MAC   it pulls from each camera's port 554
#   forty.py cameras HALL YARD ROUTER_MAC
"""The devices of docs/first-day.md (Linux, root)."""

import argparse
import ipaddress
import socket
import sys

import frames

RECORDER = "10.20.9.10"
MAKES = {"hikvision": "44:19:b6", "dahua": "08:ed:ed", "axis": "00:40:8c",
         "reolink": "ec:71:db"}
HALL = ["hikvision"] * 15 + ["dahua"] * 10
YARD = ["hikvision"] * 9 + ["axis"] * 4 + ["reolink"] * 2
# Whom a make calls, whatever its owner wants
CALLS = {"hikvision": ("203.0.113.9", "udp", 8800),
         "dahua": ("203.0.113.20", "tcp", 15301),
         "reolink": ("203.0.113.30", "udp", 9999)}


def cameras():
    """(port, make, MAC, address) of each."""
    for port, makes in enumerate((HALL, YARD)):
        for n, make in enumerate(makes, 11):
            yield (port, make, f"{MAKES[make]}:00:{port + 1:02x}:{n:02x}",
                   f"10.20.{port + 1}.{n}")


def build(src_mac, dst_mac, src, dst, proto, sport, dport, size=100):
    """One frame, as bytes."""
    return frames.frame(argparse.Namespace(
        ethertype=None, vlan=[], payload=size, proto=proto, flags="ack",
        src_mac=frames.mac_bytes(src_mac), dst_mac=frames.mac_bytes(dst_mac),
        src=ipaddress.ip_address(src), dst=ipaddress.ip_address(dst),
        sport=sport, dport=dport))


def opened(dev):
    """A socket that sends on dev."""
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((dev, 0))
    return sock


def main():
    what, rest = sys.argv[1], sys.argv[2:]
    if what == "list":
        for port, _, mac, address in cameras():
            print(mac, address, f"lan{port}")
    elif what == "recorder":
        sock = opened(rest[0])
        for n, (_, _, _, address) in enumerate(cameras()):
            sock.send(build("02:00:5e:00:09:10", rest[1], RECORDER, address,
                            "tcp", 40000 + n, 554))
    else:
        socks = [opened(dev) for dev in rest[:2]]
        for n, (port, make, mac, address) in enumerate(cameras()):
            def send(*args, sock=socks[port], mac=mac, address=address):
                sock.send(build(mac, rest[2], address, *args))
            for _ in range(3):
                send(RECORDER, "tcp", 554, 40000 + n, 1000)
            send(RECORDER, "udp", 123, 123, 48)
            if make == "axis":
                send(RECORDER, "udp", 50000, 514)
            if make in CALLS:
                host, proto, dport = CALLS[make]
                send(host, proto, 50001, dport)


if __name__ == "__main__":
    main()
