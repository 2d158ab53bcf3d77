#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Under `initiated-by: peer` a camera answers its recorder over IPv6 and cannot
# call out: not to the internet, not to the recorder, not from its video port.
. "$(dirname "$0")/lib.sh"
export CAM=$CAM6 REC=$REC6 NET=$NET6
. "$(dirname "$0")/lib_answer_only.sh"
