#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An upgrade is killed while some programs are of one build and some of the other:
# the next apply, by the build of before, leaves its own everywhere, and says so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_upgrade.sh"
place
command -v strace >/dev/null || skip "strace is missing: package strace"
command -v bpftool >/dev/null || skip "bpftool is missing: package bpftool"

# nth CALL TEXT: which of its calls of that name is the first with that text
nth()
{
	sed -n "s/^[0-9]* *$1(/&/p" "$DIR/calls" | grep -n -m 1 -e "$2" |
		cut -d: -f1
}

# killed CALL N: an upgrade that is killed before the Nth call of that name
killed()
{
	inside strace -f -o /dev/null -e "trace=$1" \
		-e "inject=$1:signal=KILL:when=$2" -- "$OTHER" apply \
		--pin "$PIN" --state "$STATE" "$DIR/two.yaml" >/dev/null 2>&1
}

plan 14
run 0 "apply" lc apply "$(policy one)"
old=$(programs)
policy two >/dev/null
inside strace -f -o "$DIR/calls" -- "$OTHER" apply --pin "$PIN" \
	--state "$STATE" "$DIR/two.yaml" >/dev/null 2>&1
new=$(programs)
isnt "$new" "$old" "an upgrade brings its programs"
second=$(($(nth rename "$PIN/ingress") + 1))
update=$(nth bpf BPF_LINK_UPDATE)
for place in "rename $second" "bpf $update" "bpf $((update + 1))"; do
	lc apply "$DIR/one.yaml" >/dev/null 2>&1
	# shellcheck disable=SC2086 # words
	killed $place
	isnt "$(programs)" "$old" "killed before $place: some are of the other"
	run 0 "apply by the build of before" lc apply "$DIR/two.yaml"
	is "$(programs)" "$old" "they are its own"
	is "$(running lan0)" "$(ids)" "on the port, too"
done
finish
