# SPDX-License-Identifier: GPL-2.0
"""The module under test, loaded and unloaded; the kernel's log; TAP.

For tests of one machine that has no other user of the module: they run one at
a time. No netlink here.
"""

import os
import signal
import subprocess
import sys
import time
import traceback

from _header import H, ROOT

# A test that is told to stop still unloads what it loaded
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
SBIN = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
SPLATS = ("BUG:", "WARNING:", "Oops", "general protection", "KASAN:", "UBSAN:",
          "possible recursive", "inconsistent lock", "circular locking",
          "suspicious RCU", "sleeping function", "Kernel panic", "refcount_t:",
          "unreferenced object", "stack-out-of-bounds",
          "page allocation failure")


def path():
    """Where `make kmod` puts the module for the running kernel."""
    return os.environ.get("LENSCAP_KO") or os.path.join(
        ROOT, "build/kmod", os.uname().release, H.MODULE + ".ko")


def loaded():
    return os.path.isdir(f"/sys/module/{H.MODULE}")


def tool(*argv):
    """Run a tool of the system; its words are the error when it fails."""
    done = subprocess.run(argv, capture_output=True, text=True, check=False,
                          env=dict(os.environ, PATH=SBIN), timeout=120)
    if done.returncode:
        raise OSError(f"{' '.join(argv)}: {done.stderr.strip()}")
    return done.stdout


def load():
    """True when it was not there before."""
    if loaded():
        return False
    tool("insmod", path())
    return True


def unload():
    """Until it is gone: a dump that was cut short holds it for a moment."""
    for _ in range(50):
        if not loaded():
            return
        try:
            tool("rmmod", H.MODULE)
        except OSError:
            time.sleep(0.1)
    if loaded():
        tool("rmmod", H.MODULE)


class Log:
    """What the kernel says from now on."""

    def __init__(self):
        self.fd = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
        os.lseek(self.fd, 0, os.SEEK_END)

    def lines(self):
        """New lines, without their prefixes."""
        found = []
        while True:
            try:
                record = os.read(self.fd, 8192)
            except BrokenPipeError:
                continue    # the oldest were overwritten
            except BlockingIOError:
                return found
            found.append(record.decode("utf-8", "replace").partition(";")[2]
                         .partition("\n")[0])

    @staticmethod
    def splats(lines):
        return [x for x in lines if any(word in x for word in SPLATS)]


class Tap:
    """Results as they come, the plan at the end; finish() is the exit status.

    As a with-block it loads the module, unloads it, looks for splats, and
    makes a result of both."""

    def __init__(self):
        self.count = self.failed = 0
        self.log = None
        print("TAP version 13", flush=True)

    def result(self, name, faults=()):
        """Passed when there is no fault; shows the first few."""
        faults = [faults] if isinstance(faults, str) else list(faults)
        self.count += 1
        self.failed += bool(faults)
        for fault in faults[:8]:
            for line in str(fault).splitlines():
                print(f"# {line}")
        print(f"{'not ok' if faults else 'ok'} {self.count} {name}",
              flush=True)

    def same(self, name, got, want):
        self.result(name, [] if got == want else [f"expected {want!r}",
                                                  f"got      {got!r}"])

    def __enter__(self):
        need()
        self.log = Log()
        return self

    def __exit__(self, kind, value, trace):
        if kind and issubclass(kind, Exception):
            self.result("ran to its end", "".join(
                traceback.format_exception(kind, value, trace)))
        if loaded():
            try:
                unload()
                self.result("the module unloads")
            except OSError as error:
                self.result("the module unloads", str(error))
        self.result("the kernel's log has no splat",
                    Log.splats(self.log.lines()))
        return kind is not None and issubclass(kind, Exception)

    def finish(self):
        print(f"1..{self.count}")
        return 1 if self.failed or not self.count else 0


def need():
    """Skip the test when there is no module to test here."""
    why = None
    if os.geteuid():
        why = "root is needed"
    elif not loaded() and not os.path.exists(path()):
        why = f"{os.path.relpath(path(), ROOT)} is not built: make kmod"
    if why:
        print(f"1..0 # SKIP {why}", flush=True)
        sys.exit(4)
