#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the unit needs is missing at boot. Without lenscap the fallback stands
# until it is back; without nft the policy is put in force all the same.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 10
run 0 "apply" lc apply "$(boot_policy one)"
boot_new
rm /usr/local/sbin/lenscap
run 1 "the unit without lenscap" boot_unit
is "$(fallback)" "arp bridge inet" "the fallback stands"
is "$(arrive "$CAM" "$PC" 44:19:b6:12:00:05)" "drop pass pass" "it drops"
cp "$LENSCAP" /usr/local/sbin/lenscap
run 0 "the unit once lenscap is back" boot_unit
is "$(in_force)" one "the saved policy is in force"
is "$(fallback)" "" "the fallback is gone"
boot_new
: >"$DIR/nothing"
mount --bind "$DIR/nothing" "$(readlink -f "$(command -v nft)")"
run 0 "the unit without nft" boot_unit
umount "$(readlink -f "$(command -v nft)")"
is "$(in_force)" one "the saved policy is in force"
is "$(arrive "$CAM" "$PC")" "drop pass" "the policy judges"
finish
