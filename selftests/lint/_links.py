#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Links of Markdown pages: each must point at a file that is there, and at a
heading of it. So must a path of this tree that stands in a page as code.

    _links.py ROOT PAGE...          prints what is wrong, exit 1 if anything is"""
import os
import re
import sys

LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
CODE = re.compile(r"(`+)(.+?)\1")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:")
# what a path of this tree begins with; a name alone may be anything's
PATH = re.compile(r"(?:bpf|contrib|data|docs|include|kmod|man|completion|"
                  r"scripts|selftests|userspace)/[\w./-]*[\w/]")
UNSURE = set("*<>{}…[]$")


def text(page):
    """(number, line), without blocks of code."""
    fenced = blank = block = False
    with open(page, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.startswith("```"):
                fenced = not fenced
                continue
            # behind an empty line, or behind such a line
            block = line.startswith("    ") and (blank or block)
            blank = not line.strip()
            if not fenced and not block:
                yield number, line.rstrip("\n")


def plain(heading):
    heading = LINK.sub(lambda m: m.group(0)[1:].split("]")[0], heading)
    return CODE.sub(lambda m: m.group(2), heading)


def anchors(page, known={}):
    """The anchors of its headings, as GitHub and cgit name them."""
    if page in known:
        return known[page]
    names, seen = set(), {}
    for _, line in text(page):
        m = re.match(r"#{1,6} +(.*?) *#*$", line)
        if not m:
            continue
        name = re.sub(r"[^\w\- ]", "", plain(m.group(1)).lower())
        name = name.replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        names.add(f"{name}-{count}" if count else name)
    known[page] = names
    return names


def wrong_link(page, target):
    """What is wrong with it, or None; and the page that it leads to."""
    path, _, anchor = target.partition("#")
    to = os.path.normpath(os.path.join(os.path.dirname(page), path)) \
        if path else page
    if not os.path.exists(to):
        return f"there is no {to}", None
    if anchor and (not to.endswith(".md") or anchor not in anchors(to)):
        return f"{to} has no heading \"{anchor}\"", to
    return None, to


def wrong_path(root, code):
    m = PATH.match(code)
    if not m or UNSURE & set(code) or " " in code[:m.end() + 1].strip():
        return None
    path = m.group(0)
    # a file's name without its end, or a test's: selftests/run netns/x
    for end in ("", ".sh", ".py", ".c", ".h"):
        if os.path.exists(os.path.join(root, path + end)):
            return None
    return f"there is no {path} in this tree"


def look(root, page, linked):
    for number, line in text(page):
        for _, code in CODE.findall(line):
            wrong = wrong_path(root, code)
            if wrong:
                yield f"{page}:{number}: `{code}`: {wrong}"
        for target in LINK.findall(CODE.sub("", line)):
            if ELSEWHERE.match(target):
                continue
            wrong, to = wrong_link(page, target)
            if to and to != page:
                linked.add(to)
            if wrong:
                yield f"{page}:{number}: ({target}): {wrong}"


def main():
    root, *pages = sys.argv[1:]
    linked = set()
    found = [line for page in pages for line in look(root, page, linked)]
    for page in pages:
        name = os.path.normpath(page)
        if name.startswith("docs/") and name not in linked:
            found.append(f"{page}: no other page links to it")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
