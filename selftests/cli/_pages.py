#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a page of docs/ says, beside what is so: commands and their output, and
policies that it shows whole. Prints what differs; exit 1 if anything does.

    _pages.py said PAGE            run each "    $ lenscap ..." where the page is
    _pages.py shows PAGE FILE      does PAGE show FILE, from first line to last?
    _pages.py frames PAGE FILE     does PAGE explain each single frame of FILE's
                                   tests, three or more, with the verdict there?
    _pages.py sections PAGE        headings below which commands are to be run
    _pages.py blocks PAGE WORD DIR  blocks that begin with WORD, a file each
    _pages.py write PAGE [FILE]    the page again, with what is so

LENSCAP names the command to run as "lenscap". SECTION: said and write look at
what stands below that heading alone. PLACE: where to run, instead of beside the
page; what differs from one time to the next is then no difference."""
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile

import yaml

INDENT = "    "
PROMPT = INDENT + "$ "
HEADING = re.compile(r"#+ (.*)$")
# Counters of time and chance, by what stands for all of them
CHANCE = [(re.compile(what), word) for what, word in [
    (r"\b[0-9a-f]{64}\b", "SHA256"), (r"\b[0-9a-f]{12}\b", "SHA"),
    (r"\b(pending|confirm|permit end) [0-9a-f]{6}\b", r"\1 ID"),
    (r"\b\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME"), (r"\b\d{4}-\d\d\b", "MONTH"),
    (r"\bnow\b|\b\d+ (s|min|h|days) ago\b", "AGO"),
    (r"\b\d+ s left\b", "S left"), (r"\bid \d+\b", "id N"),
    (r"\b(tcx|clsact)\b", "EGRESS"), (r"\bslot \d\b", "slot N"),
    (r"  +", " ")]]
VERDICT = re.compile(INDENT + "(pass|drop|would-drop)(?::|$)")


def blocks(lines):
    """First line and the one behind the last, of each indented block."""
    start = end = None
    for at, line in enumerate(lines + ["-"]):
        if line.startswith(INDENT):
            start = at if start is None else start
            end = at + 1
        elif line and start is not None:
            yield start, end
            start = None


def section(lines):
    """Where SECTION begins and ends; without one, all of the page."""
    wanted = os.environ.get("SECTION")
    if not wanted:
        return 0, len(lines)
    heads = [at for at, line in enumerate(lines) if HEADING.match(line)]
    for at, end in zip(heads, heads[1:] + [len(lines)]):
        if HEADING.match(lines[at]).group(1) == wanted:
            return at, end
    return 0, 0


def commands(lines):
    """Of each command: its text, and where what it printed begins and ends."""
    first, last = section(lines)
    for start, end in blocks(lines):
        if start < first or start >= last:
            continue
        at = start
        while at < end:
            if not lines[at].startswith(PROMPT):
                at += 1
                continue
            text = lines[at][len(PROMPT):]
            while text.endswith("\\"):
                at += 1
                text = text[:-1].rstrip() + " " + lines[at].strip()
            at += 1
            begin = at
            while at < end and not lines[at].startswith(PROMPT):
                at += 1
            yield text, begin, at


def printed(text, page):
    """What the command prints where the page is, as a block has it."""
    with tempfile.TemporaryDirectory() as path:
        os.symlink(os.path.abspath(os.environ["LENSCAP"]),
                   os.path.join(path, "lenscap"))
        env = dict(os.environ, PATH=path + ":" + os.environ["PATH"], LC_ALL="C")
        said = subprocess.run(["bash", "-c", text], env=env, text=True,
                              cwd=os.environ.get("PLACE") or
                              os.path.dirname(page) or ".", timeout=60,
                              stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = said.stdout.rstrip("\n").split("\n")
    return [(INDENT + line).rstrip() if line else "" for line in lines]


def certain(line):
    """Where it runs in a PLACE, what chance makes of a line taken out of it."""
    for what, word in CHANCE if "PLACE" in os.environ else []:
        line = what.sub(word, line)
    return line.rstrip()


def same(has, output):
    """But for empty lines behind it."""
    return "\n".join(map(certain, has)).rstrip() == \
        "\n".join(map(certain, output)).rstrip()


def differ(page, what, has, wanted):
    has, wanted = [list(map(certain, x)) for x in (has, wanted)]
    for line in difflib.unified_diff(has, wanted, f"{page}: {what}", "as it is",
                                     lineterm="", n=1):
        print(line)
    return has != wanted


def said(page, lines):
    wrong = count = 0
    for text, begin, end in commands(lines):
        if not text.startswith("lenscap "):
            continue
        count += 1
        has = lines[begin:end]
        while has and not has[-1]:
            has.pop()
        wrong += differ(page, text, has, printed(text, page))
    if not count:
        print(f"{page}: has no command of lenscap")
    return wrong or not count


def policy_block(lines):
    for start, end in blocks(lines):
        if lines[start] == INDENT + "version: 1":
            return start, end
    return None


def indented(file):
    with open(file, encoding="utf-8") as f:
        return [INDENT + line if line else ""
                for line in f.read().rstrip("\n").split("\n")]


def shows(page, lines, file):
    found = policy_block(lines)
    if not found:
        print(f"{page}: shows no policy")
        return True
    return differ(page, file, lines[found[0]:found[1]], indented(file))


def frames(page, lines, file):
    """Verdicts by frame, as the page has them, and as the tests expect them."""
    told = {}
    for text, begin, end in commands(lines):
        words = shlex.split(text)
        if words[:2] == ["lenscap", "explain"]:
            verdicts = [m.group(1) for m in map(VERDICT.match, lines[begin:end])
                        if m]
            told[words[-1]] = verdicts[-1] if verdicts else "no verdict"
    with open(file, encoding="utf-8") as f:
        tests = [test for test in yaml.safe_load(f)["tests"] if "frame" in test]
    wrong = len(tests) < 3
    for test in tests:
        says = told.get(test["frame"], "not explained")
        if says != test["expect"]:
            wrong = True
            print(f"{page}: {says}, {test['expect']} in the tests: "
                  f"{test['frame']}")
    return wrong


def sections(lines):
    """Headings in whose section a command of lenscap is shown."""
    for line in lines:
        head = HEADING.match(line)
        if not head:
            continue
        os.environ["SECTION"] = head.group(1)
        if any(text.startswith("lenscap ") for text, _, _ in commands(lines)):
            print(head.group(1))
    return False


def cut(lines, word, directory):
    """Prints the name of each file that it writes; no block is an error."""
    found = [lines[start:end] for start, end in blocks(lines)
             if lines[start].startswith(INDENT + word)]
    for number, block in enumerate(found, 1):
        name = os.path.join(directory, f"{word.strip(' :')}-{number}")
        with open(name, "w", encoding="utf-8") as f:
            f.write("\n".join(line[len(INDENT):] for line in block) + "\n")
        print(name)
    return not found


def write(page, lines, file):
    if file:
        start, end = policy_block(lines)
        lines[start:end] = indented(file)
    now = [(begin, end, printed(text, page))
           for text, begin, end in commands(lines)
           if text.startswith("lenscap ")]
    for begin, end, output in reversed(now):
        if same(lines[begin:end], output):
            continue
        empty = end > begin and not lines[end - 1]
        lines[begin:end] = output + [""] * (empty and end < len(lines))
    with open(page, "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")
    return False


def main():
    what, page, *rest = sys.argv[1:]
    with open(page, encoding="utf-8") as f:
        lines = f.read().rstrip("\n").split("\n")
    wrong = {
        "said": lambda: said(page, lines),
        "shows": lambda: shows(page, lines, rest[0]),
        "frames": lambda: frames(page, lines, rest[0]),
        "sections": lambda: sections(lines),
        "blocks": lambda: cut(lines, *rest),
        "write": lambda: write(page, lines, rest[0] if rest else None),
    }[what]()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
