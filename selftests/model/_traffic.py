# SPDX-License-Identifier: GPL-2.0
"""Sequences of frames with times: conversations that go on, pause just short
of and just beyond what a flow lives, end, and come again; and the rest between.
"""

import _scenes
from _cast import Cast
from _flows import CLOSING, IDLE, IDLE_ELSE

SECOND = 10 ** 9
START = 1_700_000_000 * SECOND
NEAR = (1000, 10 ** 6, SECOND)
KEPT = 12               # conversations that may go on
FIN_RST = 5
LINK_SCENES = (_scenes.arp_frame, _scenes.nd_frame, _scenes.dhcp_frame,
               _scenes.listener_frame)
TALK_SCENES = (_scenes.error, _scenes.error, _scenes.error, _scenes.pieces,
               _scenes.pieces, _scenes.icmp_else, _scenes.other_protocol,
               _scenes.link_protocol)
MUTATIONS = ("flip", "flip", "flip", "cut", "grow", "length", "source")


class Traffic:
    """Frames for a policy, all from one stream of numbers."""

    def __init__(self, rnd, policy):
        self.rnd = rnd
        self.cast = Cast(rnd, policy)
        self.talks = []
        self.now = START
        self.rated = any("rate" in x for x in policy["groups"])
        self.frames = []

    def make(self, count):
        while len(self.frames) < count:
            self.step()
        return self.frames[:count]

    def step(self):
        dice = self.rnd.random()
        self.wait()
        if dice < .36:
            self.go_on()
        elif dice < .52:
            self.begin()
        elif dice < .57:
            self.pause()
        elif dice < .75:
            self.on_the_link()
        elif dice < .88:
            self.about()
        elif dice < .98:
            self.spoil()
        else:
            self.burst()

    def wait(self):
        """Mostly no time to speak of; seldom seconds."""
        rnd = self.rnd
        gap = rnd.choice((0, 1000, 50_000, 10 ** 6, 10 ** 7))
        if rnd.random() < .02:
            gap = rnd.choice((1, 5, 20)) * SECOND
        self.now += gap

    def send(self, frame):
        self.frames.append((self.now, frame))

    def begin(self):
        """A new conversation: by one end, then perhaps an answer."""
        rnd = self.rnd
        if self.talks and rnd.random() < .25:
            talk = self.like(rnd.choice(self.talks))
        else:
            talk = self.cast.talk()
        if len(self.talks) < KEPT:
            self.talks.append(talk)
        else:
            self.talks[rnd.randrange(KEPT)] = talk
        outward = rnd.random() < .5
        self.say(talk, outward)
        for _ in range(rnd.choice((0, 1, 1, 2))):
            self.say(talk, not outward)

    def like(self, old):
        """The same conversation but for one thing."""
        rnd, talk = self.rnd, type(old)()
        for name in ("device", "family", "own", "peer", "proto", "dport",
                     "pport", "other", "tags"):
            setattr(talk, name, getattr(old, name))
        change = rnd.choice(("device", "dport", "pport", "own", "peer",
                             "tags", "swap", "proto"))
        if change == "device":
            talk.device = self.cast.device()
        elif change == "tags":
            talk.tags = self.cast.tags()
        elif change == "proto" and talk.proto in (6, 17):
            talk.proto = 23 - talk.proto
        elif change in ("swap", "proto"):
            talk.dport, talk.pport = talk.pport, talk.dport
        else:
            setattr(talk, change, getattr(talk, change) ^ 1)
        if talk.proto not in (6, 17):
            talk.pport = talk.dport
        return talk

    def say(self, talk, outward, flags=None):
        rnd = self.rnd
        if flags is None:
            flags = rnd.choice(_scenes.FLAGS)
        size = None
        if rnd.random() < .01:
            size = rnd.choice((1400, 3380, 3500, 8900))
        tags = talk.tags
        if rnd.random() < self.cast.roaming:
            talk.tags = self.cast.tags()
        self.send(_scenes.segment(rnd, talk, outward, flags, size))
        talk.tags, talk.last = tags, self.now
        if flags & FIN_RST and not talk.ended and talk.proto == 6:
            talk.ended = self.now

    def go_on(self):
        if not self.talks:
            return self.begin()
        talk = self.rnd.choice(self.talks)
        self.say(talk, self.rnd.random() < .5,
                 None if self.rnd.random() < .3 else 0x18)
        return None

    def pause(self):
        """Until just before or after a flow of this kind would be idle."""
        rnd = self.rnd
        talk = rnd.choice(self.talks) if self.talks else None
        if not talk:
            return
        limit = IDLE.get(talk.proto, IDLE_ELSE)
        since = talk.last
        if talk.ended and rnd.random() < .8:
            since, limit = talk.ended, CLOSING
            talk.ended = 0
        until = since + limit + rnd.choice(NEAR) * rnd.choice((-1, 1))
        self.now = max(self.now, until)
        self.say(talk, rnd.random() < .5, 0x18)
        if rnd.random() < .5:
            self.say(talk, rnd.random() < .5, 0x18)

    def on_the_link(self):
        rnd = self.rnd
        scene = rnd.choice(LINK_SCENES)
        self.send(scene(rnd, self.cast.device(), rnd.random() < .65,
                        self.cast.tags()))

    def about(self):
        """Something else between the ends of a conversation."""
        rnd = self.rnd
        talk = (rnd.choice(self.talks) if self.talks and rnd.random() < .8
                else self.cast.talk())
        self.send(rnd.choice(TALK_SCENES)(rnd, talk, rnd.random() < .5))

    def burst(self):
        """More than a bucket holds, to the last few bytes, then some of what
        flows back."""
        rnd = self.rnd
        if not self.rated:
            return
        talk = rnd.choice(self.talks) if self.talks else None
        for _ in range(5):
            if not talk or talk.device.mac not in self.cast.rated:
                talk = self.cast.talk()
        size = rnd.choice((1400, 3000, 3300))
        for _ in range(rnd.choice((10, 25, 60))):
            self.send(_scenes.segment(rnd, talk, True, 0x18, size))
            if rnd.random() < .1:
                self.now += rnd.choice((10 ** 5, 10 ** 7, 10 ** 8))
        for size in (700, 300, 150, 80, 40) + (0,) * rnd.randint(0, 5):
            for _ in range(3):
                self.send(_scenes.segment(rnd, talk, True, 0x18, size))

    def spoil(self):
        """A frame of any kind with something wrong in it."""
        rnd = self.rnd
        kept = self.frames, self.now
        self.frames = []
        rnd.choice((self.begin, self.on_the_link, self.about, self.go_on))()
        (self.frames, self.now), made = kept, self.frames
        if made:
            self.send(mutate(rnd, rnd.choice(made)[1]))


def mutate(rnd, frame):
    how = rnd.choice(MUTATIONS)
    if how == "cut":
        return frame[:rnd.randint(1 if rnd.random() < .1 else 14,
                                  len(frame))]
    if how == "grow":
        return frame + bytes(rnd.choice((1, 4, 40)))
    out = bytearray(frame)
    if how == "source":
        out[6] |= rnd.choice((1, 2, 3))
        return bytes(out)
    if how == "length":
        at = min(rnd.choice((14, 16, 18, 20, 22, 26, 38, 46, 58)),
                 len(out) - 2)
        value = max(0, rnd.choice((0, 1, 7, 8, 19, 20, 40, 0xFFFF,
                                   len(out) - 14, len(out) - 33,
                                   len(out) - 35, len(out))))
        out[at:at + 2] = value.to_bytes(2, "big")
        return bytes(out)
    for _ in range(rnd.randint(1, 3)):
        out[rnd.randrange(min(len(out), 90))] ^= 1 << rnd.randrange(8)
    return bytes(out)
