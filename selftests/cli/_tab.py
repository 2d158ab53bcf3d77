#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""A shell on a terminal, with completion, and somebody who presses tab.

usage: _tab.py bash|zsh DIR LINE...   LINE may hold \\t, and ends with an enter

In DIR a command "lenscap" is made that completes as the real one does, $LENSCAP,
and else only notes its arguments: these are printed, a line for each LINE.
Before them stand, with "> ", the words of three letters or more on the screen.
"""

import os
import pty
import re
import select
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
# Seconds until something that never comes; an emulated machine is slow
BUSY = 200 if "LENSCAP_VM" in os.environ else 20
STUB = """#!/bin/sh
[ "$1" != complete ] || exec "{lenscap}" "$@"
echo "$*" >>"{notes}"
"""
SETUP = {
    "bash": "PS1='$ '; . /usr/share/bash-completion/bash_completion; "
            ". {root}/completion/lenscap.bash; echo rea''dy\n",
    "zsh": "PS1='$ '; fpath=({root}/completion $fpath); "
           "autoload -Uz compinit; compinit -u -D; echo rea''dy\n",
}
START = {"bash": ["bash", "--norc", "--noprofile", "-i"],
         "zsh": ["zsh", "-f", "-i"]}


def read_until(fd, done, quiet=None):
    """What is on the screen until done(text), or nothing came for quiet s."""
    text, end = "", time.monotonic() + BUSY
    while not done(text) and time.monotonic() < end:
        if select.select([fd], [], [], quiet or .2)[0]:
            text += os.read(fd, 65536).decode(errors="replace")
        elif quiet:
            break
    return text


def lines(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def main():
    shell, folder, asked = sys.argv[1], sys.argv[2], sys.argv[3:]
    notes = os.path.join(folder, "notes")
    stub = os.path.join(folder, "lenscap")
    with open(stub, "w", encoding="utf-8") as file:
        file.write(STUB.format(lenscap=os.environ["LENSCAP"], notes=notes))
    os.chmod(stub, 0o755)
    open(notes, "w", encoding="utf-8").close()
    pid, fd = pty.fork()
    if not pid:
        os.environ.update(PATH=folder + ":" + os.environ["PATH"],
                          TERM="dumb", HISTFILE="")
        os.chdir(folder)
        os.execvp(START[shell][0], START[shell])
    os.write(fd, SETUP[shell].format(root=ROOT).encode())
    read_until(fd, lambda text: "ready\r" in text)
    read_until(fd, lambda text: False, .3)
    for line in asked:
        before = len(lines(notes))
        screen = ""
        os.write(fd, line.replace("\\t", "\t").encode())
        # a shell with more to read does not list what fits
        if line.endswith("\\t\\t"):
            screen = read_until(fd, lambda text: False, 1.5)
        os.write(fd, b"\n")
        screen += read_until(fd, lambda text: len(lines(notes)) > before)
        screen = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", screen)
        print(">", *dict.fromkeys(re.findall(r"[a-z-]{3,}", screen)))
        print(*lines(notes)[before:])
    os.write(fd, b"exit\n")
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
