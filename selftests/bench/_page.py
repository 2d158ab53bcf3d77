# SPDX-License-Identifier: GPL-2.0
"""docs/performance.md: puts tables between its marks and draws its plots. The
prose around the marks is the page's own, and left alone."""

import os
import re
import subprocess

from _figures import (base_of, field_tables, growth_base, growth_table,
                      paper_table, ratios, spread, two_table)
from _stages import (AGAIN, DROP, GROWTH, HIT, MISS, NEW, NOTHING, OTHER,
                     OTHER_NEW, PASS)

# Legible on white and on black
INK = "#808080"
COLOURS = ("#2f7fd9", "#d9730d", "#2da44e", "#bf5af2", "#d0353f", "#8a8f00",
           "#1aa0a0")
AXES = {
    HIT: ("MAC prefixes in the policy (number)", DROP),
    MISS: ("MAC prefixes in the policy (number)", PASS),
    "rules": ("rules of the group (number)", "the bare verdict"),
    "devices": ("devices that send (number)", DROP),
    "flows": ("flows that are live and used (number)", PASS),
    "interfaces": ("interfaces of the policy, all in use (number)", DROP),
}


def machine_table(results):
    told = results["machine"] | {
        "this run": f"{results['rounds']} rounds, {results['frames']:,} frames "
                    "of each contender in each, or as many more as what grows "
                    f"needs; load average before it {results['load']:.2f}"}
    return "\n".join(f"- **{what}**: {value}" for what, value in told.items())


def sections(results):
    """By mark in the page."""
    told = {"machine": machine_table(results),
            "field": field_tables(results), "two": two_table(results),
            "paper": paper_table(results)}
    return told | {what: growth_table(results, what) for what in GROWTH}


def put_sections(text, results):
    told = sections(results)
    for name, body in told.items():
        mark = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)",
                          re.S)
        text, times = mark.subn(lambda found, body=body: f"{found.group(1)}\n"
                                f"{body}\n\n{found.group(2)}", text)
        if times != 1:
            raise ValueError(f"the page has {times} places for {name}, not 1")
    return text


def curves_of_field(results, kind, also=None):
    """By name: (x, low, middle, high)."""
    curves = {}
    for size, by_kind in results["field"].items():
        for name, ns in (by_kind[kind] | by_kind.get(also, {})).items():
            if name in (DROP, PASS, OTHER, OTHER_NEW, NOTHING):
                continue
            curves.setdefault(name, []).append(
                (int(size), *spread(ratios(ns, base_of(by_kind, kind)))))
    return curves


def curves_of_growth(results, what):
    curves = {}
    for count, took in results["growth"][what].items():
        for name, ns in took.items():
            if name not in (DROP, PASS):
                curves.setdefault(name, []).append(
                    (int(count), *spread(ratios(ns, took[growth_base(name)]))))
    return curves


def plot(path, axes, curves):
    """Medians and quartiles; the count on a logarithmic axis, the cost from 0
    on a linear one."""
    blocks, parts = [], []
    # what the noise is stands behind, and takes no colour away
    order = sorted(curves.items(), key=lambda curve: curve[0].endswith(AGAIN))
    for i, (name, points) in enumerate(order):
        rows = "\n".join(f"{x} {middle:.4f} {low:.4f} {high:.4f}"
                         for x, low, middle, high in points)
        blocks.append(f"$data{i} << END\n{rows}\nEND\n")
        again = name.endswith(AGAIN)
        colour = INK if again else COLOURS[i % len(COLOURS)]
        parts.append(f"$data{i} using 1:2:3:4 with yerrorlines lw 2 "
                     f"dt {2 if again else 1} pt {i + 4} ps 0.6 "
                     f"lc rgb '{colour}' title '{name}'")
    left, base = axes
    at = sorted({point[0] for points in curves.values() for point in points})
    script = "".join(blocks) + f"""
set terminal svg size 720,380 fixed font 'sans-serif,13' name 'lenscap'
set output '{path}'
set border 3 lc rgb '{INK}'
set grid ytics lc rgb '{INK}' lw 0.4 dt 3
set tics nomirror textcolor rgb '{INK}'
set xlabel '{left}' textcolor rgb '{INK}'
set ylabel 'cost of a frame (ratio to {base})' textcolor rgb '{INK}'
set key outside right top Left reverse samplen 2 textcolor rgb '{INK}' noenhanced
set ylabel noenhanced
set logscale x
set xrange [{at[0] * .8}:{at[-1] * 1.25}]
set xtics ({", ".join(f"'{label}' {x}" for label, x in labels(at))})
set yrange [0:*]
plot {", ".join(parts)}
"""
    subprocess.run(("gnuplot",), input=script.encode(), check=True)


def labels(at):
    """None where it would run into the one before, but the last has its own."""
    said = at[-1]
    for i, x in reversed(list(enumerate(at))):
        if i == len(at) - 1 or said / x > 2.5:
            said = x
            yield f"{x:,}", x
        else:
            yield "", x


def write(results, source, folder):
    """The page at source with new figures, and plots, into a folder."""
    with open(source, encoding="utf-8") as file:
        text = put_sections(file.read(), results)
    plots = os.path.join(folder, "performance")
    os.makedirs(plots, exist_ok=True)
    for kind, also in ((HIT, NEW), (MISS, None)):
        plot(os.path.join(plots, f"prefixes-{kind}.svg"), AXES[kind],
             curves_of_field(results, kind, also))
    for what in GROWTH:
        plot(os.path.join(plots, f"{what}.svg"), AXES[what],
             curves_of_growth(results, what))
    with open(os.path.join(folder, "performance.md"), "w",
              encoding="utf-8") as file:
        file.write(text)
