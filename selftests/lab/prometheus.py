#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# Asks a Prometheus over HTTP: one query, the texts of alerts, every query of a
# dashboard. What should come back stands in the tests.
"""prometheus.py URL query EXPR        lines of "LABELS VALUE", sorted
prometheus.py URL until SECONDS EXPR   the same, once there is something
prometheus.py URL alert PATTERN        texts of those that fire or are pending
prometheus.py URL board FILE           a line for each query of a dashboard:
                                       data|none|error, its panel, what is wrong"""

import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

# never through a proxy: it is an address of the lab
OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
# what Grafana puts in their place, for a test that is seconds old
VARIABLES = {"$__rate_interval": "30s", "$__range": "1m", "$__interval": "15s",
             "$site": ".*", "$zone": ".*"}


class Refused(Exception):
    pass


def get(url, path, **arguments):
    address = f"{url}/api/v1/{path}?{urllib.parse.urlencode(arguments)}"
    try:
        with OPEN(address, timeout=10) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as error:
        raise Refused(json.load(error).get("error", str(error))) from error
    except (OSError, ValueError) as error:
        raise Refused(f"{url}: {error}") from error


def query(url, expr):
    """{labels as text: value}, of a vector or a scalar."""
    data = get(url, "query", query=expr)
    if data["resultType"] == "scalar":
        return {"": data["result"][1]}
    rows = {}
    for each in data["result"]:
        labels = {k: v for k, v in each["metric"].items() if k != "__name__"}
        text = ",".join(f"{k}={v}" for k, v in sorted(labels.items()))
        rows[text] = each["value"][1]
    return rows


def show(rows):
    for labels, value in sorted(rows.items()):
        print(f"{labels} {value}".strip())


def until(url, seconds, expr):
    end = time.monotonic() + float(seconds)
    said = "nothing"
    while time.monotonic() < end:
        try:
            rows = query(url, expr)
            if rows:
                return rows
            said = "nothing"
        except Refused as error:
            said = str(error)
        time.sleep(0.1)
    sys.exit(f"prometheus.py: {expr}: {said} in {seconds} s")


def alert(url, name):
    for each in get(url, "alerts")["alerts"]:
        if re.fullmatch(name, each["labels"]["alertname"]):
            for text in each["annotations"].values():
                print(f"{each['labels']['alertname']}: {text}")


def fill(expr):
    for name, value in VARIABLES.items():
        expr = expr.replace(name, value)
    left = re.search(r"\$\w+", expr)
    if left:
        raise Refused(f"{left.group()} is no variable of the dashboard")
    return expr


def of_variable(text):
    """label_values(SERIES, LABEL) as a query."""
    found = re.fullmatch(r"label_values\((.*), (\w+)\)", text)
    if not found:
        raise Refused(f"not label_values(SERIES, LABEL): {text}")
    return f'count by ({found.group(2)}) ({found.group(1)})'


def queries(board):
    """(where it stands, query) for all of a dashboard."""
    for each in board["templating"]["list"]:
        if each["type"] == "query":
            yield f"variable {each['name']}", of_variable(
                each["query"]["query"])
    for each in board["annotations"]["list"]:
        if "expr" in each:
            yield f"annotation {each['name']}", each["expr"]
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]


def board(url, path):
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    for title, expr in queries(content):
        try:
            word, said = ("data" if query(url, fill(expr)) else "none"), ""
        except Refused as error:
            word, said = "error", f": {error}"
        print(f"{word} {title}{said}")


def main(argv):
    what = argv[2] if len(argv) > 3 else None
    try:
        if what == "query" and len(argv) == 4:
            show(query(argv[1], argv[3]))
        elif what == "until" and len(argv) == 5:
            show(until(argv[1], argv[3], argv[4]))
        elif what == "alert" and len(argv) == 4:
            alert(argv[1], argv[3])
        elif what == "board" and len(argv) == 4:
            board(argv[1], argv[3])
        else:
            sys.exit(__doc__)
    except Refused as error:
        sys.exit(f"prometheus.py: {error}")


if __name__ == "__main__":
    main(sys.argv)
