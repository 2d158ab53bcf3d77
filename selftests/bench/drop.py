#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
# What dropping a listed frame costs end to end, beside a program that does no
# more than drop: the shortest comparison of the field, for work on the drop.
"""drop.py [--rounds N] [--frames N] [OTHER-LENSCAP]

Frames of 64 bytes from 4,096 devices. OTHER-LENSCAP: a build to compare."""

import argparse
import sys

sys.dont_write_bytecode = True

from _contenders import Bare, Lenscap  # noqa: E402
import _field  # noqa: E402
from _figures import cell, own_cell, ratios, table  # noqa: E402
from _stages import (AGAIN, DEVICES, DROP, OTHER, Stage, listed,  # noqa: E402
                     macs_of)
from _bpf import x  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--frames", type=int, default=50000)
    parser.add_argument("other", nargs="?")
    options = parser.parse_args()
    few, many = listed(10), listed(50000)
    # of the ten prefixes that both lists begin with
    frames = _field.Frames(macs_of(few, DEVICES))
    contenders = [Bare(DROP, x.XDP_DROP), Bare(DROP + AGAIN, x.XDP_DROP),
                  Lenscap("lenscap, 10 prefixes", few),
                  Lenscap("lenscap, 50,000 prefixes", many)]
    if options.other:
        contenders.append(Lenscap(f"{OTHER}, 10 prefixes", few,
                                  command=options.other))
    _field.enter()
    sender = _field.Sender(0)
    with Stage(contenders, {}) as stage:
        took = _field.rounds(sender, [stage.line(c.name, frames)
                                      for c in contenders], options, "drop")
    _field.progress("")
    print(table(["", f"÷ {DROP}"], [
        [name, own_cell(ns) if name == DROP else
         cell(ratios(ns, took[DROP]))] for name, ns in took.items()]))


main()
