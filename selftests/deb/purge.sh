#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# To remove the package opens the cameras and says so, or is refused; what was
# saved stays until it is purged, and then nothing of lenscap is left.
. "$(dirname "$0")/lib.sh"
packages
machine
plan 21

# running: processes of lenscap
running()
{
	# shellcheck disable=SC2016 # expanded there
	inside sh -c 'for each in /proc/[0-9]*/exe; do readlink $each; done' |
		grep -c lenscap
}

files >"$DIR/before"
installed "the package is installed" "$(package lenscap)"
take "$DIR/policy.yaml"
for _ in 1 2; do
	inside lenscap apply /tmp/policy.yaml >/dev/null 2>&1
done
inside lenscap permit "$CAM" to 203.0.113.9 tcp 443 for 1h --why test >/dev/null
inside systemctl enable --now lenscap-serve.service lenscap-record.timer \
	lenscap-shutdown.service 2>/dev/null
inside systemctl start lenscap.service lenscap-record.service
is "$(in_force)" tried "a policy is in force"

# shellcheck disable=SC2016 # expanded there
inside sh -c 'echo $$ >/tmp/holder; exec flock -F /sys/fs/bpf/lenscap sleep 60' &
until_true inside grep -q FLOCK /proc/locks
run 1 "a removal while another changes the router is refused" inside dpkg -r lenscap
matches "$OUT" "is changing the router" "and says why"
# shellcheck disable=SC2016 # expanded there
inside sh -c 'kill $(cat /tmp/holder)'
wait $! 2>/dev/null
# shellcheck disable=SC2016 # dpkg's words
is "$(in_force) $(inside dpkg-query -Wf '${db:Status-Status}' lenscap)" \
	"tried installed" "all is as it was"
is "$(inside systemctl is-active lenscap-serve.service)" active "serve watches"

stream
run 0 "the package is removed" inside dpkg -r lenscap
matches "$OUT" "the cameras are open now" "and says what that means"
sleep 1
stream_end
[ "$LISTED" -gt 0 ]
result $? "they are"
is "$OTHERS" "$SENT" "nothing else was cut"
is "$(pins)" "" "nothing is pinned"
is "$(running)" 0 "nothing runs"
is "$(on_wire nft list tables)" "" "no table of nftables stands"
is "$(inside systemctl --failed --no-legend)" "" "no unit failed"
is "$(inside ls /var/lib/lenscap/running.yaml)" /var/lib/lenscap/running.yaml \
	"the saved policy stays"

installed "installed again, it" "$(package lenscap)"
is "$(in_force)" "" "changes nothing"
inside systemctl start lenscap.service
is "$(in_force)" tried "until the next boot, which has the saved policy"

run 0 "the package is purged" inside dpkg -P lenscap
files >"$DIR/after"
is "$(diff "$DIR/before" "$DIR/after")" "" "and nothing of it is left"
is "$(inside find /etc/systemd /run/systemd/system /var/lib/systemd \
	-name '*lenscap*')" "" "no link to a unit either"
finish
