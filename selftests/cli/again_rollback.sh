#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Devices that come back do not cost the policy to go back to: after apply
# --again, rollback goes to the one before, not to the same for other devices.
. "$(dirname "$0")/lib.sh"
place
plan 17
come_back()
{
	ip -n "$NS" link del lan0
	ip -n "$NS" link add lan0 type veth peer name cam0
	ip -n "$NS" link set lan0 up
}

run 0 "apply one" lc apply "$(policy one)"
come_back
run 0 "again" lc apply --again
run 1 "there is none to go back to" lc rollback
matches "$OUT" "no policy to go back to" "says so"
is "$(in_force)" one "and one stays"
run 0 "apply two" lc apply "$(policy two)"
come_back
run 0 "again" lc apply --again
come_back
run 0 "and again" lc apply --again
run 0 "rollback" lc rollback
is "$(in_force)" one "goes to one"
run 0 "for the devices as they are" lc status --check
come_back
run 0 "again" lc apply --again
run 0 "rollback" lc rollback
is "$(in_force)" two "goes to two"
ip -n "$NS" link del lan0
run 0 "rollback, where the device is gone" lc rollback
is "$(in_force)" one "goes to one"
run 1 "which status tells" lc status --check
finish
