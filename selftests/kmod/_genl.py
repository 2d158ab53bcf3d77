#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The guard's client for tests: requests, events, tables and boot files.

Only the standard library; no TAP, no topology. For Python:

    g = Guard()                 # or Guard(netns="name"); NoFamily: not loaded
    g.status()                  # {"proof": "program", "key": 7, "boot": "none",
                                #  "current": {"id": "01…", "prefixes": 2} or
                                #  None, "staged": None, "ports": 1,
                                #  "unguarded": 0}
    g.ports()                   # [{"ifindex": 2, "ifname": "eth0", "state":
                                #   "closed", "passed_frames": 0, …}]
    g.port("eth0")              # one of them, by name (of this namespace) or
                                # by ifindex
    t = Table(1)                # its ID: 32 bytes, or a number for them
    t.prefix("44:19:b6", 24)    # listed in every zone
    hall = t.zone("eth0", [0, 101])             # zone 1: VLANs, 0: untagged
    cls = t.cls(listed=[hall], exempt=[0])      # class 1
    t.prefix("8c:1f:64:ab:c0:00", 36, cls)
    g.stage(t); g.commit(t)     # also g.commit(1), g.commit(b"…")
    g.apply(t)                  # both
    g.abort(); g.clear(); g.proof("tag")
    g.listen()                  # from here on events are kept
    g.events(5, count=1)        # [{"event": "closed", "ifname": …}]: waits
                                # for 5 s at most, or until there are so many
    boot_file(t, proof="tag")   # bytes of a boot file

What the kernel refuses raises Refused: .errno, .name, .message, .offset.

For shells, JSON on stdout, one object a line; exit status 1 when refused, with
{"error": "EINVAL", "message": …, "offset": …} on stderr; 2 for wrong use:

    _genl.py [--netns NAME] status | ports | port NAME | commit ID | abort |
             clear | proof program|tag
    _genl.py stage FILE         # {"id": 1, "zones": [{"ifname": "eth0",
                                #  "vlans": [0]}], "classes": [{"listed": [1],
                                #  "exempt": []}], "prefixes":
                                #  [["44:19:b6", 24, 1]]}; - is stdin
    _genl.py simple [--id N] [--stage] PREFIX...    # 44:19:b6 or 44:19:b6/24:
                                # listed everywhere; staged and committed
    _genl.py bootfile [--id N] [--proof tag] FILE PREFIX...
    _genl.py monitor [--count N] [SECONDS]      # says {"event": "ready"} first
"""

import argparse
import json
import socket
import struct
import sys
import zlib

from _header import H
from _nl import (Genl, InNetns, NoFamily, Refused, attr, attributes, nest,
                 string, u8, u16, u32)

PROOFS = H.words("lcg_proof", "LCG_PROOF_")
STATES = H.words("lcg_port_state", "LCG_PORT_")
BOOTS = H.words("lcg_boot", "LCG_BOOT_")


def number(raw):
    return int.from_bytes(raw, sys.byteorder)


def text(raw):
    return raw.rstrip(b"\0").decode("utf-8", "replace")


def word(words):
    return lambda raw: words.get(number(raw), number(raw))


def table_reply(raw):
    return decode("TABLE", {"ID": bytes.hex, "PREFIXES": number}, raw)


STATUS = {"PROOF": word(PROOFS), "KEY": number, "BOOT": word(BOOTS),
          "CURRENT": table_reply, "STAGED": table_reply, "PORTS": number,
          "UNGUARDED": number}
PORT = {"IFINDEX": number, "IFNAME": text, "STATE": word(STATES),
        "PASSED_FRAMES": number, "PASSED_BYTES": number,
        "DROPPED_FRAMES": number, "DROPPED_BYTES": number}


def decode(kind, readers, raw):
    """A reply as a dict. An attribute that is not foreseen, or there twice,
    is a fault of the module."""
    names = {H.values[f"LCG_A_{kind}_{name}"]: name for name in readers}
    found = {}
    for number_, payload in attributes(raw):
        if number_ == H.values.get(f"LCG_A_{kind}_PAD"):
            continue
        name = names.get(number_)
        if name is None or name.lower() in found:
            raise ValueError(f"LCG_A_{kind}: {name or number_} in a reply")
        found[name.lower()] = readers[name](payload)
    return found


def table_id(what):
    """32 bytes as they are, in hex, or of a table; a number stands for them."""
    if isinstance(what, Table):
        return what.id
    if isinstance(what, int):
        return what.to_bytes(H.ID_BYTES, "little")
    if isinstance(what, str):
        return table_id(int(what)) if len(what) < 10 else bytes.fromhex(what)
    return what


def bitmap(members, octets):
    return sum(1 << m for m in set(members)).to_bytes(octets, "little")


def mac_bytes(mac):
    """"44:19:b6" and longer ones, filled up with zeros."""
    if isinstance(mac, bytes):
        return mac
    return bytes(int(x, 16) for x in mac.split(":")).ljust(H.MAC_BYTES, b"\0")


class Table:
    """What TABLE_STAGE takes. Wrong ones can be built as well."""

    def __init__(self, ident=1):
        self.id = table_id(ident)
        self.zones = []
        self.classes = []
        self.prefixes = []

    @classmethod
    def of(cls, prefixes, ident=1):
        """A table that lists "44:19:b6/24" and the like everywhere."""
        table = cls(ident)
        for prefix in prefixes:
            mac, _, bits = prefix.partition("/")
            table.prefix(mac, int(bits or 8 * len(mac.split(":"))))
        return table

    @classmethod
    def of_json(cls, what):
        table = cls(what.get("id", 1))
        for zone in what.get("zones", []):
            table.zone(zone["ifname"], zone["vlans"], zone.get("ifindex"))
        for one in what.get("classes", []):
            table.cls(one.get("listed", []), one.get("exempt", []))
        for prefix in what.get("prefixes", []):
            table.prefix(*prefix)
        return table

    def zone(self, ifname, vlans=(0,), ifindex=None):
        """The number of the new zone, 1 for the first."""
        self.zones.append((ifname, vlans, ifindex))
        return len(self.zones)

    def cls(self, listed=None, exempt=()):
        """The number of the new class; listed in all zones unless told."""
        self.classes.append((listed, exempt))
        return len(self.classes)

    def prefix(self, mac, bits=24, cls=None):
        """Without a class: of one that lists it everywhere."""
        if cls is None:
            if (None, ()) not in self.classes:
                self.cls()
            cls = self.classes.index((None, ())) + 1
        self.prefixes.append((mac_bytes(mac), bits, cls))
        return self

    def encode(self):
        """The attributes, ID first."""
        return b"".join([attr(H.A_TABLE_ID, self.id)]
                        + [encode_zone(*x) for x in self.zones]
                        + [self.encode_class(*x) for x in self.classes]
                        + [encode_prefix(*x) for x in self.prefixes])

    def encode_class(self, listed, exempt):
        if listed is None:
            listed = range(len(self.zones) + 1)
        return nest(H.A_TABLE_CLASS,
                    attr(H.A_CLASS_LISTED, bitmap(listed, H.ZONE_BYTES)),
                    attr(H.A_CLASS_EXEMPT, bitmap(exempt, H.ZONE_BYTES)))


def encode_zone(ifname, vlans, ifindex):
    index = [u32(H.A_ZONE_IFINDEX, ifindex)] if ifindex is not None else []
    return nest(H.A_TABLE_ZONE, string(H.A_ZONE_IFNAME, ifname), *index,
                attr(H.A_ZONE_VLANS, bitmap(vlans, H.VLAN_BYTES)))


def encode_prefix(mac, bits, cls):
    return nest(H.A_TABLE_PREFIX, attr(H.A_PREFIX_MAC, mac),
                u8(H.A_PREFIX_LEN, bits), u16(H.A_PREFIX_CLASS, cls))


def boot_file(table, proof="program", magic=None, version=None, crc=None,
              length=None):
    """A boot file of a Table or of raw attributes; any member can be false."""
    body = table.encode() if isinstance(table, Table) else table
    if isinstance(proof, str):
        proof = {word: value for value, word in PROOFS.items()}[proof]
    rest = struct.pack("=HHI", H.FILE_VERSION if version is None else version,
                       proof, len(body) if length is None else length) + body
    if crc is None:
        crc = zlib.crc32(rest)
    return struct.pack("=II", H.FILE_MAGIC if magic is None else magic,
                       crc) + rest


class Guard:
    """The guard of one network namespace."""

    def __init__(self, netns=None, timeout=60):
        self.netns = netns
        self.genl = Genl(netns, timeout)
        self.listener = None
        try:
            self.family, self.version, self.groups = self.genl.family(H.FAMILY)
        except OSError:
            self.close()
            raise

    def close(self):
        """For tests that have many; rmmod does not wait for sockets."""
        for sock in filter(None, (self.genl, self.listener)):
            sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def request(self, cmd, payload=b"", **how):
        """Any command by name: request("TABLE_ABORT")."""
        return self.genl.request(self.family, H.values["LCG_CMD_" + cmd],
                                 payload, **how)

    def message(self, cmd, payload=b"", **how):
        """The bytes of such a request, for self.genl.send()."""
        return self.genl.message(self.family, H.values["LCG_CMD_" + cmd],
                                 payload, **how)

    def status(self):
        [(_, raw)] = self.request("STATUS_GET")
        return {"current": None, "staged": None,
                **decode("STATUS", STATUS, raw)}

    def ports(self):
        return [decode("PORT", PORT, raw) for _, raw in self.genl.dump(
            self.family, H.CMD_PORT_GET)]

    def port(self, which):
        if isinstance(which, str):
            with InNetns(self.netns):
                which = socket.if_nametoindex(which)
        [(_, raw)] = self.request("PORT_GET", u32(H.A_PORT_IFINDEX, which))
        return decode("PORT", PORT, raw)

    def stage(self, table):
        """A Table, or attributes as they are."""
        if isinstance(table, Table):
            table = table.encode()
        self.request("TABLE_STAGE", table)

    def commit(self, ident):
        self.request("TABLE_COMMIT", attr(H.A_TABLE_ID, table_id(ident)))

    def apply(self, table):
        self.stage(table)
        self.commit(table)

    def abort(self):
        self.request("TABLE_ABORT")

    def clear(self):
        self.request("TABLE_CLEAR")

    def proof(self, what):
        if isinstance(what, str):
            what = {word: value for value, word in PROOFS.items()}[what]
        self.request("PROOF_SET", u32(H.A_PROOF_PROOF, what))

    def listen(self):
        if not self.listener:
            self.listener = Genl(self.netns)
            self.listener.join(self.groups[H.GROUP_PORTS])

    def events(self, seconds, count=None):
        self.listen()
        words = {H.CMD_PORT_CLOSED: "closed", H.CMD_PORT_OPENED: "opened"}
        return [{"event": words.get(cmd, cmd), **decode("PORT", PORT, raw)}
                for cmd, raw in self.listener.heard(seconds, count)]


def arguments():
    top = argparse.ArgumentParser(prog="_genl.py")
    top.add_argument("--netns")
    verbs = top.add_subparsers(dest="verb", required=True)
    for verb in ("status", "ports", "abort", "clear"):
        verbs.add_parser(verb)
    for verb, name in (("port", "name"), ("commit", "id"), ("stage", "file")):
        verbs.add_parser(verb).add_argument(name)
    verbs.add_parser("proof").add_argument("proof",
                                           choices=list(PROOFS.values()))
    simple = verbs.add_parser("simple")
    simple.add_argument("--stage", action="store_true")
    boot = verbs.add_parser("bootfile")
    boot.add_argument("--proof", default="program",
                      choices=list(PROOFS.values()))
    boot.add_argument("file")
    for verb in (simple, boot):
        verb.add_argument("--id", default="1")
        verb.add_argument("prefix", nargs="+")
    monitor = verbs.add_parser("monitor")
    monitor.add_argument("--count", type=int)
    monitor.add_argument("seconds", nargs="?", type=float, default=3600)
    return top.parse_args()


def say(what):
    print(json.dumps(what), flush=True)


def read_table(path):
    if path == "-":
        return Table.of_json(json.load(sys.stdin))
    with open(path, encoding="utf-8") as file:
        return Table.of_json(json.load(file))


def watch(guard, args):
    guard.listen()
    say({"event": "ready"})
    left = args.count
    # One at a time, so that each is told when it comes.
    while left is None or left > 0:
        found = guard.events(args.seconds, 1)
        if not found:
            break
        say(found[0])
        left = left and left - 1


def run(args):
    if args.verb == "bootfile":
        with open(args.file, "wb") as file:
            file.write(boot_file(Table.of(args.prefix, args.id), args.proof))
        return
    with Guard(args.netns) as guard:
        if args.verb == "status":
            say(guard.status())
        elif args.verb == "ports":
            for port in guard.ports():
                say(port)
        elif args.verb == "port":
            name = args.name
            say(guard.port(int(name) if name.isdigit() else name))
        elif args.verb == "stage":
            guard.stage(read_table(args.file))
        elif args.verb == "simple":
            table = Table.of(args.prefix, args.id)
            guard.stage(table)
            if not args.stage:
                guard.commit(table)
        elif args.verb == "commit":
            guard.commit(args.id)
        elif args.verb == "proof":
            guard.proof(args.proof)
        elif args.verb == "monitor":
            watch(guard, args)
        else:
            getattr(guard, args.verb)()


def main():
    args = arguments()
    try:
        run(args)
    except KeyboardInterrupt:
        return 130
    except Refused as refused:
        what = "lenscap is not there" if isinstance(refused, NoFamily) else None
        print(json.dumps({"error": refused.name,
                          "message": what or refused.message,
                          "offset": refused.offset}), file=sys.stderr)
        return 1
    except OSError as error:
        print(json.dumps({"error": str(error)}), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
