# SPDX-License-Identifier: GPL-2.0
"""From rounds to figures, and figures to tables: Markdown that fits a terminal
of 100 columns. No nanoseconds without the ratio beside them. Measures nothing."""

import math
import statistics

from _stages import (AGAIN, BASE, DROP, EACH_NEW, GROWTH, HIT, MISS, MIX,
                     NEW, OURS, OURS_NEW, PASS)

TITLES = {
    HIT: f"Every frame of a listed device, ÷ {DROP}",
    MISS: f"No frame of a listed device, ÷ {PASS}",
    MIX: f"One frame in a hundred of a listed device, ÷ {PASS}",
}
# What a row of a growth is divided by
BASES = {PASS: PASS, PASS + AGAIN: PASS, "passed by the last": PASS,
         "passed by a flow": PASS}
# Published, for a frame of 64 bytes on one core: Høiland-Jørgensen et al., "The
# eXpress Data Path", CoNEXT 2018
PUBLISHED = 24e6
# Frames a second of 64 bytes, with the 20 around each, on a line so fast
LINES = {gbit: gbit * 1e9 / (84 * 8) for gbit in (10, 25, 100)}


def spread(values):
    """(first quartile, median, third quartile)"""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def ratios(ns, base):
    """By round, so that what both met in it cancels out."""
    return [a / b for a, b in zip(ns, base)]


def net(ns, base):
    return statistics.median(a - b for a, b in zip(ns, base))


def number(value):
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}"


def cell(values):
    low, middle, high = (number(v) for v in spread(values))
    return f"{middle} {low}–{high}"


def own_cell(ns):
    return f"1.00 = {statistics.median(ns):.0f} ns"


def table(head, rows):
    """Columns as wide as they must be, the first to the left."""
    rows = [[str(each) for each in row] for row in [head, *rows]]
    wide = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = ["| " + " | ".join(
        text.ljust(w) if not i else text.rjust(w)
        for i, (text, w) in enumerate(zip(row, wide))) + " |" for row in rows]
    rule = "|" + "|".join("-" * (w + 2) if not i else "-" * (w + 1) + ":"
                          for i, w in enumerate(wide)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def base_of(by_kind, kind):
    return by_kind[HIT if kind == NEW else kind][BASE[kind]]


def field_rows(results, kind, missing):
    """The rows of a table, new frames among those of listed devices."""
    field = results["field"]
    names = list(dict.fromkeys(name for by_kind in field.values()
                               for name in by_kind[kind]))
    order = [(name, kind) for name in names]
    if kind == HIT:
        new = next(iter(field.values()))[NEW]
        order = [each for name in names for each in (
            (name, HIT), (name + EACH_NEW, NEW)) if each[0] in new
            or each[1] == HIT]
    for name, of in order:
        cells = []
        for by_kind in field.values():
            ns, base = by_kind[of].get(name), base_of(by_kind, of)
            cells.append("missing" if ns is None else own_cell(ns)
                         if name == BASE[of] else cell(ratios(ns, base)))
        yield [name, *cells]
    for name in missing:
        if name not in names:
            yield [name, *["missing"] * len(field)]


def field_tables(results):
    head = [f"{int(size):,}" for size in results["field"]]
    head[0] += " prefixes"
    parts = [f"**{title}**\n\n" + table(
        ["", *head], field_rows(results, kind, results["missing"]))
        for kind, title in TITLES.items()]
    said = [f"missing: {name}: {why}"
            for name, why in results["missing"].items()]
    return "\n\n".join(parts + said)


def growth_base(name):
    return BASES.get(name, DROP)


def growth_table(results, what):
    """Of what is divided by the same, a table."""
    points = results["growth"][what]
    tables = []
    for base in DROP, PASS:
        names = [name for name in next(iter(points.values()))
                 if growth_base(name) == base]
        if base not in next(iter(points.values())):
            continue
        rows = [[f"{int(count):,}", *(
            own_cell(took[name]) if name == base
            else cell(ratios(took[name], took[base])) for name in names)]
            for count, took in points.items()]
        tables.append(table([what, *names], rows))
    return "\n\n".join(tables)


def two_table(results):
    if not results["two"]:
        return "missing: two processors: there is only one"
    return table(["", "two processors ÷ one"],
                 [[name, cell(times)] for name, times in
                  results["two"].items()])


def paper_rows(results):
    """(what, ns, those of its base, whether that drops)."""
    sizes = list(results["field"])
    for kind, name, text in ((HIT, OURS, "dropped"),
                             (NEW, OURS_NEW,
                              "each frame new"),
                             (MISS, OURS, "unlisted")):
        for size in (sizes[0], sizes[-1]):
            by_kind = results["field"][size]
            yield (f"{text}, {int(size):,} prefixes", by_kind[kind][name],
                   base_of(by_kind, kind), BASE[kind] == DROP)
    for what, name, text in (
            ("rules", "passed by the last", "passed by the last of {:,} rules"),
            ("flows", "passed by a flow", "passed by one of {:,} flows")):
        points = results["growth"][what]
        for count in list(points)[-1:] if what == "rules" else [
                c for c in points if int(c) in (4096, GROWTH[what][-1])]:
            yield (text.format(int(count)), points[count][name],
                   points[count][growth_base(name)], False)


def paper_table(results):
    """By the ratio, where it is one to the verdict that was published; and by
    the nanoseconds, which a faster path around them makes no fewer."""
    rows = []
    for text, ns, base, drops in paper_rows(results):
        ratio, more = statistics.median(ratios(ns, base)), max(0, net(ns, base))
        a_second = 1e9 / (1e9 / PUBLISHED + more)
        rows.append([text, f"{ratio:.2f}",
                     f"{PUBLISHED / ratio / 1e6:.1f}" if drops else "–",
                     f"+{more:.0f} ns", f"{a_second / 1e6:.1f}",
                     *(math.ceil(line / a_second) for line in LINES.values())])
    return table(["", "ratio", "Mpps", "net", "Mpps", *(
        f"{gbit}G" if i else f"cores, {gbit}G"
        for i, gbit in enumerate(LINES))], rows)
