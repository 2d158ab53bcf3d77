#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The package is upgraded while a policy is in force, to one with other programs,
# and back: not one frame passes, each is counted, what watches is the new one.
. "$(dirname "$0")/lib.sh"
NEXT=build/other/lenscap

packages
[ -x $NEXT ] || skip "$NEXT is not built: make build-tests"
machine
plan 20

pid()
{
	inside systemctl show -P MainPID lenscap-serve.service
}

since()
{
	inside lenscap status --json | field policy.applied_at
}

# runs FILE: is that the command that watches?
runs()
{
	inside cmp -s "/proc/$(pid)/exe" /usr/sbin/lenscap
}

next=$(newer lenscap "$(cat VERSION)+1" $NEXT) || exit 1
installed "the package is installed" "$(package lenscap)"
take "$DIR/policy.yaml"
run 0 "a policy is in force" inside lenscap apply /tmp/policy.yaml
run 0 "serve watches" inside systemctl enable --now lenscap-serve.service
before=$(since) watcher=$(pid)

stream
installed "an upgrade" "$next"
# shellcheck disable=SC2016 # dpkg's words
is "$(inside dpkg-query -Wf '${Version}' lenscap)" "$(cat VERSION)+1" "is installed"
cmp -s $NEXT <(inside cat /usr/sbin/lenscap)
result $? "its command is another"
is "$(in_force)" tried "the policy is in force"
is "$(since)" "$before" "and was not put in force anew"
run 0 "the new command finds it whole" inside lenscap status --check
run 0 "serve watches" until_true runs
isnt "$(pid)" "$watcher" "as the new one"
is "$(inside systemctl is-enabled lenscap-serve.service)" enabled "and stays enabled"
run 0 "a policy is applied with the new programs" \
	inside lenscap apply /tmp/policy.yaml
installed "a downgrade" "$(package lenscap)"
run 0 "and applied with those of before" inside lenscap apply /tmp/policy.yaml
stream_end

[ "$SENT" -gt 100 ]
result $? "a stream of frames meanwhile"
is "$LISTED" 0 "no camera's frame passed"
is "$OTHERS" "$SENT" "while the other device's did"
is "$(dropped)" "$SENT" "each was counted"
is "$(inside systemctl --failed --no-legend)" "" "no unit failed"
finish
