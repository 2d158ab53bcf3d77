#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A draft that nobody confirms goes back without any process of lenscap: all are
# killed right after apply --confirm, under flood, and no frame passes.
. "$(dirname "$0")/lib.sh"
# shellcheck source=SCRIPTDIR/lib_storm.sh
. "$(dirname "$0")/lib_storm.sh"

# The step of the storm: a draft, SIGKILL to all, and the old policy again. It
# fails when the draft was not in force, or the old one does not come back.
cat_step()
{
	cat <<-EOT
		#!/bin/bash
		in_force()
		{
			"$LENSCAP" status --json --pin "$LAB_PIN" \\
				--state "$LAB_STATE" |
				"$PYTHON" "$LAB_TOOLS/rows.py" get policy.name
		}
		before=\$(in_force)
		"$LENSCAP" apply --confirm $((3 * LAB_SLOW)) --pin "$LAB_PIN" \\
			--state "$LAB_STATE" "\$1" || exit 1
		for exe in /proc/[0-9]*/exe; do
			[ "\$(readlink "\$exe")" = "$LENSCAP" ] || continue
			[ /proc/self/ns/net -ef "\${exe%exe}ns/net" ] || continue
			pid=\${exe#/proc/}
			kill -KILL "\${pid%/exe}"
		done
		[ "\$(in_force)" = "\$(basename "\$1" .yaml)" ] || {
			echo "the draft is not in force"; exit 1; }
		for _ in {1..200}; do
			[ "\$(in_force)" != "\$before" ] || exit 0
			sleep .1
		done
		echo "\$before does not come back"
		exit 1
	EOT
}

plan 12
need_lenscap
storm_place
ok "a first policy is in force" apply "$(storm_policy a)"
apply "$(storm_policy b)" --confirm 600 >/dev/null 2>&1
[ $? -ne 2 ] || skip_rest "this lenscap has no apply --confirm"
lc rollback >/dev/null 2>&1
cat_step >"$LAB_DIR/step"
chmod +x "$LAB_DIR/step"
saved=$(cat "$LAB_STATE/running.yaml")
STORM_COMMAND=$LAB_DIR/step storm 2
# the policy a judged before, between and after
storm_judge 2 1000 ingress egress
is "$(state policy.name)" a "the policy before is in force again"
is "$(cat "$LAB_STATE/running.yaml")" "$saved" "and was saved all along"
finish
