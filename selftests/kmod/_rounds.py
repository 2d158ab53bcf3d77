# SPDX-License-Identifier: GPL-2.0
"""The module many times: loaded and unloaded without a process for each.

Once, and with the log looked at: _module.py.
"""

import ctypes
import os
import subprocess
import tempfile

import _module as module

LIBC = ctypes.CDLL(None, use_errno=True)
SYS_DELETE_MODULE, SYS_FINIT_MODULE = 176, 313     # x86-64


def stripped():
    """The module without debug information, an open file."""
    with tempfile.NamedTemporaryFile(suffix=".ko") as copy:
        subprocess.run(["strip", "-g", "-o", copy.name, module.path()],
                       check=True)
        return os.open(copy.name, os.O_RDONLY | os.O_CLOEXEC)


def check(result, what):
    if result:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def fast_load(file):
    check(LIBC.syscall(SYS_FINIT_MODULE, file, b"", 0), "cannot load it")


def fast_unload():
    check(LIBC.syscall(SYS_DELETE_MODULE, b"lenscap_guard", os.O_NONBLOCK),
          "cannot unload it")
