# SPDX-License-Identifier: GPL-2.0
"""The model's memory: flows by who opened them, and a bucket a device.

Times are nanoseconds on the frames' own clock. Decides nothing.
"""

from _packet import ICMP, ICMPV6, TCP

SECOND = 10 ** 9
FIN, SYN, RST, ACK = 1, 2, 4, 16
IDLE = {TCP: 3600 * SECOND, ICMP: 30 * SECOND, ICMPV6: 30 * SECOND}
# UDP, and what DESIGN does not name
IDLE_ELSE = 120 * SECOND
CLOSING = 60 * SECOND


class Flow:
    __slots__ = ("group", "rule", "until", "closing")

    def __init__(self, group, rule):
        self.group, self.rule = group, rule
        self.until, self.closing = 0, False


class Flows:
    """Two tables, one by opener, so that neither can push out the other."""

    def __init__(self):
        self.tables = {"peer": {}, "device": {}}

    def idle(self, proto):
        return IDLE.get(proto, IDLE_ELSE)

    def ends(self, p):
        """Does this packet say that its connection ends?"""
        return p.proto == TCP and p.flags & (FIN | RST)

    def touch(self, flow, p, now):
        """A packet of the flow has come; after FIN or RST nothing extends."""
        if flow.closing:
            return
        if self.ends(p):
            flow.closing = True
            flow.until = now + CLOSING
        else:
            flow.until = now + self.idle(p.proto)

    def open(self, opener, key, group, rule, p, now):
        flow = self.tables[opener][key] = Flow(group, rule)
        self.touch(flow, p, now)

    def find(self, opener, key, now):
        flow = self.tables[opener].get(key)
        return flow if flow and self.alive(flow, now) else None

    def alive(self, flow, now):
        return now <= flow.until


class Buckets:
    """Tokens in bits, times a second's nanoseconds, so that nothing rounds."""

    def __init__(self):
        self.full = {}

    def take(self, key, size, rate, burst, now):
        """True if the device may send so many bytes now."""
        limit = burst * 8 * SECOND
        tokens, last = self.full.get(key, (limit, now))
        tokens = min(limit, tokens + (now - last) * rate)
        need = size * 8 * SECOND
        ok = tokens >= need
        self.full[key] = (tokens - need if ok else tokens, now)
        self.margin = abs(tokens - need) // (8 * SECOND)
        return ok
