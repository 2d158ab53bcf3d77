#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""The generator: the same inputs give the same bytes, and a curation that
contradicts itself or the registry is refused. Works on a copy of data/.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
RESULTS = []


def result(name, passed, why=""):
    RESULTS.append(passed)
    print(f"{'ok' if passed else 'not ok'} {len(RESULTS)} {name}")
    if not passed:
        print(*(f"# {line}" for line in str(why).splitlines()), sep="\n")


def read(*path):
    with open(os.path.join(*path), "rb") as source:
        return source.read()


def generate(data, *args, **env):
    return subprocess.run([sys.executable, os.path.join(data, "generate.py"),
                           *args], capture_output=True, text=True,
                          check=False, env=dict(os.environ, **env))


# Lines put at the end of the curation, and what must be said about them.
REFUSED = [
    ("a registrant of two vendors",
     "owns\tdahua\tHangzhou Hikvision Digital Technology Co.,Ltd.",
     "belongs to 'hikvision' already"),
    ("the same in another spelling",
     "owns\tdahua\tHangzhou Huacheng Network Technology Co.,Ltd",
     "belongs to 'imou' already"),
    ("a false friend owned",
     "owns\tdahua\tShanghai Dahua Scale Factory", "must never be"),
    ("an owned registrant called a false friend",
     "never\tReolink Innovation Limited\tx", "must never be"),
    ("a registrant that the registry has not",
     "owns\tdahua\tDahua", "is not in the registry"),
    ("the registration authority owned",
     "owns\tdahua\tIEEE Registration Authority", "must never be"),
    ("a vendor that owns nothing",
     "vendor\tnobody\tNobody\t-\t-\t-", "owns nothing"),
    ("a vendor twice", "vendor\tdahua\tDahua\t-\t-\t-", "twice"),
    ("a reserved slug", "vendor\tany-camera\tAny\t-\t-\t-", "be a slug"),
    ("a slug with a space", "vendor\tda hua\tDahua\t-\t-\t-", "be a slug"),
    ("a parent that is no vendor",
     "vendor\tx\tX\tnobody\t-\t-", "the parent 'nobody'"),
    ("a parent with a parent",
     "vendor\tx\tX\tezviz\t-\t-", "the parent 'ezviz'"),
    ("an unknown kind of line", "has\tdahua\tX", "'has': unknown"),
    ("a column too few", "owns\tdahua", "not 3 columns"),
]


def main():
    # told to stop, it still takes its copy away
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    scratch = tempfile.mkdtemp()
    try:
        data = os.path.join(scratch, "data")
        shutil.copytree(DATA, data)
        print("TAP version 13", f"1..{len(REFUSED) + 6}", sep="\n")
        same_bytes(data)
        refusals(data, scratch)
    finally:
        shutil.rmtree(scratch)
    sys.exit(0 if all(RESULTS) else 1)


def same_bytes(data):
    committed = read(DATA, "vendors.tsv")
    output = os.path.join(data, "vendors.tsv")
    for seed in ("1", "2"):
        os.unlink(output)
        run = generate(data, PYTHONHASHSEED=seed, LC_ALL="C")
        result(f"made anew it is byte for byte the same, {seed}",
               run.returncode == 0 and read(output) == committed, run.stderr)
    run = generate(data, "--check")
    result("--check agrees", run.returncode == 0, run.stderr)
    with open(output, "ab") as out:
        out.write(b"# changed\n")
    run = generate(data, "--check")
    result("--check sees a changed table, and leaves it",
           run.returncode == 1 and read(output).endswith(b"# changed\n"),
           run.stderr)


def refusals(data, scratch):
    curation = os.path.join(scratch, "curation.tsv")
    before = read(data, "vendors.tsv")
    for name, line, message in REFUSED:
        with open(curation, "wb") as out:
            out.write(read(DATA, "curation.tsv") + line.encode() + b"\n")
        run = generate(data, "--curation", curation)
        result(f"refused: {name}",
               run.returncode == 1 and message in run.stderr
               and "Traceback" not in run.stderr, run.stderr)
    result("a refusal changes nothing", read(data, "vendors.tsv") == before)

    pin = os.path.join(data, "registry.pin")
    text = read(pin).replace(b"extract_sha256=", b"extract_sha256=0")
    with open(pin, "wb") as out:
        out.write(text)
    run = generate(data)
    result("refused: a registry that is not the pinned one",
           run.returncode == 1 and "fetch-registry.sh" in run.stderr,
           run.stderr)


if __name__ == "__main__":
    main()
