#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""`router` as a peer: replay knows no addresses of the router, says so on
standard error, and the rule matches nothing; and how it names interfaces."""

import os
import sys

from _frames import CAM4, LAN4, TCP, ip4, pcap, tcp, up
from _table import Scratch, Table, emit, needs, policy, rule, run, write

RULES = policy({"rules": [rule("to-router", "router", proto="tcp"),
                          rule("by-address", [LAN4], proto="tcp",
                               ports=[80])]})
FRAME = up(ip4(CAM4, LAN4, TCP, tcp(1, 80)))


def said(rules, *args):
    """(status, standard error without the policy's warnings, output)"""
    with Scratch() as folder:
        capture = os.path.join(folder, "one.pcap")
        pcap(capture, [FRAME])
        done = run(capture, write(folder, rules), *args)
    return done.returncode, [
        line for line in done.stderr.splitlines()
        if "policy.yaml" not in line or ": warning: " not in line], done.stdout


def results():
    t = Table(RULES)
    t.add("the rule does not match", up(ip4(CAM4, LAN4, TCP, tcp(1, 22))),
          "in drop default")
    t.add("the address itself does", FRAME, "in pass rule:by-address")
    yield from t.results()
    status, words, _ = said(RULES, "--json")
    yield ("replay says that it matches nothing",
           status == 0 and len(words) == 1 and "router" in words[0], words)
    status, words, _ = said(policy(), "--json")
    yield "and nothing where no rule asks", (status, words) == (0, []), words
    bare = policy(interfaces=[{"name": "lan0"}])
    status, words, _ = said(bare, "--json")
    yield ("missing on-link prefixes are said",
           status == 0 and len(words) == 1 and "on-link" in words[0], words)
    status, words, out = said(policy(), "--json", "--interface", "other0")
    yield ("an interface that the policy does not name is refused",
           status == 2 and out == "" and len(words) == 1
           and "other0" in words[0], f"{status} {words} {out}")
    wild = policy(interfaces=[{"match": "lan*", "on-link": ["10.20.0.0/16"]}])
    status, words, out = said(wild, "--json", "--interface", "lan7")
    yield ("one that a pattern fits is judged as itself",
           status == 0 and '"zone":"lan7"' in out, f"{status} {words} {out}")
    status, words, out = said(wild, "--json", "--interface", "wan0")
    yield ("one that no pattern fits is refused", status == 2 and out == "",
           f"{status} {words} {out}")


needs()
sys.exit(emit(results()))
