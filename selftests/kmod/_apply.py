# SPDX-License-Identifier: GPL-2.0
"""lenscap itself on the bench: its policy, its pins, its programs.

    cam0 --- lan0 [lenscap]    a camera may send to UDP port 9, and no other
"""

import json
import os
import shutil
import tempfile

import _xdp
from _header import ROOT
from _lab import CAM, PC, Bench, no_virtio, run, until

LENSCAP = os.environ.get("LENSCAP") or os.path.join(ROOT, "build", "lenscap")
POLICY = """version: 1
policy: {{name: {name}}}
interfaces:
  - {{name: lan0, xdp: {mode}}}
endpoints:
  far: [203.0.113.9]
groups:
  - name: cameras
    prefixes: ["44:19:b6/24"{more}]
    rules:
      - {{name: far, peer: far, proto: udp, ports: [9], initiated-by: either}}
"""
FORBIDDEN = (CAM, {"dport": 10})


def no_lenscap():
    if not os.access(LENSCAP, os.X_OK):
        return f"{LENSCAP} is not built: make"
    return None


class Applied:
    """The command in one namespace, with pins and state of its own."""

    def __init__(self, place):
        self.place = place
        self.dir = tempfile.mkdtemp(prefix="lcg")
        self.pin = "/sys/fs/bpf/" + place.name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if os.path.isdir(self.pin):
            self.lc("unload", check=False)
            shutil.rmtree(self.pin, ignore_errors=True)
        shutil.rmtree(self.dir)

    def lc(self, *words, check=True):
        return self.place.run(LENSCAP, *words, "--pin", self.pin, "--state",
                              os.path.join(self.dir, "state"), check=check)

    def policy(self, mode="auto", name="one", more=()):
        path = os.path.join(self.dir, f"{name}.yaml")
        with open(path, "w", encoding="ascii") as f:
            f.write(POLICY.format(mode=mode, name=name, more="".join(
                f', "{prefix}"' for prefix in more)))
        return path

    def apply(self, *args, **kwargs):
        return self.lc("apply", self.policy(*args, **kwargs))

    def status(self):
        return json.loads(self.lc("status", "--json").stdout)

    def link_pin(self, dev="lan0"):
        return os.path.join(self.pin, f"xdp-{self.place.ifindex(dev)}")


def main(mode, virtio=False):
    """The one body of open_*.py."""
    def body(tap, lab):
        b = Bench(lab, virtio)
        with Applied(b.rtr) as applied:
            opens(tap, b, applied, mode)
            closes(tap, b, applied, mode)
            with_tag(tap, b, applied, mode)
            applied.lc("unload")
        tap.same("after unload all pass", b.arrive(CAM, FORBIDDEN, PC),
                 [True, True, True])
        status = b.guard.status()
        tap.same("and there is no table", (status["current"],
                                           status["staged"]), (None, None))

    run(body, [no_lenscap] + [no_virtio] * virtio)


def opens(tap, b, applied, mode):
    tap.same("before apply all pass", b.arrive(CAM, FORBIDDEN, PC),
             [True, True, True])
    applied.apply(mode)
    status = applied.status()
    tap.same("the program is attached so",
             status["interfaces"][0]["ingress"]["mode"], mode)
    tap.same("the table is that of the policy in force",
             b.guard.status()["current"]["id"], status["policy"]["sha256"])
    before = b.counts()
    tap.same("the program judges: one passes, one does not",
             b.arrive(CAM, FORBIDDEN, PC), [True, False, True])
    after = b.counts()
    tap.same("the guard lets pass what it let pass, and sees no other",
             (after[0] - before[0], after[1] - before[1]), (1, 0))
    tap.same("the port is open", b.guard.port("lan0")["state"], "open")


def closes(tap, b, applied, mode):
    # without a mode, ip means native where the driver has it
    words = ("xdp", "xdpdrv") if mode == "native" else ("xdpgeneric",)
    tap.same("ip link set xdp off is refused while the link is held",
             [word for word in words if not b.rtr.ip(
                 "link", "set", "lan0", word, "off", check=False).returncode],
             [])
    tap.same("and the port stays open", b.arrive(CAM, FORBIDDEN, PC),
             [True, False, True])
    os.unlink(applied.link_pin())
    tap.result("unpinned, the port is closed", [] if until(
        lambda: b.guard.port("lan0")["state"] == "closed") else "it is open")
    before = b.counts()
    tap.same("listed frames are dropped, whatever the policy says",
             b.arrive(CAM, FORBIDDEN, PC), [False, False, True])
    after = b.counts()
    tap.same("by the guard", (after[0] - before[0], after[1] - before[1]),
             (0, 2))
    applied.apply(mode)
    tap.same("apply opens it again", b.arrive(CAM, FORBIDDEN, PC),
             [True, False, True])


def with_tag(tap, b, applied, mode):
    applied.lc("guard", "enable", "--proof", "tag")
    tap.same("proof=tag is set", b.guard.status()["proof"], "tag")
    tap.same("proof=tag: lenscap's frames bear one",
             b.arrive(CAM, FORBIDDEN, PC), [True, False, True])
    tap.same("in a VLAN too", b.arrive(
        *((src, {"tags": (5,), "size": 80}) for src in (CAM, PC))),
        [True, True])
    os.unlink(applied.link_pin())
    until(lambda: b.guard.port("lan0")["state"] == "closed")
    other = _xdp.attach(b.rtr, "lan0",
                        _xdp.load(_xdp.verdict(_xdp.XDP_PASS)),
                        _xdp.NATIVE if mode == "native" else _xdp.GENERIC)
    tap.same("proof=tag: another's program does not open the port",
             b.arrive(CAM, FORBIDDEN, PC), [False, False, True])
    _xdp.detach(other)
    applied.apply(mode)
    tap.same("lenscap's does", b.arrive(CAM, FORBIDDEN, PC),
             [True, False, True])
