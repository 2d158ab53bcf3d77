#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""lenscap vendors and lenscap lookup: what they print, and their statuses.
That the table is right is the business of vendor_rows.py.
"""

import json
import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
LENSCAP = os.environ.get("LENSCAP", os.path.join(ROOT, "build/lenscap"))
ENVELOPE = {"schema", "host", "boot_id", "since", "generated_at", "complete",
            "lost", "rows"}
RESULTS = []


def result(name, passed, why=""):
    RESULTS.append(bool(passed))
    print(f"{'ok' if passed else 'not ok'} {len(RESULTS)} {name}")
    if not passed:
        print(*(f"# {line}" for line in str(why).splitlines()), sep="\n")


def lenscap(*args, stdout=subprocess.PIPE):
    return subprocess.run([LENSCAP, *args], stdout=stdout,
                          stderr=subprocess.PIPE, text=True, check=False)


def parsed(run):
    """The JSON of a run, an empty list for none."""
    try:
        return [json.loads(run.stdout)]
    except ValueError:
        return []


def test_list():
    run = lenscap("vendors", "--json")
    for doc in parsed(run) or [{}]:
        rows = {row["slug"]: row for row in doc.get("rows", [])}
        result("vendors --json is an envelope",
               run.returncode == 0 and ENVELOPE <= doc.keys()
               and doc["schema"] == "vendors/1" and doc["complete"]
               and len(doc.get("vendors_sha256", "")) == 64, run)
        hikvision = rows.get("hikvision", {})
        result("its rows have parent, broad and counts",
               hikvision.get("parent", "") is None
               and hikvision.get("broad") is False
               and hikvision.get("also_makes", "") is None
               and hikvision.get("prefixes", {}).get("24", 0) >= 84
               and rows.get("ezviz", {}).get("parent") == "hikvision"
               and rows.get("huawei", {}).get("broad") is True
               and "phones" in rows.get("huawei", {}).get("also_makes", ""),
               hikvision)
        result("its rows are in the order of the slugs",
               rows and list(rows) == sorted(rows), list(rows))
    text = lenscap("vendors")
    lines = {line.split()[0]: line.split() for line in
             text.stdout.splitlines()}
    result("vendors prints a line each",
           text.returncode == 0 and len(lines) == len(rows) + 1
           and lines.get("ezviz", [""] * 2)[1] == "hikvision"
           and "broad" in lines.get("zte", []), text.stdout)


def test_prefixes():
    run = lenscap("vendors", "hikvision", "--json")
    rows = [row for doc in parsed(run) for row in doc["rows"]]
    result("vendors SLUG gives its prefixes and those of its brands",
           {"hikvision", "ezviz", "hikrobot", "hikmicro"} <=
           {row["vendor"] for row in rows}
           and {row["parent"] for row in rows} == {None, "hikvision"}
           and "44:19:b6/24" in {row["prefix"] for row in rows}, run.stderr)
    run = lenscap("vendors", "ezviz", "--json")
    rows = [row for doc in parsed(run) for row in doc["rows"]]
    result("a brand gives its own only",
           {row["vendor"] for row in rows} == {"ezviz"}
           and {row["registrant"] for row in rows} ==
           {"Hangzhou Ezviz Software Co.,Ltd."}, rows[:3])
    run = lenscap("vendors", "any-camera", "--json")
    owners = {row["vendor"] for doc in parsed(run) for row in doc["rows"]}
    result("any-camera leaves the broad out",
           "hikvision" in owners and "axis" in owners
           and not owners & {"huawei", "zte", "hisilicon", "tp-link"}, owners)
    run = lenscap("vendors", "hikrobot")
    result("vendors SLUG prints a line each",
           run.returncode == 0 and "b0:b3:53:60:00:00/28  hikrobot  Hangzhou "
           "Hikrobot Technology Co., Ltd.\n" in run.stdout, run.stdout)


def test_lookup():
    run = lenscap("lookup", "44-19-B6-00-00-01", "--json")
    result("lookup --json is a bare object",
           parsed(run) == [{
               "mac": "44:19:b6:00:00:01", "vendor": "hikvision",
               "parent": None, "prefix": "44:19:b6/24", "registrant":
               "Hangzhou Hikvision Digital Technology Co.,Ltd."}], run.stdout)
    run = lenscap("lookup", "34:c6:dd:00:00:01", "--json")
    result("a brand has its parent", parsed(run)
           and parsed(run)[0]["vendor"] == "ezviz"
           and parsed(run)[0]["parent"] == "hikvision", run.stdout)
    run = lenscap("lookup", "46:19:b6:00:00:01", "--json")
    result("a second address is known by its first", parsed(run)
           and parsed(run)[0]["mac"] == "46:19:b6:00:00:01"
           and parsed(run)[0]["prefix"] == "44:19:b6/24", run.stdout)
    run = lenscap("lookup", "02:00:5e:00:00:01", "--json")
    result("an unknown MAC has nulls, and is no failure",
           run.returncode == 0
           and parsed(run) == [{"mac": "02:00:5e:00:00:01", "vendor": None,
                                "parent": None, "prefix": None,
                                "registrant": None}], run.stdout)
    run = lenscap("lookup", "--json", "44:19:b6:00:00:01", "02:00:5e:00:00:01")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    result("several MACs give a line each, in their order",
           [line["vendor"] for line in lines] == ["hikvision", None],
           run.stdout)
    run = lenscap("lookup", "44:19:b6:00:00:01", "02:00:5e:00:00:01")
    result("and a line each for people",
           run.returncode == 0 and len(run.stdout.splitlines()) == 3
           and "44:19:b6/24" in run.stdout, run.stdout)


def test_misuse():
    for name, args, message in [
            ("a slip in a slug", ("vendors", "hikvison"),
             'did you mean "hikvision"?'),
            ("a slug far off", ("vendors", "nobody-at-all"),
             "unknown vendor"),
            ("two slugs", ("vendors", "axis", "bosch"), "too many"),
            ("no MAC", ("lookup",), "missing"),
            ("no MAC address", ("lookup", "44:19:b6"), '"44:19:b6" is not'),
            ("a bad one after a good one",
             ("lookup", "44:19:b6:00:00:01", "x"), '"x" is not'),
            ("an unknown option", ("lookup", "--jsn"), "--json")]:
        run = lenscap(*args)
        result(f"refused with status 2: {name}",
               run.returncode == 2 and not run.stdout
               and message in run.stderr
               and len(run.stderr.splitlines()) == 1, run)
    for verb in "vendors", "lookup":
        run = lenscap(verb, "--help")
        result(f"{verb} --help is no failure",
               run.returncode == 0 and "usage: lenscap" in run.stdout, run)
    with open("/dev/full", "w", encoding="ascii") as full:
        for args in (("vendors",), ("vendors", "--json"),
                     ("lookup", "44:19:b6:00:00:01"),
                     ("lookup", "44:19:b6:00:00:01", "--json")):
            run = lenscap(*args, stdout=full)
            result(f"{' '.join(args)} into a full disk is a failure",
                   run.returncode == 1 and run.stderr, run)


def main():
    print("TAP version 13", "1..27", sep="\n")
    test_list()
    test_prefixes()
    test_lookup()
    test_misuse()
    sys.exit(0 if all(RESULTS) else 1)


if __name__ == "__main__":
    main()
