# SPDX-License-Identifier: GPL-2.0
"""A boot file where the kernel looks for it, the module loaded with it, and
what became of that. What is in the file is told by the tests.
"""

import os
import shutil

import _module as module
from _genl import Guard
from _header import H

FOLDER = os.path.join("/lib/firmware", os.path.dirname(H.FILE))
PATH = os.path.join("/lib/firmware", H.FILE)
SEARCH = "/sys/module/firmware_class/parameters/path"


class Place:
    """A with-block in which the folder of the boot file is the test's own."""

    def __enter__(self):
        if os.path.lexists(FOLDER):
            raise FileExistsError(f"{FOLDER} is there already")
        os.makedirs(FOLDER)
        return self

    def __exit__(self, *_):
        module.unload()
        shutil.rmtree(FOLDER, ignore_errors=True)

    @staticmethod
    def write(data, path=PATH):
        """The file anew; none for None."""
        if os.path.isdir(path) and not os.path.islink(path):
            os.rmdir(path)
        elif os.path.lexists(path):
            os.unlink(path)
        if data is not None:
            with open(path, "wb") as file:
                file.write(data)


class Loaded:
    """A with-block with the module loaded anew: .status is what the first
    namespace says then, .said the module's lines in the kernel's log."""

    def __enter__(self):
        module.unload()
        log = module.Log()
        module.load()
        # the first namespace, wherever this process is
        self.guard = Guard("/proc/1/ns/net")
        self.status = self.guard.status()
        self.said = [x for x in log.lines() if x.startswith(H.MODULE + ": ")
                     and "taint" not in x]
        return self

    def __exit__(self, *_):
        self.guard.close()
        module.unload()
