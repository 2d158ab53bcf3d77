# SPDX-License-Identifier: GPL-2.0
"""A case: a policy and its frames, the same from the same seed and number.
Also the folder that cases are tried in, which goes away at the end.
"""

import random
import shutil
import signal
import sys
import tempfile

from _policies import Maker
from _traffic import Traffic

# What is told to stop still removes what it made
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Case:
    def __init__(self, seed, number, count):
        rnd = random.Random(f"{seed}/{number}")
        self.name = f"seed {seed} policy {number}"
        self.fine = rnd.random() < .5       # nanoseconds in the capture
        self.policy = Maker(rnd).make()
        self.frames = Traffic(rnd, self.policy).make(count)


class Scratch:
    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="lenscap-model-")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
