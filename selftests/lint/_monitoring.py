#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""_monitoring.py SOURCES FILE...: what promtool cannot know of rules and dashboards.

Each series of lenscap that they use is one that the sources below SOURCES make,
or one that the rules record; each alert has a case in which it fires and one in
which it does not; each panel has its own id, a title, a unit and a query."""

import glob
import json
import os
import re
import sys

import yaml

# lenscap_frames_total, or with colons what rules record
SERIES = re.compile(r"[a-z_][a-z0-9_]*:lenscap_[a-z0-9_:]+|lenscap:[a-z0-9_:]+"
                    r"|(?<![a-zA-Z0-9_/.-])lenscap_[a-z0-9_]+")


def made(sources):
    """Names that the sources have as strings of their own."""
    names = set()
    for path in glob.glob(os.path.join(sources, "**", "*.c"),
                          recursive=True):
        with open(path, encoding="utf-8") as file:
            names.update(re.findall(r'"(lenscap_[a-z0-9_]+)"', file.read()))
    return names


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file) if path.endswith(".json") else yaml.safe_load(
            file)


def rules_of(path):
    return [rule for group in load(path)["groups"] for rule in group["rules"]]


def recorded(paths):
    return {rule["record"] for path in paths for rule in rules_of(path)
            if "record" in rule}


def cases(paths):
    """(query, does it expect anything) of all tests."""
    for path in paths:
        for test in load(path)["tests"]:
            for case in test.get("promql_expr_test", []):
                yield case["expr"], json.dumps(case.get("exp_samples", []))


def names_alert(text, alert):
    """alertname="X", or X one of alertname=~"A|B", or one that fits "A.*"."""
    found = re.search(r'alertname=~?\\*"([^"\\]*)', text)
    return bool(found and re.fullmatch(found.group(1), alert))


def wrong_rules(path):
    tests = list(cases(glob.glob(os.path.join(os.path.dirname(path) or ".",
                                              "*.test.yml"))))
    for rule in rules_of(path):
        alert = rule.get("alert")
        if not alert:
            continue
        about = [(expr, rows) for expr, rows in tests
                 if names_alert(expr, alert)]
        # a case that asks for one alert alone need not name it in its result
        fires = any(alert in rows or rows != "[]" and f'"{alert}"' in expr
                    for expr, rows in about)
        if not fires:
            yield f"no case in which {alert} fires"
        if not any(alert not in rows and rows == "[]" for _, rows in about):
            yield f"no case in which {alert} does not fire"
        if set(rule.get("annotations", {})) != {"summary", "description"}:
            yield f"{alert} needs a summary and a description"
        if rule.get("labels", {}).get("severity") not in ("critical", "warning",
                                                          "info"):
            yield f"{alert} needs a severity"


def wrong_board(path):
    board = load(path)
    panels = [p for p in board["panels"] if p["type"] != "row"]
    ids = [p["id"] for p in board["panels"]]
    if len(ids) != len(set(ids)):
        yield "two panels have one id"
    for panel in panels:
        title = panel.get("title") or f"panel {panel['id']}"
        if not panel.get("title") or not panel.get("description"):
            yield f"{title}: needs a title and a description"
        if not panel["fieldConfig"]["defaults"].get("unit"):
            yield f"{title}: needs a unit"
        if not any(t.get("expr") for t in panel.get("targets", [])):
            yield f"{title}: asks for nothing"
    for one in panels:
        for two in panels:
            if one["id"] < two["id"] and overlap(one["gridPos"],
                                                 two["gridPos"]):
                yield f"{one['title']} lies over {two['title']}"


def overlap(a, b):
    return (a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and
            a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"])


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__)
    known = made(argv[1]) | recorded([p for p in argv[2:]
                                      if p.endswith(".rules.yml")])
    status = 0
    for path in argv[2:]:
        with open(path, encoding="utf-8") as file:
            lines = [re.sub(r"(^|\s)#.*", "", line) for line in file]
        wrong = [f"{name}: nothing makes such a series" for name in
                 sorted(set(SERIES.findall("".join(lines))) - known)]
        if path.endswith(".rules.yml"):
            wrong += wrong_rules(path)
        elif path.endswith(".json"):
            wrong += wrong_board(path)
        for what in wrong:
            print(f"{path}: {what}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv))
