#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A thousand switches of policy under a flood of listed devices' frames on three
# ports, both ways at once: no frame passes, none is judged by half a policy.
# a thousand, beside whatever else the machine does
LAB_LIMIT=${LAB_LIMIT:-280}
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_storm.sh
. "$(dirname "$0")/lib_storm.sh"

SWITCHES=${SWITCHES:-$([ "$LAB_SLOW" -gt 1 ] && echo 30 || echo 1000)}

plan 10
need_lenscap
storm_place
ok "a first policy is in force" apply "$(storm_policy a)"
storm "$SWITCHES"
storm_judge "$SWITCHES" "$((10 * SWITCHES))" ingress egress
finish
