#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Prints a report/1 of an invented site, for what is made of such files.

usage: _report.py [--site NAME] [--devices N] [--first N] [--hostile] [--monitor]
Devices are numbered from --first: two sites with overlapping numbers share some.
--hostile plants, in every text, what a page or a spreadsheet might obey.
"""
import argparse
import json

MAKES = [  # slug, name, parent, broad, share of the devices, prefix
    ("hikvision", "Hikvision", None, False, 40, "44:19:b6"),
    ("dahua", "Dahua", None, False, 27, "3c:ef:8c"),
    ("ezviz", "EZVIZ", "hikvision", False, 12, "20:bb:bc"),
    ("axis", "Axis", None, False, 9, "ac:cc:8e"),
    ("tp-link", "TP-Link", None, True, 7, "50:c7:bf"),
    (None, None, None, False, 5, "02:11:22"),
]
PEERS = [  # address, reach, proto, port, name, verdict, rule
    ("203.0.113.9", "outside", "udp", 8800, "p2p.cloud.example", "drop", None),
    ("198.51.100.77", "outside", "tcp", 443, "api.vendor.example", "drop", None),
    ("198.51.100.78", "outside", "tcp", 443, "update.vendor.example", "drop", None),
    ("2001:db8:1:2:3:4:5:6", "outside", "tcp", 6800, None, "drop", None),
    ("192.0.2.123", "outside", "udp", 123, "pool.ntp.example", "pass", "time"),
    ("10.20.0.1", "link", "udp", 53, "resolver.example", "drop", None),
    ("192.168.7.7", "private", "tcp", 8000, None, "drop", None),
    ("239.255.255.250", "multicast", "udp", 1900, None, "drop", None),
]
ZONES = [("lan0", "lan0", None), ("lan0", "hall", 101), ("lan1", "gate", 102)]
EVIL = ("<script>document.title='PWNED'</script>\"'><img src=x onerror="
        "document.title='PWNED'>&amp;\u202egnp.exe\u2066 \u05d0\u05d1 "
        "=HYPERLINK(\"https://evil.example\")")


def when(day, minute):
    return "2026-11-%02dT%02d:%02d:00Z" % (day, minute // 60 % 24, minute % 60)


class Site:
    def __init__(self, args):
        self.args = args

    def text(self, plain):
        return EVIL if self.args.hostile else plain

    def make(self, n):
        at = n * 37 % 100
        for make in MAKES:
            if at < make[4]:
                return make
            at -= make[4]
        return MAKES[0]

    def where(self, n):
        interface, zone, vlan = ZONES[n % len(ZONES)]
        make = self.make(n)
        return {"mac": "%s:%02x:%02x:%02x" % (make[5], n >> 16 & 255, n >> 8 & 255,
                                              n & 255),
                "interface": interface, "zone": zone, "vlan": vlan,
                "vendor": make[0], "group": "cameras"}

    def device(self, n):
        return dict(self.where(n), active=n % 11 != 0, past=False,
                    first_seen=when(1 + n % 20, n), last_seen=when(30, n),
                    frames=1000 + n * 7, bytes=90000 + n * 700,
                    dropped_frames=0 if self.args.monitor else n * 3,
                    would_drop_frames=n * 3 if self.args.monitor else 0,
                    unnamed_frames=0, ipv4="10.20.%d.%d" % (n >> 8 & 255, n & 255),
                    ipv6="fd20::%x" % n if n % 4 == 0 else None)

    def attempt(self, n, peer):
        address, reach, proto, port, name, verdict, rule = peer
        if self.args.monitor and verdict == "drop":
            verdict = "would-drop"
        return dict(self.where(n), peer=address, reach=reach, proto=proto,
                    port=port, from_port=None, name=self.text(name),
                    verdict=verdict, rule=self.text(rule) if rule else None,
                    frames=5 + n * 3 % 1000 + port % 97,
                    first_seen=when(2 + n % 20, n), last_seen=when(30, n))

    def attempts(self):
        return [self.attempt(n, peer) for n in self.numbers()
                for k, peer in enumerate(PEERS) if (n + k) % (2 + k) == 0]

    def numbers(self):
        return range(self.args.first, self.args.first + self.args.devices)

    def frames(self):
        stopped = "would-drop" if self.args.monitor else "drop"
        rows = [("ingress", stopped, "default", None, 18204),
                ("ingress", stopped, "source-guard", None, 311),
                ("ingress", "pass", "rule", "time", 5120),
                ("ingress", "pass", "flow", "video", 912345),
                ("egress", "pass", "rule", "video", 402113),
                ("egress", stopped, "default", None, 17)]
        return [{"interface": "lan0", "zone": "lan0", "direction": direction,
                 "group": "cameras", "vendor": "hikvision", "verdict": verdict,
                 "reason": reason, "rule": self.text(rule) if rule else None,
                 "frames": frames, "bytes": frames * 611}
                for direction, verdict, reason, rule, frames in rows]

    def json(self):
        mode = self.args.monitor
        return {
            "name": self.text(self.args.site), "host": self.text("router-7"),
            "version": "0", "generated_at": "2026-11-30T12:00:00Z",
            "from": "2026-11-01T00:00:00Z", "to": "2026-11-30T12:00:00Z",
            "since": "2026-11-01T00:00:00Z", "forged": 5120, "displaced": 77,
            "unplaced": 0, "unnamed": 41, "events_lost": 12,
            "policy": {
                "in_force": True, "name": self.text("ministry"),
                "revision": "2026.4", "owner": self.text("noc"),
                "basis": self.text("decision 123 of 2026-06-30"),
                "path": "/etc/lenscap.yaml", "sha256": "ab" * 32,
                "applied_at": "2026-11-01T08:30:00Z", "applied_by": self.text("anna"),
                "why": self.text("quarterly review"), "pending_by": None,
                "pending_until": None, "monitor": mode, "watches": mode,
                "saved": True, "whole": True, "fallback": False},
            "ledger": {
                "used": True, "broken": False, "first": "2026-11-01T00:00:00Z",
                "last": "2026-11-30T11:00:00Z", "records": 704, "head_seq": 9120,
                "head_sha256": "cd" * 32, "covered_seconds": 2529000},
            "devices": [self.device(n) for n in self.numbers()],
            "attempts": self.attempts(), "frames": self.frames(),
            "interfaces": [
                {"name": name, "ingress": True, "egress": True, "closed": False,
                 "mode": "native", "driver": "igb"} for name in ("lan0", "lan1")],
            "vendors": [
                {"slug": slug, "name": self.text(name), "parent": parent,
                 "broad": broad,
                 "also_makes": self.text("phones, routers") if broad else None}
                for slug, name, parent, broad, _, _ in MAKES if slug],
            "notes": [
                {"kind": "group", "name": "cameras",
                 "text": self.text("All makes on the list of 2026-06.")},
                {"kind": "rule", "name": "cameras / time",
                 "text": self.text("The clock is the operator's own.")}],
            "permits": [
                {"devices": "44:19:b6:00:00:01", "peer": self.text("203.0.113.9"),
                 "service": "tcp 443", "until": "2026-11-30T18:00:00Z",
                 "by": self.text("anna"), "why": self.text("firmware 5.7")}],
            "gaps": [{"from": "2026-11-12T02:00:00Z", "to": "2026-11-12T05:10:00Z",
                      "cause": "the router was off"}],
            "terms": [
                {"name": self.text("ministry"), "revision": "2026.4",
                 "mode": "monitor" if mode else "enforce", "sha256": "ab" * 32,
                 "by": self.text("anna"), "why": None,
                 "from": "2026-11-01T08:30:00Z", "to": "2026-11-30T12:00:00Z"}],
            "warnings": [{"text": self.text("lan1: receive VLAN offload is on")}]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", default="North depot")
    parser.add_argument("--devices", type=int, default=49)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--monitor", action="store_true")
    args = parser.parse_args()
    print(json.dumps({"schema": "report/1", "generated_at": "2026-11-30T12:00:00Z",
                      "totals": {}, "sites": [Site(args).json()]}))


main()
