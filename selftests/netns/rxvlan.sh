#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A policy with VLAN zones needs to see tags: receive VLAN offload is off while
# it stands, and as before once it is unloaded.
. "$(dirname "$0")/lib.sh"

plan 6
need_lenscap
need ethtool ethtool
lab_up

offload()
{
	on rtr ethtool -k lan0 | awk '/^rx-vlan-offload:/ { print $2 }'
}

is "$(offload)" on "before: receive VLAN offload is on"
ok "apply a policy without VLAN zones" enforce
is "$(offload)" on "it stays on"
enforce zones='zones:
  - {name: hall, interface: lan0, vlans: [101]}' >/dev/null 2>&1
is "$(offload)" off "a policy with VLAN zones turns it off"
ok "unload" lc unload
is "$(offload)" on "after: it is on again"
finish
