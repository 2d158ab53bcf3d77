# SPDX-License-Identifier: GPL-2.0
"""What the tests of wrong requests share: a guard with two tables that no
refused request may change, and a network namespace of the test's own.

Which requests are wrong stands in the tests.
"""

import ctypes
import errno
import os

from _genl import Guard, Refused, Table
from _module import Tap, load, tool
from _nl import CLONE_NEWNET

# What a request that is not as the policy says is answered with
MALFORMED = ("EINVAL", "ERANGE")


def unshare(flags):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags):
        number = ctypes.get_errno()
        raise OSError(number, "unshare: " + os.strerror(number))


def own_netns():
    """This process in a namespace that goes when it ends, with one port."""
    unshare(CLONE_NEWNET)
    tool("ip", "link", "add", "g0", "type", "veth", "peer", "name", "g1")


def current_table():
    table = Table(7)
    table.prefix("44:19:b6", 24)
    table.prefix("8c:1f:64:ab:c0", 36)
    return table


def staged_table():
    """A table with one of everything."""
    table = Table(8)
    hall = table.zone("g0", [0, 101, 4094], 5)
    table.prefix("44:19:b6", 24, table.cls(listed=[hall], exempt=[0]))
    return table


class Steady:
    """A guard in a state that is known, and looked at after each request."""

    def __init__(self):
        self.guard = Guard()
        self.current = current_table().encode()
        self.staged = staged_table().encode()
        self.reset()

    def reset(self):
        """From whatever state: a current table, a staged one, no tag. Without
        clear, which takes all ports down and is slow."""
        self.guard.proof("program")
        self.guard.stage(self.current)
        self.guard.commit(7)
        self.guard.stage(self.staged)
        self.state = self.guard.status()

    def changed(self):
        """What is not as it was; [] when all is."""
        now = self.guard.status()
        return [f"{key} was {self.state[key]!r} and is {now[key]!r}"
                for key in now if now[key] != self.state[key]]

    def refused(self, name, message, errors=MALFORMED, silent=False):
        """Faults of what must be refused with one of the errors, with a
        message (unless silent), and must change nothing. `message`: the
        bytes of a request, or a function that sends one."""
        faults = []
        try:
            if callable(message):
                message()
            else:
                self.guard.genl.send(message)
            faults.append(f"{name}: accepted")
        except Refused as refused:
            if refused.name not in errors:
                faults.append(f"{name}: {refused}, expected {errors}")
            if not refused.message and not silent:
                faults.append(f"{name}: {refused.name} without a message")
        after = self.changed()
        if after:
            faults += [f"{name}: {x}" for x in after]
            self.reset()
        return faults

    def refuses(self, cmd, name, attrs, errors=MALFORMED):
        """The same for the attributes of a command."""
        return self.refused(name, self.guard.message(cmd, attrs), errors)

    def still_works(self):
        """Faults of a correct request in that state."""
        try:
            self.guard.stage(staged_table())
        except Refused as refused:
            return [f"a correct request: {refused}"]
        return [f"after a correct request: {x}" for x in self.changed()]


def run(body):
    """A test of wrong requests: body(tap, steady), in its own namespace."""
    tap = Tap()
    with tap:
        load()
        own_netns()
        steady = Steady()
        body(tap, steady)
        tap.result("a correct request still works", steady.still_works())
        steady.guard.close()
    return tap.finish()


def name_of(number):
    return errno.errorcode.get(number, str(number))
