#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Runs a page of the documentation: its files are written, its commands run in
# order, and what they print is compared with what the page shows.
#
#   page.py PAGE [--before COMMAND] [--update]    TAP; in the current directory
#
# An indented block whose first line is "# NAME.yaml" is that file. In others a
# line after "router# " is a command, and what follows is its output. Numbers,
# times and ids may differ, words and rows may not. An id that confirm is given
# is that of the last "pending". --before is run ahead of each command that
# looks. --update writes the output of this run into the page.
"""A page that cannot grow stale."""

import argparse
import os
import re
import subprocess
import sys

PROMPT = "    router# "
LOOKS = re.compile(r"lenscap (devices|attempts|counters|status)")


def blocks(text):
    """The page as a list: lines of text, or lists of the lines of a block."""
    out = []
    for line in text.splitlines():
        if line.startswith("    "):
            if not out or not isinstance(out[-1], list):
                out.append([])
            out[-1].append(line)
        elif not line and out and isinstance(out[-1], list):
            out[-1].append(line)
        else:
            if out and isinstance(out[-1], list):
                tail = []
                while out[-1] and not out[-1][-1]:
                    tail.append(out[-1].pop())
                out += tail
            out.append(line)
    return out


def plain(lines):
    """What of the output must be the same each time."""
    text = "\n".join(lines)
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "TIME", text)
    text = re.sub(r"\b\d+ (s|min|h) ago|\bnow\b", "AGO", text)
    text = re.sub(r"\b(?=[0-9a-f]*\d)[0-9a-f]{6,64}\b", "ID", text)
    text = re.sub(r"\b[\d.,]+ [kMG]?B\b", "SIZE", text)
    text = re.sub(r"\bpending \w+|confirm [0-9a-f]{6}\b", "PENDING", text)
    text = re.sub(r"\b\d[\d.,]*\b", "N", text)
    # what depends on the kernel
    text = re.sub(r"\b(tcx|clsact)\b", "TC", text)
    text = text.replace(" if its driver takes it, else generic", "")
    return [re.sub(r" +", " ", line.strip()) for line in text.splitlines()
            if line.strip()]


class Runner:
    """The commands of a page, one after the other."""

    def __init__(self, args):
        self.args = args
        self.pending = None
        self.done = 0
        self.failed = 0

    def command(self, command):
        """(Exit status, lines) of one."""
        if self.args.before and LOOKS.search(command):
            subprocess.run(self.args.before, shell=True, check=True)
        ran = subprocess.run(["bash", "-o", "pipefail", "-c", command],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, check=False)
        said = ran.stdout.replace(os.getcwd(), "/etc/lenscap")
        found = re.search(r"^pending (\w+)", said, re.M)
        self.pending = found.group(1) if found else self.pending
        return ran.returncode, said.splitlines()

    def block(self, lines):
        """Run what is in one block; the block as it should be."""
        name = re.match(r"    # (\S+\.yaml)$", lines[0])
        if name:
            with open(name.group(1), "w", encoding="utf-8") as out:
                out.writelines(line[4:] + "\n" for line in lines)
            return lines
        if not lines[0].startswith(PROMPT):
            return lines
        new, at = [], 0
        while at < len(lines):
            end = at + 1
            while end < len(lines) and not lines[end].startswith(PROMPT):
                end += 1
            command = lines[at][len(PROMPT):]
            if self.pending:
                command = re.sub(r"(lenscap confirm) [0-9a-f]{6}",
                                 r"\1 " + self.pending, command)
            status, said = self.command(command)
            new += [PROMPT + command] + ["    " + s if s else "" for s in said]
            self.result(command, status, said,
                        [line[4:] for line in lines[at + 1:end]])
            at = end
        return new

    def result(self, command, status, said, shown):
        """A line of TAP, and the difference."""
        self.done += 1
        same = self.args.update or plain(said) == plain(shown)
        # diff: different; a reader that has enough, as head, ends a writer
        fine = {0, 141} | ({3} if "lenscap diff" in command else set())
        if status in fine and same:
            print(f"ok {self.done} {command}")
            return
        self.failed += 1
        for line in said:
            print("#", line)
        if not same:
            print("# the page shows:")
            for line in shown:
                print("#", line)
        print(f"# exit status {status}")
        print(f"not ok {self.done} {command}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--before")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    with open(args.page, encoding="utf-8") as page:
        text = page.read()
    print("TAP version 13")
    print(f"1..{text.count(PROMPT)}")
    runner, new = Runner(args), []
    for part in blocks(text):
        if isinstance(part, list):
            new += runner.block(part)
        else:
            new.append(part)
    if args.update:
        with open(args.page, "w", encoding="utf-8") as page:
            page.write("\n".join(new).rstrip("\n") + "\n")
    sys.exit(runner.failed > 0)


if __name__ == "__main__":
    main()
