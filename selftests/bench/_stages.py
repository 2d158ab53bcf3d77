# SPDX-License-Identifier: GPL-2.0
"""What is measured beside what: the field by number of prefixes, what lenscap
costs as one thing grows, two processors beside one. Gives numbers; what is
made of them is _figures.py."""

import os
import threading

from _bpf import x
from _contenders import (Bare, Lenscap, Missing, Nftables, Nothing, Peer,
                         XdpFilter)
from _field import (Frames, Line, checked, make_ports, progress, remove_ports,
                    rounds)

SIZES = (10, 200, 5000, 50000)  # prefixes
DEVICES = 4096                  # a power of two; how many send in the field
VISITS = 4                      # at least, of what grows, in a run
LISTED_IN_MIX = 41              # of them: 1 %
FREE_BITS = 22                  # of a prefix, but the group and local bits
STEP = 2654435761               # odd: numbers become as many others
HERE = "peer: 203.0.113.9, proto: udp, ports: [8800], initiated-by:"
DROP, PASS = "bare XDP_DROP", "bare pass"
NOTHING, AGAIN = "nothing attached", " again"
HIT, MISS, MIX, NEW = "hit", "miss", "mix", "new"
BASE = {HIT: DROP, NEW: DROP, MISS: PASS, MIX: PASS}
OURS, OTHER, EACH_NEW = "lenscap", "other lenscap", ", each frame new"
OURS_NEW, OTHER_NEW = OURS + EACH_NEW, OTHER + EACH_NEW

GROWTH = {
    "rules": (1, 4, 16, 64, 256),
    "devices": (1, 16, 256, 4096, 16384),
    "flows": (1, 16, 256, 4096, 16384, 32768, 65536),
    "interfaces": (1, 4, 16, 64),
}


def prefix(number):
    """24 bits, scattered, without the group and the local bit."""
    bits = number * STEP % (1 << FREE_BITS)
    return bits >> 16 << 18 | bits & 0xFFFF


def macs_of(prefixes, count):
    """So many, spread over the prefixes."""
    return [prefixes[i * len(prefixes) // count % len(prefixes)
                     if len(prefixes) > count else i % len(prefixes)] << 24
            | (i * STEP >> 8) & 0xFFFFFF for i in range(count)]


def listed(count):
    return [prefix(i) for i in range(count)]


def kinds_of_frames(prefixes):
    """Of listed devices, of others, of 99 others in a hundred; and none twice."""
    hits = macs_of(prefixes, DEVICES)
    misses = macs_of([prefix(i) for i in range(100000, 100000 + DEVICES)],
                     DEVICES)
    mixed = [hits[i] if i < LISTED_IN_MIX else miss
             for i, miss in enumerate(misses)]
    return {HIT: Frames(hits), MISS: Frames(misses, 0),
            MIX: Frames(mixed, LISTED_IN_MIX / DEVICES),
            NEW: Frames(hits, new_mac=0xFFFFF, new_port=0xFFFF)}


def field_of(prefixes, hits, other):
    """Each contender and the kinds of frames that it is sent."""
    every = (HIT, MISS, MIX)
    yield Bare(DROP, x.XDP_DROP), every
    yield Bare(DROP + AGAIN, x.XDP_DROP), (HIT,)
    yield Bare(PASS, x.XDP_PASS), every
    yield Bare(PASS + AGAIN, x.XDP_PASS), (MISS, MIX)
    yield Nothing(NOTHING), every
    yield Lenscap(OURS, prefixes), every
    yield Lenscap(OURS_NEW, prefixes), (NEW,)
    if other:
        yield Lenscap(OTHER, prefixes, command=other), every
        yield Lenscap(OTHER_NEW, prefixes, command=other), (NEW,)
    yield Peer("XDP, BPF hash", "peer_hash", "hash", prefixes), every
    yield Peer("XDP, LPM trie", "peer_trie", "trie", prefixes), every
    yield XdpFilter("xdp-filter, exact MACs", hits), every
    yield Nftables("nftables netdev set", prefixes), every


class Stage:
    """Contenders on ports of their own, as long as the block lasts."""

    def __init__(self, contenders, missing):
        self.contenders, self.missing = list(contenders), missing
        self.ports, self.started = {}, []

    def __enter__(self):
        free = make_ports(sum(c.ports_wanted for c in self.contenders))
        for contender in self.contenders:
            mine = [free.pop(0) for _ in range(contender.ports_wanted)]
            try:
                self.started.append(contender)
                contender.start(mine)
                self.ports[contender.name] = mine
            except Missing as why:
                self.missing[contender.name] = str(why)
            except BaseException:
                self.__exit__()
                raise
        return self

    def line(self, name, frames, key=None):
        """None where the contender is missing."""
        if name not in self.ports:
            return None
        contender = next(c for c in self.contenders if c.name == name)
        return Line(key or name, self.ports[name], frames,
                    contender.passed(frames))

    def __exit__(self, *_):
        for contender in self.started:
            contender.stop()
        remove_ports()


def field(sender, options, missing):
    """By number of prefixes and kind of frames: by name, ns of each round."""
    found = {}
    for size in options.sizes:
        prefixes = listed(size)
        frames = kinds_of_frames(prefixes)
        hits = macs_of(prefixes, DEVICES)
        told = list(field_of(prefixes, hits, options.other))
        with Stage((c for c, _ in told), missing) as stage:
            lines = [stage.line(c.name, frames[kind], (kind, c.name))
                     for kind in BASE for c, kinds in told if kind in kinds]
            took = rounds(sender, [line for line in lines if line], options,
                          f"{size:,} prefixes")
        found[size] = {kind: {name: ns for (k, name), ns in took.items()
                              if k == kind} for kind in BASE}
    return found


def beside(sender, options, what, frames, pairs, ports=1):
    """Contenders beside the bare programs. pairs: (contender, name of base).
    Each device gets so many frames that most find it in the caches as it is."""
    bases = {DROP: x.XDP_DROP, PASS: x.XDP_PASS}
    used = sorted({base for _, base in pairs})
    bare = [Bare(base + again, bases[base], ports)
            for base in used for again in ("", AGAIN)]
    with Stage(bare + [c for c, _ in pairs], {}) as stage:
        return rounds(sender, [stage.line(c.name, frames)
                               for c in stage.contenders], options, what,
                      VISITS * len(frames.macs))


class Passing(Lenscap):
    """One with a rule for all that is sent."""

    passes = (1, 1)


def rules(count, last):
    """Others first, each with a peer and a port of its own; all stateless."""
    others = [f"name: r{i}, peer: 198.18.{i}.9, proto: udp, ports: [{1000 + i}],"
              " initiated-by: either" for i in range(count - bool(last))]
    return others + ([f"name: last, {HERE} {last}"] if last else [])


def grow_rules(sender, options, count):
    prefixes = listed(10)
    frames = Frames(macs_of(prefixes, DEVICES))
    return beside(sender, options, f"{count} rules", frames, (
        (Passing("passed by the last", prefixes, rules(count, "either")), PASS),
        (Lenscap("dropped, none fits", prefixes, rules(count, None)), DROP)))


def grow_devices(sender, options, count):
    prefixes = listed(10)
    return beside(sender, options, f"{count:,} devices",
                  Frames(macs_of(prefixes, count)),
                  ((Lenscap("dropped", prefixes), DROP),))


def grow_flows(sender, options, count):
    """Of up to 256 devices. The first round opens them, each in its turn."""
    prefixes = listed(10)
    macs = macs_of(prefixes, min(count, 256))
    shift = len(macs).bit_length() - 1
    frames = Frames(macs, at_random=count - 1, port_shift=shift)
    opening = Frames(macs, at_random=0, in_turn=count - 1, port_shift=shift)
    name = "passed by a flow"
    with Stage((Bare(PASS, x.XDP_PASS), Bare(PASS + AGAIN, x.XDP_PASS),
                Passing(name, prefixes, rules(1, "device"))), {}) as stage:
        checked(sender, stage.line(name, opening), count)
        return rounds(sender, [stage.line(c.name, frames)
                               for c in stage.contenders], options,
                      f"{count:,} flows", VISITS * count)


def grow_interfaces(sender, options, count):
    """As many devices in all, each behind one of the interfaces."""
    prefixes, behind = listed(10), DEVICES // count - 1
    return beside(sender, options, f"{count} interfaces",
                  Frames(macs_of(prefixes, DEVICES), mac=behind,
                         at_random=behind),
                  ((Lenscap("dropped", prefixes, ports=count), DROP),), count)


def growth(sender, options):
    """By what grows and how far: by name, ns of each round."""
    grow = {"rules": grow_rules, "devices": grow_devices, "flows": grow_flows,
            "interfaces": grow_interfaces}
    return {what: {count: grow[what](sender, options, count)
                   for count in GROWTH[what]}
            for what in GROWTH}


def together(senders, line, options):
    """Frames a microsecond, of all senders at once, each with a port and a
    processor of its own."""
    start, rates = threading.Barrier(len(senders)), []

    def one(sender):
        os.sched_setaffinity(0, {options.processors[sender.number]})
        sender.aim([line.ports[sender.number]], line.frames)
        start.wait()
        rates.append(1000 / sender.send(options.frames))

    threads = [threading.Thread(target=one, args=(sender,))
               for sender in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(rates)


def two(senders, options):
    """By name: of each round what two processors did at once, divided by what
    one did alone, the mean of both."""
    prefixes = listed(10)
    frames = kinds_of_frames(prefixes)
    told = ((Bare(DROP, x.XDP_DROP, 2), HIT),
            (Lenscap("lenscap, dropped", prefixes, ports=2), HIT),
            (Bare(PASS, x.XDP_PASS, 2), MISS),
            (Lenscap("lenscap, unlisted", prefixes, ports=2), MISS),
            (Peer("XDP, one counter for all", "peer_shared", ports=2), HIT))
    found = {c.name: [] for c, _ in told}
    with Stage((c for c, _ in told), {}) as stage:
        lines = [stage.line(c.name, frames[kind]) for c, kind in told]
        for number in range(options.rounds + 1):
            progress(f"two processors: round {number} of {options.rounds}")
            for line in lines:
                alone = [together([sender], line, options)
                         for sender in senders]
                both = together(senders, line, options)
                if number:
                    found[line.name].append(both * len(alone) / sum(alone))
    return found
