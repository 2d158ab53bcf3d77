#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Loads the guard before udev asks for the drivers of network cards.

modprobe lenscap_guard ||
	warn "lenscap_guard does not load; the cameras are open until lenscap runs"
