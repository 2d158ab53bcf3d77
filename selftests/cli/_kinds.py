# SPDX-License-Identifier: GPL-2.0
"""The same questions to each kind of device, under as few policies as can be,
for loading programs takes its time on an emulated processor. One namespace:

    camN --- lanN [a port of DEV, below it, or DEV itself]      DEV [lenscap]
"""

import collections
import errno
import json
import os
import re
import select
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "replay"))

import _frames as f  # noqa: E402

LISTED, PC, OWN = "44:19:b6:00:00:05", "02:00:5e:00:00:77", "02:00:5e:00:00:01"
SOL_PACKET, PACKET_IGNORE_OUTGOING = 263, 23
SECONDS = 60    # for what must come
WIRES = 18
BRIDGE = "type bridge forward_delay 0 stp_state 0 mcast_snooping 0"
NO_MAC = "no MAC address to judge by; name the port"

# One kind: the device named, the mode of XDP, its wire, how it is made, the tags
# of frames to it, their destination, their size, and the zone they are counted in
Row = collections.namedtuple(
    "Row", "dev mode wire made tags to size zone",
    defaults=((), OWN, 60, None))


def port(wire, master, of=""):
    """A port is put on a device; of: bonds and teams want it down."""
    return [f"link set lan{wire} {of} master {master}", f"link set lan{wire} up",
            f"link set {master} up"]


ROWS = [
    Row("lan1", "native", 1, []),
    Row("lan2.10", "generic", 2,
        ["link add link lan2 name lan2.10 type vlan id 10"], (10,)),
    Row("br3", "generic", 3, [f"link add br3 address {OWN} {BRIDGE}",
                              *port(3, "br3")]),
    Row("lan4", "native", 4, [f"link add br4 address {OWN} {BRIDGE}", *port(4, "br4"),
                              *port(14, "br4")]),
    Row("bond5", "generic", 5,
        [f"link add bond5 address {OWN} type bond mode balance-rr miimon 100",
         *port(5, "bond5", "down")]),
    Row("lan6", "native", 6,
        ["link add bond6 type bond mode active-backup miimon 100",
         *port(6, "bond6", "down")]),
    Row("mv7", "generic", 7,
        ["link add link lan7 name mv7 address 02:00:5e:00:00:07 type macvlan "
         "mode bridge"], to="02:00:5e:00:00:07"),
    Row("mv8", "generic", 8,
        ["link add link lan8 name mv8 type macvlan mode passthru"]),
    Row("team9", "generic", 9,
        [f"link add team9 address {OWN} type team",
         "teamnl team9 setoption mode roundrobin", *port(9, "team9", "down")]),
    Row("lan10", "native", 10, ["link add vrf10 type vrf table 10",
                                *port(10, "vrf10")]),
    Row("lan11", "native", 11, ["link set lan11 mtu 9000",
                                "link set cam11 mtu 9000"], size=8000),
    Row("lan17", "native", 17,
        ["link add team17 type team", "teamnl team17 setoption mode roundrobin",
         *port(17, "team17", "down")]),
    Row("bond18.5", "generic", 18,
        ["link add bond18 type bond mode active-backup miimon 100",
         *port(18, "bond18", "down"),
         "link add link bond18 name bond18.5 type vlan id 5"], (5,)),
    Row("card1", "native", None, []),
]

# Named beside what can be judged: device, why not, how it is made
REFUSED = [
    ("lo", NO_MAC, []),
    ("tun0", NO_MAC, ["tuntap add tun0 mode tun"]),
    ("wg0", NO_MAC, ["link add wg0 type wireguard"]),
    ("sink0", "name that port", ["link add sink0 type ifb"]),
    ("ipv0", "name the device below",
     ["link add ipv0 link lan12 type ipvlan mode l3s"]),
    ("vrf10", "frames never come in on a VRF, only on its ports", []),
]


class Tap:
    """Results, and the plan at the end."""

    def __init__(self):
        self.count = self.failed = 0
        print("TAP version 13", flush=True)

    def same(self, name, got, want):
        self.count += 1
        self.failed += got != want
        if got != want:
            print(f"# got {got!r}, wanted {want!r}")
        print(f"{'ok' if got == want else 'not ok'} {self.count} {name}",
              flush=True)

    def says(self, name, text, pattern):
        found = bool(re.search(pattern, text))
        if not found:
            print(f"# {pattern} is not in: {text}".replace("\n", "\n# "))
        self.same(name, found, True)

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {why}", flush=True)


def run(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def make(lines):
    """Lines for ip, or for teamnl; why not, or ""."""
    for line in lines:
        words = line.split()
        if words[0] != "teamnl":
            words.insert(0, "ip")
        elif not shutil.which("teamnl"):
            return "teamnl is missing: package libteam-utils"
        status, said = run(*words)
        if status:
            return f"this kernel: {said.strip() or line}".replace("\n", " ")
    return ""


def ip(*lines):
    why = make(lines)
    if why:
        sys.exit(f"{lines}: {why}")


def carrier(*devices):
    """Wait until they carry frames."""
    end = time.monotonic() + SECONDS
    for dev in devices:
        while time.monotonic() < end:
            if "LOWER_UP" in run("ip", "link", "show", dev)[1]:
                break
            time.sleep(.1)
        else:
            print(f"# {dev} has no carrier")


def lenscap(verb, *words):
    return run(os.environ["LENSCAP"], verb, *words, "--pin", os.environ["PIN"],
               "--state", os.environ["STATE"])


def told(verb):
    """What a verb prints as JSON, without its warnings."""
    done = subprocess.run(
        [os.environ["LENSCAP"], verb, "--json", "--pin", os.environ["PIN"],
         "--state", os.environ["STATE"]], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def warnings():
    return "\n".join(told("status")["warnings"])


def policy(name, interfaces, zones=()):
    path = os.path.join(os.environ["DIR"], name + ".yaml")
    lines = ["version: 1", f"policy: {{name: {name}}}", "interfaces:"]
    lines += [f"  - {{{x}}}" if ":" in x else f"  - {{name: {x}}}"
              for x in interfaces]
    if zones:
        lines += ["zones:"] + [f"  - {{name: z-{x.replace('.', '-')}, "
                               f"interface: {x}, vlans: [101]}}" for x in zones]
    lines += ["groups:", "  - {name: banned, prefixes: [\"44:19:b6/24\"]}"]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def counted():
    """{(interface, zone, direction): listed frames dropped}"""
    found = collections.Counter()
    for row in told("counters")["rows"]:
        if row["verdict"] == "drop":
            found[row["interface"], row["zone"], row["direction"]] += \
                row["frames"]
    return found


def packets(dev, protocol):
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sock.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    sock.bind((dev, protocol))
    return sock


TURN = [0]


def arrive(source, to, make_frame):
    """What becomes of a listed frame and then of another: "drop pass"."""
    out, into = packets(source, 0), packets(to, 3)
    marks = []
    for mac in LISTED, PC:
        TURN[0] += 1
        marks.append(b"lenscap-kind-%06d" % TURN[0])
        try:
            out.send(make_frame(mac, marks[-1]))
        except OSError as error:
            # so it is told that a program dropped it
            if error.errno != errno.ENOBUFS:
                raise
    seen, end = set(), time.monotonic() + SECONDS / 6
    while marks[1] not in seen and time.monotonic() < end:
        if select.select([into], [], [], .2)[0]:
            data = into.recv(16384)
            seen.update(x for x in marks if x in data)
    out.close()
    into.close()
    return " ".join("pass" if x in seen else "drop" for x in marks)


def packet(mark, size):
    mark = mark.ljust(size - 42, b".")
    return f.ip4("10.20.1.5", "203.0.113.9", f.UDP, f.udp(7, 8800, mark))


def from_camera(source, to, tags=(), dst=OWN, size=60):
    return arrive(source, to, lambda mac, mark: f.ether(
        mac, dst, packet(mark, size), tags=tags))


def to_camera(source, to, size=60):
    return arrive(source, to, lambda mac, mark: f.ether(
        OWN, mac, packet(mark, size)))


class Lab:
    """The devices that this kernel has."""

    def __init__(self, tap):
        self.tap = tap
        self.lacks = {}
        for n in range(1, WIRES + 1):
            ip(f"link add lan{n} type veth peer name cam{n}",
               f"link set lan{n} up", f"link set cam{n} up")
        self.rows = [x for x in ROWS if self.made(x)]
        for row in self.rows:
            ip(f"link set {row.dev} up")
        carrier(*(x.dev for x in self.rows))

    def made(self, row):
        why = make(row.made)
        if row.dev.startswith("card"):
            why = "" if os.path.exists("/proc/sys/net/ipv4/conf/card1") else \
                "needs two virtio network cards"
            if not why:
                ip("link set card0 promisc on up", "link set card1 promisc on")
        if why:
            self.lacks[row.dev] = why
            self.tap.skip(f"{row.dev}: all of it", why)
        return not why

    def has(self, dev):
        return any(x.dev == dev for x in self.rows)

    def names(self):
        return [x.dev for x in self.rows]


def far(row):
    return f"cam{row.wire}" if row.wire else "card0"


def refused(tap, lab):
    """Three times, as some things are looked at only when all before is well."""
    def none(name, path, wanted):
        status, said = lenscap("apply", path)
        tap.same(f"{name}: apply fails", status, 1)
        for what, pattern in wanted:
            tap.says(f"{name}: {what}", said, pattern)
        tap.same(f"{name}: nothing has changed",
                 (os.path.isdir(os.environ["PIN"]),
                  "xdp" in run("ip", "link")[1]), (False, False))

    wanted = []
    for dev, pattern, lines in REFUSED:
        why = make(lines) or ("" if run("ip", "link", "show", dev)[0] == 0
                              else "this kernel has none")
        if why:
            tap.skip(f"no port: {dev}", why)
        else:
            wanted.append((dev, f'"{dev}": .*{pattern}'))
    names = [x for x, _ in wanted]
    if lab.has("bond5"):
        names.append("name: bond5, xdp: native")
        wanted.append(("a bond, natively", '"bond5": it hands native XDP on.*'
                       "name those for native"))
    none("no port", policy("none", ["lan1"] + names), wanted)
    blind = [x for x in ("br3", "bond5", "mv7", "team9") if lab.has(x)]
    none("zones", policy("blind", blind, blind),
         [(x, f'"{x}", a .*does not show VLAN tags; put zones on its ports')
          for x in blind])
    pairs = [(x, y) for x, y in (
        ("lan2.10", "lan2"), ("br3", "lan3"), ("bond5", "lan5"),
        ("mv7", "lan7"), ("team9", "lan9")) if lab.has(x)]
    none("both", policy("both", [x for pair in pairs for x in pair]),
         [(x, f'"{x}" stands on "{y}": name one') for x, y in pairs])
    status, said = lenscap("apply", "--dry-run",
                           policy("fits", ['match: "*"']))
    found = re.search(r" in force on ([^:]*):", said)
    ports = {f"{x}{n}" for x in ("lan", "cam") for n in range(1, WIRES + 1)}
    if lab.has("card1"):
        ports |= {"card0", "card1"}
    tap.same("a pattern takes ports, and nothing that stands on them",
             (status, set(found.group(1).split()) if found else said),
             (0, ports))


def judged(tap, lab):
    """All rows under one policy, before anything comes or goes."""
    zones = [x for x in ("lan2.10", "lan4", "lan6") if lab.has(x)]
    path = policy("kinds", lab.names(), zones)
    tap.same("check", lenscap("check", path)[0], 0)
    status, said = lenscap("apply", path)
    tap.same("apply", (status, said if status else ""), (0, ""))
    if lab.has("lan2.10"):
        tap.says("a zone on a VLAN device is of inner tags", said,
                 '"lan2.10" is VLAN 10 already.*tags inside of that one')
    version = tuple(map(int, re.findall(r"\d+", os.uname().release)[:2]))
    kind = "tcx" if version >= (6, 6) else "clsact"
    ports = {x["name"]: x for x in told("status")["interfaces"]}
    for row in lab.rows:
        port_is = ports[row.dev]
        tap.same(f"{row.dev}: XDP {row.mode}, {kind}",
                 (port_is["ingress"]["mode"], port_is["egress"]["kind"]),
                 (row.mode, kind))
    for row in lab.rows:
        tap.same(f"{row.dev}: from the device", from_camera(
            far(row), row.dev, row.tags, row.to, row.size), "drop pass")
        tap.same(f"{row.dev}: to the device", to_camera(
            row.dev, far(row), row.size), "drop pass")
    for dev in zones:
        row = next(x for x in lab.rows if x.dev == dev)
        tap.same(f"{dev}: VLAN 101", from_camera(
            far(row), dev, row.tags + (101,)), "drop pass")
    found = counted()
    for row in lab.rows:
        tap.same(f"{row.dev}: both are counted",
                 [found[row.dev, row.dev, x] for x in ("ingress", "egress")],
                 [1, 1])
    for dev in zones:
        zone = "z-" + dev.replace(".", "-")
        tap.same(f"{dev}: VLAN 101 in its zone", found[dev, zone, "ingress"], 1)


def around(tap, lab):
    """What goes by the device named: through its ports, or below it."""
    def look(dev, name, got, want="drop pass"):
        if lab.has(dev):
            tap.same(name, got(), want)

    look("lan2.10", "below a VLAN device: untagged is not judged",
         lambda: from_camera("cam2", "lan2"), "pass pass")
    look("lan4", "port of a bridge: from port to port",
         lambda: from_camera("cam4", "cam14", dst="02:00:5e:00:00:09"))
    look("lan4", "and back",
         lambda: to_camera("cam14", "cam4"))
    if make(["link set br4 type bridge vlan_filtering 1"]):
        tap.skip("in a VLAN of the bridge", "no VLAN filtering here")
    else:
        for dev in "lan4", "lan14":
            run("bridge", "vlan", "add", "dev", dev, "vid", "101")
        look("lan4", "in a VLAN of the bridge",
             lambda: from_camera("cam4", "cam14", (101,),
                                 "02:00:5e:00:00:09"))
    look("lan6", "port of a bond: up to the bond",
         lambda: from_camera("cam6", "bond6"))
    look("lan6", "and out of it", lambda: to_camera("bond6", "cam6"))
    look("mv7", "below a macvlan device: the port's own is not judged",
         lambda: from_camera("cam7", "lan7"), "pass pass")
    said = warnings()
    if lab.has("mv7"):
        tap.says("of which status warns", said,
                 "mv7: only what comes to its own address.*lan7.*name that")
    tap.same("of nothing else", re.findall(
        "port to port|mv8: only|stands on", said), [])


def afterwards(tap, lab):
    """Ports that come and go after apply."""
    def step(dev, name, lines, up, got, want="drop pass"):
        if lab.has(dev):
            ip(*lines)
            carrier(*up)
            tap.same(name, got(), want)

    step("br3", "one more port of a bridge: from port to port, not judged",
         port(13, "br3"), ["br3"],
         lambda: from_camera("cam3", "cam13", dst="02:00:5e:00:00:09"),
         "pass pass")
    step("br3", "what comes by it to the bridge is", [], [],
         lambda: from_camera("cam13", "br3"))
    step("lan4", "a port leaves its bridge", ["link set lan4 nomaster"], [],
         lambda: from_camera("cam4", "lan4"))
    step("lan4", "and comes back", port(4, "br4"), ["br4"],
         lambda: from_camera("cam4", "br4"))
    step("bond5", "a port joins a bond", port(15, "bond5", "down"), ["lan15"],
         lambda: from_camera("cam15", "bond5"))
    step("bond5", "and leaves it: not judged",
         ["link set lan15 nomaster", "link set lan15 up"], ["lan15"],
         lambda: from_camera("cam15", "lan15"), "pass pass")
    step("lan6", "a port leaves its bond",
         ["link set lan6 nomaster", "link set lan6 up"], ["lan6"],
         lambda: from_camera("cam6", "lan6"))
    step("lan6", "and comes back", port(6, "bond6", "down"), ["bond6"],
         lambda: from_camera("cam6", "bond6"))
    step("team9", "a port joins a team", port(16, "team9", "down"), ["lan16"],
         lambda: from_camera("cam16", "team9"))
    step("lan10", "a port leaves its VRF and comes back",
         ["link set lan10 nomaster", *port(10, "vrf10")], ["lan10"],
         lambda: from_camera("cam10", "lan10"))
    step("lan1", "the MTU is raised",
         ["link set lan1 mtu 9000", "link set cam1 mtu 9000"], [],
         lambda: from_camera("cam1", "lan1", size=8000))
    step("lan2.10", "a VLAN device on a port", [
        "link add link lan1 name lan1.20 type vlan id 20",
        "link set lan1.20 up"], ["lan1.20"],
        lambda: from_camera("cam1", "lan1.20", (20,)))
    step("br3", "a port of the policy joins a bridge of the policy",
         port(1, "br3"), ["br3"], lambda: from_camera("cam1", "br3"))
    said = warnings()
    if lab.has("br3"):
        tap.says("status names the ports of the bridge", said,
                 "br3: on a bridge only .*name its ports instead: lan1, lan3, "
                 "lan13")
        tap.says("and what is judged twice", said,
                 "br3 stands on lan1 now, .*name one of the two")
    tap.same("status --check", lenscap("status", "--check")[0], 0)


def moved(tap, lab):
    """From a device to its ports, and from ports to the device."""
    if lab.has("br3"):
        status, said = lenscap("apply", policy("down", ["lan3"]))
        tap.same("from a bridge to its port: refused", status, 1)
        tap.says("with the remedy", said, "lan3.*lenscap's own program on "
                 '"br3".*lenscap unload')
        tap.same("and nothing has changed",
                 (told("status")["policy"]["name"],
                  lenscap("status", "--check")[0]), ("kinds", 0))
    uppers = [(x, y, z) for x, y, z in (
        ("lan4", "br4", "cam4"), ("lan6", "bond6", "cam6")) if lab.has(x)]
    status, said = lenscap("apply", policy("up", [x[1] for x in uppers]))
    tap.same("from ports to the devices", (status, said if status else ""),
             (0, ""))
    for _, upper, cam in uppers:
        tap.same(f"{upper} is judged", from_camera(cam, upper), "drop pass")


def jumbo(tap, lab):
    """Cards with frames that are longer than a page."""
    if not lab.has("card1"):
        tap.skip("jumbo frames on a virtio card", lab.lacks["card1"])
        return
    ip("link set card0 mtu 9000", "link set card1 mtu 9000")
    status, said = lenscap("apply", policy("jumbo", ["card1"]))
    print(f"# virtio with jumbo frames: {status} {said.strip()}"
          .replace("\n", "\n# "))
    if status:
        tap.says("jumbo frames on a virtio card: the remedy", said,
                 "card1.*MTU too large.*put that right, or write xdp: generic")
        status, said = lenscap("apply", policy(
            "generic", ["name: card1, xdp: generic"]))
    tap.same("jumbo frames on a virtio card: apply", status, 0)
    tap.same("from the device", from_camera("card0", "card1", size=8000),
             "drop pass")
    tap.same("to the device", to_camera("card1", "card0", size=8000),
             "drop pass")


def main():
    for path in ("all", "default"):
        with open(f"/proc/sys/net/ipv6/conf/{path}/disable_ipv6", "w",
                  encoding="ascii") as file:
            file.write("1")
    tap = Tap()
    lab = Lab(tap)
    for each in refused, judged, around, afterwards, moved, jumbo:
        each(tap, lab)
    print(f"1..{tap.count}")
    sys.exit(bool(tap.failed))


main()
