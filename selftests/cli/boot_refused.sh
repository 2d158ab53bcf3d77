#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The kernel refuses the programs at boot: the unit fails, and what listed
# devices send is dropped all the same, until a policy is applied by hand.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 9
refuse=$CLI_ROOT/selftests/cli/_refuse.py
run 0 "apply" lc apply "$(boot_policy one)"
boot_new
run 1 "the unit, with programs refused" boot_unit "$PYTHON" "$refuse"
is "$(fallback)" "arp bridge inet" "the fallback stands"
is "$(arrive "$CAM" "$PC" 44:19:b6:12:00:05)" "drop pass pass" "IPv4"
is "$(arrive --arp "$CAM" "$PC")" "drop pass" "ARP"
is "$(in_force)" - "no policy is in force"
run 0 "apply by hand" lc apply "$STATE/running.yaml"
is "$(fallback)" "" "the fallback is gone"
is "$(arrive "$CAM" "$PC")" "drop pass" "the policy judges"
finish
