#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Installed, the package changes nothing: nothing is attached, pinned, saved or
# running, and cameras pass. What is saved by apply then comes in force at boot.
. "$(dirname "$0")/lib.sh"
packages
machine
plan 15

# active: units of lenscap that do something
active()
{
	inside systemctl list-units --no-legend --plain 'lenscap*'
}

stream
installed "the package is installed" "$(package lenscap)"
stream_end
is "$LISTED $OTHERS" "$SENT $SENT" "frames pass as before"
is "$(in_force)" "" "no policy is in force"
is "$(pins)" "" "nothing is pinned"
is "$(on_wire ip -d link show lan0 | grep -c xdp)" 0 "nothing is attached"
is "$(on_wire nft list tables)" "" "no table of nftables stands"
is "$(active)" "" "no unit runs"
is "$(inside ls -A /var/lib/lenscap 2>/dev/null)" "" "nothing is saved"
for each in lenscap-serve.service lenscap-record.timer lenscap-shutdown.service; do
	is "$(inside systemctl is-enabled $each)" disabled "$each waits to be asked for"
done
is "$(inside systemctl is-enabled lenscap.service)" enabled "lenscap.service is enabled"
inside systemctl start lenscap.service
is "$(inside systemctl show -P ConditionResult lenscap.service) $(in_force)" "no " \
	"and does nothing where no policy is saved"

take "$DIR/policy.yaml"
inside lenscap apply /tmp/policy.yaml >/dev/null 2>&1
inside lenscap unload >/dev/null
inside systemctl start lenscap.service
is "$(in_force)" tried "what was applied, the unit puts in force again"
matches "$(inside journalctl --list-catalog)" \
	"41182e912a2a4153a80e07ecfaa1b2fb" "the journal knows the events"
finish
