#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply --again: the policy in force for the devices as they are now. What is
# noted of it, who applied it, when and why, stays.
. "$(dirname "$0")/lib.sh"
place
plan 19

noted()
{
	lc status --json | field policy.name policy.path policy.sha256 \
		policy.applied_at policy.applied_by policy.why
}

# a device of that name, as it comes back after a driver was loaded anew
come_back()
{
	ip -n "$NS" link del lan0
	ip -n "$NS" link add lan0 address 02:00:5e:00:00:01 type veth peer name cam0
	ip -n "$NS" link set lan0 up
	ip -n "$NS" link set cam0 up
}

SUDO_USER=anna run 0 "apply" lc apply "$(policy one)" --why "as ordered"
before=$(noted)
text=$(lc show)
export SUDO_USER=otto
run 0 "again, with nothing to do" lc apply --again
is "$(lc apply --again --json | field changed)" false "it says so"
is "$(noted)" "$before" "what is noted stays"

detach xdp lan0
run 1 "a program is gone" lc status --check
run 0 "again" lc apply --again
run 0 "it is back" lc status --check
is "$(noted)" "$before" "what is noted stays"

come_back
run 1 "another device has the name" lc status --check
run 0 "again" lc apply --again
run 0 "it is attached" lc status --check
is "$(noted)" "$before" "what is noted stays"
is "$(lc show)" "$text" "and so does the policy"
send cam0 44:19:b6:00:00:05 1
wait_counted drop 1
result $? "it is judged"

ip -n "$NS" addr add 10.99.0.1/24 dev lan0
run 0 "again, with another address" lc apply --again
is "$(lc apply --again --json | field changed)" false "it was taken in"
mv "$STATE/running.yaml" "$DIR/kept"
run 0 "again, where it is not saved" lc apply --again
is "$(cmp "$STATE/running.yaml" "$DIR/kept" && echo same)" same "it is saved"
rm "$DIR/one.yaml"
run 0 "again, where its file is gone" lc apply --again
finish
