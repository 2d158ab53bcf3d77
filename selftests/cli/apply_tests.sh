#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply runs a policy's tests before anything changes, in each of its ways; one
# that fails changes nothing. What is in force is taken again without them.
. "$(dirname "$0")/lib.sh"
place
CAM=44:19:b6:00:00:01

# with NAME EXPECT [FRAME]: a policy with that test
with()
{
	EXTRA="tests:
  - {frame: \"${3:-in lan0 from $CAM to 10.0.0.1:80 tcp}\", expect: $2}" \
		policy "$1"
}

plan 27
before=$(footprint)
wrong=$(with wrong pass)
run 2 "a first apply, whose test fails" lc apply "$wrong"
matches "$OUT" "wrong.yaml:8:13: test 1: expected pass, got drop: group \"banned\", reason default" \
	"it says what came, and where that stands"
is "$(footprint)" "$before" "nothing is changed"
is "$(test -e "$PIN" || test -e "$STATE"; echo $?)" 1 "no directory is made"
run 2 "a dry run" lc apply "$wrong" --dry-run

run 0 "an apply whose test holds" lc apply "$(with one drop)"
is "$(in_force)" one "puts the policy in force"
before=$(footprint)
saved=$(cat "$STATE/running.yaml")
run 2 "another, whose test fails" lc apply "$wrong"
run 2 "to be confirmed" lc apply "$wrong" --confirm 60
run 2 "beside the one in force" lc apply "$wrong" --shadow
run 2 "in JSON" lc apply "$wrong" --json
is "$(in_force)" one "the policy stays"
is "$(footprint)" "$before" "nothing is changed"
is "$(cat "$STATE/running.yaml")" "$saved" "nor what is saved"
is "$(lc status --json | field policy.pending)" null "nothing is pending"

# The router's own addresses are known here, and what is on its links
run 0 "a test of what is on-link here" lc apply \
	"$(with link pass "out lan0 from 10.20.0.1 to $CAM 10.20.0.5 dhcp")"
run 2 "and of what is not" lc apply \
	"$(with link pass "out lan0 from 10.21.0.1 to $CAM 10.20.0.5 dhcp")"
file=$(EXTRA="mode: monitor" with watch would-drop)
sed -i '3i mode: monitor' "$file"
run 0 "monitor would drop" lc apply "$file"
run 2 "a misspelt word" lc apply "$(with word drop "in lan0 form $CAM dhcp")"
matches "$OUT" "word.yaml:8:13: test 1: frame \"in lan0 form $CAM dhcp\": \"form\": expected \"from\"" \
	"is an error where it stands"

# Words that another version may not know must not keep a router from booting
run 0 "a policy to boot with" lc apply "$(with boot drop)"
run 0 "again" lc apply --again
run 0 "confirmed" lc confirm "$(lc apply "$(with later drop)" --confirm 60 \
	2>/dev/null | sed 's/pending //')"
run 0 "unload" lc unload
sed -i -e 's/10.0.0.1:80 tcp/10.0.0.1:80 sctp/' -e 's/expect: .*/expect: [pass]/' \
	"$STATE/running.yaml"
is "$(grep -c -e sctp -e 'expect: \[pass\]' "$STATE/running.yaml")" 2 \
	"the saved tests are wrong now, in a word and in what they expect"
run 0 "boot" lc apply --again
is "$(in_force)" later "the policy is back"
finish
