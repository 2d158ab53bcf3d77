# SPDX-License-Identifier: GPL-2.0
"""Who is measured: each knows how to take its place on ports and to leave them.
What they are sent, and what they are compared with, is _stages.py."""

import os
import shutil
import struct
import subprocess
import tempfile

import _bpf
from _bpf import x
from _field import run

LENSCAP = os.environ.get("LENSCAP", os.path.join(_bpf.BUILD, "lenscap"))
FILTER = "/sys/fs/bpf/xdp-filter/filter_ethernet"


class Missing(Exception):
    """It is not on this machine, or cannot run here; says why."""


class Contender:
    """On so many ports. passes: how many frames in 1, of those not listed and
    of those that are, it hands on."""

    ports_wanted = 1
    passes = (1, 0)

    def __init__(self, name):
        self.name = name

    def start(self, ports):
        """Take the place."""

    def stop(self):
        """Leave it."""

    def passed(self, frames):
        return (self.passes[0] * (1 - frames.listed)
                + self.passes[1] * frames.listed)


class Nothing(Contender):
    """What the stack itself costs."""

    passes = (1, 1)


class Program(Contender):
    """An XDP program, whose descriptor load() gives."""

    links = ()

    def load(self):
        raise NotImplementedError

    def start(self, ports):
        prog = self.load()
        self.links = [_bpf.attach(prog, port.index) for port in ports]

    def stop(self):
        for link in self.links:
            x.detach(link)
        self.links = ()


class Bare(Program):
    """One verdict for all."""

    def __init__(self, name, verdict, ports=1):
        super().__init__(name)
        self.verdict, self.ports_wanted = verdict, ports
        self.passes = (1, 1) if verdict == x.XDP_PASS else (0, 0)

    def load(self):
        self.prog = x.load(x.verdict(self.verdict))
        return self.prog

    def stop(self):
        super().stop()
        os.close(self.prog)


class Peer(Program):
    """A program of peers.bpf.c with its map full of prefixes of 24 bits."""

    def __init__(self, name, program, which=None, prefixes=(), ports=1):
        super().__init__(name)
        self.program, self.which, self.prefixes = program, which, prefixes
        self.ports_wanted = ports
        self.passes = (1, 0) if which else (0, 0)

    def load(self):
        sizes = {self.which: len(self.prefixes)} if self.which else {}
        self.object = _bpf.Object("peers", sizes)
        if self.which == "hash":
            self.object.fill("hash", [struct.pack("<I", prefix)
                                      for prefix in self.prefixes])
        if self.which == "trie":
            self.object.fill("trie", [
                struct.pack("<I8s", 24, prefix.to_bytes(3, "big"))
                for prefix in self.prefixes])
        return self.object.prog_fd(self.program)

    def stop(self):
        super().stop()
        self.object.close()


def need(command, package):
    if not shutil.which(command):
        raise Missing(f"{command} is not installed; it is of package {package}")


class Nftables(Contender):
    """The fastest form known: a set of words, without ranges, of known size."""

    def __init__(self, name, prefixes):
        super().__init__(name)
        self.prefixes = prefixes

    def start(self, ports):
        need("nft", "nftables")
        elements = ", ".join(f"{prefix << 8:#010x}" for prefix in self.prefixes)
        rules = f"""table netdev bench {{
            set listed {{
                typeof @ll,48,32; size {len(self.prefixes)}
                elements = {{ {elements} }}
            }}
            chain ingress {{
                type filter hook ingress device "{ports[0].name}" priority 0
                @ll,48,32 & 0xffffff00 @listed drop
            }}
        }}"""
        try:
            run("nft", "-f", "-", input=rules.encode())
        except OSError as e:
            raise Missing(e.strerror) from None

    def stop(self):
        subprocess.run(("nft", "delete", "table", "netdev", "bench"),
                       check=False, stderr=subprocess.DEVNULL)


class XdpFilter(Contender):
    """It knows no prefixes: it is given the addresses themselves."""

    def __init__(self, name, macs):
        super().__init__(name)
        self.macs, self.port = macs, None
        self.env = {**os.environ, "LIBXDP_SKIP_DISPATCHER": "1"}

    def start(self, ports):
        need("xdp-filter", "xdp-tools")
        first = self.macs[0].to_bytes(6, "big")
        try:
            run("xdp-filter", "load", "--mode", "native", "--policy", "allow",
                "--features", "ethernet", ports[0].name, env=self.env)
            self.port = ports[0].name
            run("xdp-filter", "ether", "--mode", "src", first.hex(":"),
                env=self.env)
            self.copy(first)
        except OSError as e:
            self.stop()
            raise Missing(e.strerror) from None

    def copy(self, first):
        """The others as it entered the first: it takes one a call."""
        table = x.pinned(FILTER)
        value = _bpf.element(_bpf.LOOKUP, table, first, bytes(_bpf.PER_CPU))
        for mac in self.macs[1:]:
            _bpf.element(_bpf.UPDATE, table, mac.to_bytes(6, "big"), value)
        os.close(table)

    def stop(self):
        if self.port:
            subprocess.run(("xdp-filter", "unload", self.port), check=False,
                           env=self.env, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            self.port = None


def mac_list(prefixes):
    return ", ".join(f'"{prefix.to_bytes(3, "big").hex(":")}/24"'
                     for prefix in prefixes)


class Lenscap(Contender):
    """A build of lenscap under a policy of its own, pinned by itself. rules:
    lines of the group; a frame of a listed device passes where one fits."""

    def __init__(self, name, prefixes, rules=(), ports=1, command=LENSCAP):
        super().__init__(name)
        self.prefixes, self.rules, self.command = prefixes, rules, command
        self.ports_wanted = ports
        self.place = None

    def policy(self, ports):
        lines = ["version: 1", "interfaces:"]
        lines += [f"  - {{name: {p.name}, xdp: native}}" for p in ports]
        lines += ["groups:", "  - name: banned",
                  f"    prefixes: [{mac_list(self.prefixes)}]"]
        if self.rules:
            lines += ["    rules:", *(f"      - {{{r}}}" for r in self.rules)]
        return "\n".join(lines) + "\n"

    def start(self, ports):
        self.place = tempfile.mkdtemp(prefix="lenscap-bench-")
        path = os.path.join(self.place, "policy.yaml")
        with open(path, "w", encoding="ascii") as file:
            file.write(self.policy(ports))
        self.where = ["--pin", f"/sys/fs/bpf/lenscap-{ports[0].name}",
                      "--state", os.path.join(self.place, "state")]
        run(self.command, "apply", path, *self.where)

    def stop(self):
        if not self.place:
            return
        subprocess.run([self.command, "unload", *self.where], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(self.place)
        self.place = None
