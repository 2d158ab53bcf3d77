#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Reports of other sites, report/1: read, summed up, written in every form.
. "$(dirname "$0")/lib.sh"

fuzz report 65536
