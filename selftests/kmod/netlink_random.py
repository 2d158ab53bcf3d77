#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Good requests, changed at random, thousands of them: refused, and nothing
has changed; or taken, and what stands is what a table can be. The seed is
LENSCAP_SEED, else 1; LENSCAP_ROUNDS says how many.
"""

import os
import random
import struct
import sys

from _genl import Refused, Table, table_id
from _header import H
from _hostile import current_table, run, staged_table
from _nl import attr, u32

SEED = int(os.environ.get("LENSCAP_SEED", "1"))
ROUNDS = int(os.environ.get("LENSCAP_ROUNDS", "3000"))
HEAD = 16       # the netlink header stays; the generic one is changed too
ODD = (0, 1, 2, 3, 4, 5, 7, 8, 0x7f, 0x80, 0xfe, 0xff)
# What a command says to what it does not like
ERRORS = {"EINVAL", "ERANGE", "EEXIST", "E2BIG", "ENOENT", "ESTALE",
          "EOPNOTSUPP", "ENODEV"}


def seeds(guard):
    """Good requests of every command, as bytes."""
    rich = Table(9)
    zones = [rich.zone("g0", [0, 5]), rich.zone("g1", range(4096), 3)]
    for zone in zones:
        rich.cls(listed=[zone], exempt=[0])
    for at in range(12):
        rich.prefix(bytes([4 * at, 2, 3, 0x10, 0, 0]), 28, 1 + at % 2)
    return [guard.message("TABLE_STAGE", rich.encode()),
            guard.message("TABLE_STAGE", staged_table().encode()),
            guard.message("TABLE_STAGE", current_table().encode()),
            guard.message("TABLE_COMMIT", attr(H.A_TABLE_ID, table_id(8))),
            guard.message("PROOF_SET", u32(H.A_PROOF_PROOF, 1)),
            guard.message("PORT_GET", u32(H.A_PORT_IFINDEX, 2)),
            guard.message("STATUS_GET")]


def attribute_heads(data):
    """Where attributes may begin: every fourth byte after the headers."""
    return range(HEAD + 4, max(HEAD + 5, len(data) - 3), 4)


def flip(rng, data):
    at = rng.randrange(HEAD, len(data))
    data[at] ^= 1 << rng.randrange(8)


def odd(rng, data):
    data[rng.randrange(HEAD, len(data))] = rng.choice(ODD)


def length(rng, data):
    at = rng.choice(attribute_heads(data))
    if at + 2 <= len(data):
        struct.pack_into("=H", data, at, rng.choice(
            (*ODD, 0xffff, 0x8000, len(data) - at, len(data) - at + 1)))


def kind(rng, data):
    at = rng.choice(attribute_heads(data)) + 2
    if at + 2 <= len(data):
        struct.pack_into("=H", data, at, rng.choice(
            (*range(8), 0x8001, 0x8002, 0x8003, 0x8004, 0x4001, 0x3fff)))


def cut(rng, data):
    at = rng.randrange(HEAD, len(data))
    del data[at:at + rng.choice((1, 2, 4, 8, 32, 9999))]


def grow(rng, data):
    at = rng.choice(attribute_heads(data))
    data[at:at] = rng.randbytes(rng.choice((1, 2, 4, 8, 32)))


def double(rng, data):
    at = rng.choice(attribute_heads(data))
    size = rng.choice((4, 8, 12, 24, 28, 32, 36, 60))
    data[at:at] = data[at:at + size]


def swap(rng, data):
    one, two = (rng.choice(attribute_heads(data)) for _ in range(2))
    data[one:one + 4], data[two:two + 4] = (data[two:two + 4],
                                            data[one:one + 4])


def mutate(rng, seed):
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        if len(data) > HEAD + 4:
            rng.choice((flip, flip, odd, length, kind, cut, grow, double,
                        swap))(rng, data)
    struct.pack_into("=I", data, 0, len(data))
    return bytes(data)


def impossible(now):
    """What no request may have left behind."""
    for which in ("current", "staged"):
        table = now[which]
        if table and (len(table["id"]) != 2 * H.ID_BYTES
                      or table["prefixes"] > 40):
            yield f"{which}: {table}"
    if now["proof"] not in ("program", "tag") or not now["key"]:
        yield f"proof {now['proof']}, key {now['key']}"


def judge(steady, message, counts):
    """Faults of one round."""
    try:
        steady.guard.genl.send(message)
    except Refused as refused:
        counts["refused"] += 1
        faults = [] if refused.name in ERRORS else [str(refused)]
        return faults + steady.changed()
    counts["taken"] += 1
    now = steady.guard.status()
    if now != steady.state:
        steady.reset()
    return list(impossible(now))


def body(tap, steady):
    rng = random.Random(SEED)
    good = seeds(steady.guard)
    counts, faults = {"refused": 0, "taken": 0}, []
    for number in range(ROUNDS):
        message = mutate(rng, rng.choice(good))
        wrong = judge(steady, message, counts)
        if wrong:
            faults.append(f"round {number} of seed {SEED}: {wrong}: "
                          f"{message[HEAD:].hex()[:2000]}")
            steady.reset()
        if len(faults) > 7:
            break
    print(f"# seed {SEED}: {counts['refused']} refused, "
          f"{counts['taken']} taken")
    tap.result(f"{ROUNDS} requests changed at random", faults)
    tap.result("some were refused and some taken", [
        f"none was {x}" for x, count in counts.items() if not count])


if __name__ == "__main__":
    sys.exit(run(body))
