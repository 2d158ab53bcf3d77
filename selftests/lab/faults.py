#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Cuts lenscap short at a chosen place, by a fault in a system call or by
# SIGKILL, and looks at what is then in force. What is cut stands in the tests.
"""faults.py KIND SCENARIO SECONDS LENSCAP PIN STATE POLICIES

KIND      errno CALLS   each call of these (bpf,mmap) fails, one at a time
          errno+ CALLS  and with it all of its name that come after
          kill          SIGKILL before each call from the first bpf(2) on
          random        SIGKILL at a random moment
SCENARIO  first         no policy, then two
          grow          one, then two, which has a port more, and zones
          shrink        two, then one
          upgrade       one, then two by a command of another build
          both          these two in turn; for random only
          draft         one, then two, to be confirmed
          brief         the same, and the time runs out; for random only
          confirm       that it is
          revoke        rollback instead
          back          two after one, then rollback
          beside        one, and two as its shadow
          unshadow      the end of that
SECONDS   as many places as fit, in random order; all with LENSCAP_ALL=1, and
          for random as many as are enough
POLICIES  where one.yaml and two.yaml are

Runs in the namespace of cli/lib.sh. Findings go to standard output, a line
each; what was done to standard error."""

import errno
import os
import random
import re
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import sight  # noqa: E402

# places that are tried in any time; an emulated machine is slow
LEAST = 3 if "LENSCAP_VM" in os.environ else 8
MANY = 5                # findings, after which there is no need for more
WAIT = 20               # seconds that a second may take
ENOUGH = 500            # random ones, where all are to be tried
ALL = bool(os.environ.get("LENSCAP_ALL"))
# What each call may really return.
ERRORS = {
    "bpf": ("ENOMEM", "EPERM", "ENOSPC"),
    "mmap": ("ENOMEM",), "mkdir": ("ENOSPC",),
    "openat": ("EMFILE",), "rename": ("EIO",), "fsync": ("EIO",),
    "write": ("ENOSPC",), "fchmod": ("EIO",), "unlink": ("EIO",),
    "ioctl": ("EBUSY",), "socket": ("EMFILE",), "bind": ("ENOMEM",),
    "sendto": ("ENOBUFS",), "recvmsg": ("ENOMEM",), "statfs": ("EIO",),
    "getdents64": ("EIO",), "flock": ("EINTR",), "fcntl": ("ENOMEM",),
    "read": ("EIO",), "newfstatat": ("ENOMEM",), "readlink": ("EIO",),
}
CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


class Cut:
    """One command, cut short at one place."""

    def __init__(self, what, options):
        self.what = what
        self.options = options      # of strace

    def run(self, argv):
        """Status and what it said; None for the status where it was killed."""
        done = subprocess.run(
            ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null",
             *self.options, "--", *argv],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        status = done.returncode
        if status == -signal.SIGKILL:
            status = None
        return status, done.stdout.decode(errors="replace")


class Fault(Cut):
    """One that the command is told of, and lives on."""


class RandomKill:
    def __init__(self, after):
        self.what = f"SIGKILL after {after * 1000:.1f} ms"
        self.after = after

    def run(self, argv):
        with subprocess.Popen(argv, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT) as proc:
            time.sleep(self.after)
            proc.kill()
            said = proc.stdout.read()
        status = proc.returncode
        if status == -signal.SIGKILL:
            status = None
        return status, said.decode(errors="replace")


def calls(world, argv, begin, end):
    """[(name, how often so far)] of a run that nothing disturbs.

    From the first that has that text in it, or else names the policy or the
    pins: before it, the dynamic linker is at work. Up to the first with end in
    it, if any is named.
    """
    log = os.path.join(world.policies, "calls")
    subprocess.run(["strace", "-f", "-o", log, "--", *argv], check=False,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen, out, begun = {}, [], False
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = CALL.match(line)
            if not found:
                continue
            name = found.group(1)
            seen[name] = seen.get(name, 0) + 1
            begun |= name != "execve" and any(
                x in line for x in ((begin,) if begin else
                                    (world.policies, world.pin)))
            if begun:
                out.append((name, seen[name]))
            if begun and end and end in line:
                break
    os.unlink(log)
    return out


def errno_cuts(made, names, on):
    """With `on`, a plus, taking back what was done fails as well."""
    make = Cut if on else Fault
    for name, n in made:
        for error in ERRORS[name] if name in names else ():
            yield make(f"{name} {n}{on} {error}", [
                "-e", f"trace={name}",
                "-e", f"inject={name}:error={error}:when={n}{on}"])


def kill_cuts(made):
    first = [name for name, _ in made].index("bpf")
    for name, n in made[first:]:
        if name not in ("exit_group", "brk"):
            yield Cut(f"SIGKILL before {name} {n}", [
                "-e", f"trace={name}",
                "-e", f"inject={name}:signal=KILL:when={n}"])


def random_cuts(argv):
    began = time.monotonic()
    subprocess.run(argv, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    most = (time.monotonic() - began) * 1.2
    while True:
        yield RandomKill(random.uniform(0, most))


def places(kind, world, scenario):
    """What to try, in random order; and how many there are."""
    scenario.set_up(world)
    argv = scenario.argv(world)
    if kind == "random":
        return random_cuts(argv), ENOUGH
    made = calls(world, argv, scenario.begin, scenario.end)
    if kind == "kill":
        cuts = list(kill_cuts(made))
    else:
        how, names = kind.split()
        cuts = list(errno_cuts(made, names.split(","),
                               how.removeprefix("errno")))
    if not cuts:
        sys.exit("faults.py: no such call is made")
    random.shuffle(cuts)
    return cuts, len(cuts)


class Scenario:
    """A command between two states, each (in force, saved, pending).

    Between: where it may be cut short that is neither.
    """

    begin = end = None  # a text in the first, the last system call to cut
    def __init__(self, before, after, *between):
        self.before, self.after = before, after
        self.between = between
        self.command = ()

    def argv(self, world):
        return world.argv(*self.command)

    def set_up(self, world):
        raise NotImplementedError

    def judge(self, world, before, status, said):
        """What is not as it must be, and whether all is as it was."""
        after = world.look(before is not None)
        state = (after.force, after.saved, after.pending)
        bad = after.faults
        if state not in (self.before, self.after, *self.between):
            bad.append(f"in force, saved, pending: {state}")
        if status == 0:
            bad += self.judge_done(world, state)
        same = before is not None and after.same(before)
        if before and status in (1, 2) and state == self.before:
            bad += [f"half-changed: {x}" for x in before.differences(after)]
        # 2: the policy cannot be read, and so nothing is begun
        if status not in (0, 1, None) and not (
                status == 2 and state == self.before):
            bad.append(f"exit status {status}")
        if "Sanitizer" in said or "runtime error" in said:
            bad.append("a sanitizer complains")
        return bad, same

    def judge_done(self, world, state):
        if state != self.after:
            return [f"status 0, and in force, saved, pending: {state}"]
        if not state[2] and world.check():
            return ["status 0, and status --check fails"]
        return []

    def next(self):
        """The next attempt is of this."""
        return self

    def go_on(self, world):
        """What waits can be ended, and the next apply succeeds."""
        new = self.after[0]
        if world.look(False).pending:
            status, said = world.run("rollback")
            if status:
                return [f"rollback after it: status {status}: {said[-300:]!r}"]
        status, said = world.run("apply", new + ".yaml")
        if status:
            return [f"the next apply: status {status}: {said[-300:]!r}"]
        after = world.look(False)
        bad = after.faults
        state = (after.force, after.saved, after.pending)
        if state != (new, new, False):
            bad.append(f"after the next apply: {state}")
        if world.check():
            bad.append("after the next apply: status --check fails")
        return bad


class Apply(Scenario):
    """From one policy in force to another. `old` may be None."""

    def __init__(self, old, new):
        super().__init__((old, old, False), (new, new, False),
                         (new, old, False))
        self.command = ("apply", new + ".yaml")

    def set_up(self, world):
        if self.before[0] is None:
            world.clear()
        else:
            world.put(self.before[0])


class Both(Apply):
    """One way, then the other: what is in force now is the next one's old."""

    def next(self):
        return Both(self.after[0], self.before[0])


class Upgrade(Apply):
    """By a command with other programs; what follows is by either."""

    # what comes before and after is the same without an upgrade
    begin, end = 'prog_name="lenscap_', "BPF_PROG_TEST_RUN"

    def __init__(self):
        super().__init__("one", "two")
        self.tags = {}      # of the programs of each command

    def argv(self, world):
        return [world.other, *super().argv(world)[1:]]

    def set_up(self, world):
        own = world.lenscap
        for each in (own,) if self.tags else (world.other, own):
            world.lenscap = each
            super().set_up(world)
            self.tags.setdefault(each, world.tags())

    def settled(self, world, by):
        """Its programs, and no other's, are pinned and run."""
        bad = world.mixed()
        if world.tags() != self.tags[by]:
            bad.append(f"not all programs are of {by}")
        return bad

    def judge_done(self, world, state):
        return super().judge_done(world, state) + self.settled(world,
                                                               world.other)

    def go_on(self, world):
        own = world.lenscap
        world.lenscap = random.choice((own, world.other))
        bad = super().go_on(world) + self.settled(world, world.lenscap)
        world.lenscap = own
        return bad


class Draft(Scenario):
    """A switch that waits for its confirmation."""

    def __init__(self):
        super().__init__(("one", "one", False), ("two", "one", True))
        self.command = ("apply", "two.yaml", "--confirm", "600")

    def set_up(self, world):
        world.put("one")


class Brief(Draft):
    """The same, and left to the kernel's timer to end."""

    def __init__(self):
        super().__init__()
        self.command = ("apply", "two.yaml", "--confirm", "1")

    def judge_done(self, world, state):
        return []       # the time may be over before it is looked at

    def go_on(self, world):
        end = time.monotonic() + WAIT
        while world.look(False).pending and time.monotonic() < end:
            time.sleep(.1)
        after = world.look(False)
        bad = after.faults
        if (after.force, after.saved, after.pending) != self.before:
            bad.append(f"after its time: {after.force} is in force")
        return bad + super().go_on(world)


class Confirm(Scenario):
    """Sealed, and saved: in this order, for what is saved stays."""

    def __init__(self):
        super().__init__(("two", "one", True), ("two", "two", False),
                         ("two", "one", False))

    def set_up(self, world):
        world.put("one")
        self.command = ("confirm", world.draft("two"))


class Revoke(Scenario):
    """The draft taken back."""

    def __init__(self):
        super().__init__(("two", "one", True), ("one", "one", False))
        self.command = ("rollback",)

    def set_up(self, world):
        world.put("one")
        world.draft("two")


class Back(Scenario):
    """From a policy in force to the one before it."""

    def __init__(self):
        super().__init__(("two", "two", False), ("one", "one", False),
                         ("one", "two", False))
        self.command = ("rollback",)

    def set_up(self, world):
        world.put("one")
        world.put("two")


class Beside(Scenario):
    """A candidate beside the policy in force, which stays as it is."""

    def __init__(self, *command):
        super().__init__(("one", "one", False), ("one", "one", False))
        self.command = command

    def set_up(self, world):
        world.put("one")
        if self.command[0] == "shadow":
            world.must("apply", "two.yaml", "--shadow")

    def go_on(self, world):
        """Whatever became of it, another and then its own apply succeed."""
        status, said = world.run("apply", "two.yaml", "--shadow")
        if status:
            return [f"the next shadow: status {status}: {said[-300:]!r}"]
        after = world.look(False)
        bad = after.faults
        if (after.force, after.saved, after.pending) != self.after:
            bad.append(f"after the next shadow: {after.force} is in force")
        if world.run("shadow")[0]:
            bad.append("the next shadow does not run")
        status, said = world.run("apply", "two.yaml")
        if status:
            bad.append(f"the next apply: status {status}: {said[-300:]!r}")
        after = world.look(False)
        if (after.force, after.saved, after.pending) != ("two", "two", False):
            bad.append(f"after the next apply: {after.force} is in force")
        return bad + after.faults


SCENARIOS = {"first": lambda: Apply(None, "two"),
             "grow": lambda: Apply("one", "two"),
             "shrink": lambda: Apply("two", "one"),
             "upgrade": Upgrade,
             "both": lambda: Both("one", "two"),
             "draft": Draft, "brief": Brief, "confirm": Confirm,
             "revoke": Revoke, "back": Back,
             "beside": lambda: Beside("apply", "two.yaml", "--shadow"),
             "unshadow": lambda: Beside("shadow", "stop")}


def attempt(world, scenario, cut, fresh):
    """Findings, and whether the next attempt can begin at once."""
    if not fresh:
        scenario.set_up(world)
    # what a kill leaves is looked at, but not compared
    before = world.look() if isinstance(cut, Fault) else None
    links = world.links()
    status, said = cut.run(scenario.argv(world))
    bad, same = scenario.judge(world, before, status, said)
    if scenario.before[0] and world.links() != links:
        bad.append("the port was detached in between")
    if not same or bad:
        bad += scenario.go_on(world)
        same = not bad and scenario.next() is not scenario
    if bad:
        bad.append("said " + repr(said[-300:]))
    return bad, same


def main():
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    kind, name, seconds, *where = sys.argv[1:]
    seed = int(os.environ.get("LENSCAP_SEED", random.randrange(1 << 32)))
    random.seed(seed)
    world = sight.World(*where)
    scenario = SCENARIOS[name]()
    world.learn()
    cuts, whole = places(kind, world, scenario)
    end = time.monotonic() + float(seconds)
    count, fresh, found = 0, False, 0
    for cut in cuts:
        bad, fresh = attempt(world, scenario, cut, fresh)
        scenario = scenario.next()
        count += 1
        for line in bad[:4]:
            print(f"{cut.what}: {line}", flush=True)
        found += bool(bad)
        if found > MANY:
            break
        if count == whole or (not ALL and count >= LEAST
                              and time.monotonic() > end):
            break
    world.clear()
    print(f"{kind}, {name}: {count} of {whole} places, seed {seed}",
          file=sys.stderr)


assert all(getattr(errno, x) for xs in ERRORS.values() for x in xs)

if __name__ == "__main__":
    main()
