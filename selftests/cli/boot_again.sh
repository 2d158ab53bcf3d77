#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The unit's commands after a boot: the fallback stands before lenscap runs, then
# the saved policy is in force and the fallback is gone. A second start cuts
# nothing.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 13

# what lenscap finds when it is started
mv /usr/local/sbin/lenscap /usr/local/sbin/lenscap.real
cat >/usr/local/sbin/lenscap <<EOT
#!/bin/sh
nft list tables >"$DIR/found"
exec /usr/local/sbin/lenscap.real "\$@"
EOT
chmod 755 /usr/local/sbin/lenscap
found()
{
	grep -c lenscap_fallback "$DIR/found"
}

run 3 "no policy is saved: the condition is not met" boot_unit
run 0 "apply" lc apply "$(boot_policy one)"
boot_new
boot_policy draft >/dev/null
run 0 "the unit" boot_unit
is "$(found)" 3 "the fallback stood when lenscap was started"
is "$(in_force)" one "the saved policy is in force"
is "$(fallback)" "" "the fallback is gone"
is "$(arrive "$CAM" "$PC" 44:19:b6:12:00:05)" "drop pass pass" \
	"the policy judges"
run 0 "status --check" lc status --check
run 0 "the unit once more" boot_unit
is "$(found)" 0 "there was no fallback meanwhile"
is "$(in_force)" one "the same policy is in force"
rm "$STATE/fallback.nft"
boot_new
run 0 "the unit without a fallback" boot_unit
is "$(in_force)" one "the saved policy is in force"
finish
