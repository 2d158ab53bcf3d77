#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Runs a command on a terminal and prints the bytes that it put there.

usage: _terminal.py [KEYS] -- COMMAND...
Escape characters are printed as ^[; KEYS are typed once something was shown.
Its exit status is the command's.
"""

import os
import pty
import select
import sys


def main():
    at = sys.argv.index("--")
    keys, command = "".join(sys.argv[1:at]), sys.argv[at + 1:]
    pid, fd = pty.fork()
    if not pid:
        os.execvp(command[0], command)
    said = b""
    while select.select([fd], [], [], 30)[0]:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
        if keys:
            os.write(fd, keys.encode())
            keys = ""
    sys.stdout.write(said.decode(errors="replace").replace("\r\n", "\n")
                     .replace("\x1b", "^["))
    sys.stdout.flush()
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main()
