# SPDX-License-Identifier: GPL-2.0
"""From a case on which replay and model differ to a small one that still does:
fewer frames, less policy, shorter frames, rounder times.
"""

import copy

import _replay
from _packet import parse

SECOND = 10 ** 9
RUNS = 400              # of replay, at most, for one case


class Shrinker:
    def __init__(self, folder, case):
        self.folder = folder
        self.policy, self.frames = case.policy, case.frames
        self.fine = case.fine
        self.runs = 0
        self.tried = set()
        self.said = None

    def differs(self, policy, frames):
        """Keeps what still differs, up to the frame that shows it."""
        case = hash((repr(policy), tuple(frames)))
        if self.runs >= RUNS or not frames or case in self.tried:
            return False
        self.tried.add(case)
        self.runs += 1
        try:
            found = _replay.first_difference(self.folder, policy, frames,
                                             self.fine)
        except _replay.Failed:
            return False        # no longer a policy, perhaps
        if not found:
            return False
        at, self.said = found
        self.policy, self.frames = policy, frames[:at + 1]
        return True

    def shrink(self):
        """False if it does not differ at all (any more)."""
        if not self.differs(self.policy, self.frames):
            return False
        self.same_ends()
        size = None
        while size != self.size():
            size = self.size()
            self.fewer_frames()
            self.less_policy()
            self.shorter_frames()
            self.rounder_times()
        return True

    def size(self):
        return (len(repr(self.policy)), len(self.frames),
                sum(len(data) for _, data in self.frames))

    def same_ends(self):
        """Only frames of the addresses in the one that shows it."""
        last = parse(self.frames[-1][1])
        ends = {last.src, last.dst}
        few = [x for x in self.frames
               if ends & {parse(x[1]).src, parse(x[1]).dst}]
        self.differs(self.policy, few)

    def fewer_frames(self):
        step = max(1, len(self.frames) // 2)
        while True:
            at = 0
            while at < len(self.frames) - 1:
                rest = self.frames[:at] + self.frames[at + step:]
                if not self.differs(self.policy, rest):
                    at += step
            if step == 1:
                return
            step //= 2

    def less_policy(self):
        for path in sorted(paths(self.policy), key=len):
            policy = copy.deepcopy(self.policy)
            if remove(policy, path):
                self.differs(policy, self.frames)

    def shorter_frames(self):
        for at in range(len(self.frames)):
            for change in (untag, cut(64), cut(32), cut(16), cut(4), cut(1)):
                if at < len(self.frames):
                    self.replace(at, self.frames[at][0],
                                 change(self.frames[at][1]))

    def rounder_times(self):
        for at in range(1, len(self.frames)):
            for unit in (None, SECOND, SECOND // 1000):
                if at >= len(self.frames):
                    return
                before, now = self.frames[at - 1][0], self.frames[at][0]
                gap = now - before
                gap = 0 if unit is None else gap // unit * unit
                frames = self.frames[:at] + [
                    (when - (now - before - gap), data)
                    for when, data in self.frames[at:]]
                if gap != now - before and self.differs(self.policy, frames):
                    break

    def replace(self, at, now, data):
        if data is not None and data != self.frames[at][1]:
            frames = list(self.frames)
            frames[at] = now, data
            self.differs(self.policy, frames)


def paths(value, path=()):
    """Ways to everything in a policy that might be taken out, except what
    each policy must have."""
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
        items.reverse()
    else:
        return
    for name, inner in items:
        if name not in ("version", "interfaces", "name", "interface",
                        "groups", "initiated-by", "peer"):
            yield path + (name,)
        yield from paths(inner, path + (name,))


def remove(policy, path):
    """Takes it out; False if it is gone already, or the last of its list."""
    for name in path[:-1]:
        try:
            policy = policy[name]
        except (KeyError, IndexError, TypeError):
            return False            # gone with something greater
    try:
        if isinstance(policy, list) and len(policy) == 1:
            return False
        del policy[path[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def untag(data):
    return data[:12] + data[16:] if parse(data).tags else None


def cut(count):
    """Takes bytes of the payload away, and says so in the lengths."""
    def change(data):
        p = parse(data)
        if p.bad or not p.family or p.end - p.at < 8 + count:
            return data[:-count] if len(data) > 14 + count else None
        out = bytearray(data[:p.end - count])
        ip = 14 + 4 * p.tags
        total = 2 if p.family == 4 else 4
        shorten(out, ip + total, count)
        if p.proto == 17 and p.fragment == "whole":
            shorten(out, p.at + 4, count)
        return bytes(out)
    return change


def shorten(out, at, count):
    old = int.from_bytes(out[at:at + 2], "big")
    out[at:at + 2] = max(0, old - count).to_bytes(2, "big")
