#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""lenscap apply opens a virtio port with native XDP; without its link the port
is closed; with both proofs. The body is _apply.py."""

import _apply

_apply.main("native", virtio=True)
