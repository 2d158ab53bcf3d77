#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""proof=tag: 20,000 frames under a program that comes and goes, each
of them accounted for. The body is _toggle.py."""

import _toggle

_toggle.main("tag")
