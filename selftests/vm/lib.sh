# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What tests on a stock kernel share: the kernel and the module for it, and the
# guest's results as this test's own. Sourced; which tests run is theirs.

VM_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
VM_ROOT=${VM_DIR%/selftests/vm}
VM_SECONDS=4100    # less than selftests/run gives a test of this kind
cd "$VM_ROOT" || exit 1
# shellcheck source=SCRIPTDIR/../tap.sh
. selftests/tap.sh

vm_skip()
{
	echo "1..0 # SKIP $*"
	exit 4
}

# comment: stdin as diagnostics
comment()
{
	sed -u 's/^/# /'
}

# stock_kernel SERIES: sets kv, and has that kernel ready
stock_kernel()
{
	local said

	[ "$(id -u)" -eq 0 ] || vm_skip "needs root: shares every file"
	said=$(scripts/deps --check vm 2>&1) ||
		vm_skip "$(printf '%s\n' "$said" | sed -n '1s/^missing: //p')" \
			"is missing"
	kv=$(selftests/vm/kernels "$1" 2>&1) || vm_skip "$kv"
	said=$(selftests/vm/kernels "$kv" 2>&1) || vm_skip "$said"
}

# stock_module: has the module ready for that kernel
stock_module()
{
	local said

	if ! said=$(make -s kmod KDIR="/lib/modules/$kv/build" 2>&1); then
		printf '%s\n' "$said" | comment
		printf '1..1\nnot ok 1 %s: the module can be built\n' "$kv"
		exit 1
	fi
}

# relay: results from stdin with the kernel's name in front; the plan, at the
# end, and how the machine ended ("status N") are results, too.
relay()
{
	local line seen plan='' status='' form='^(not )?ok [0-9]+ (.*)$'

	TAP_COUNT=0 TAP_FAILED=0
	while IFS= read -r line; do
		if [[ $line =~ $form ]]; then
			[ -z "${BASH_REMATCH[1]}" ]
			result $? "$kv: ${BASH_REMATCH[2]}"
			continue
		fi
		case $line in
		1..*)	       plan=${line#1..} ;;
		'status '*)    status=${line#status } ;;
		'TAP version '*) ;;
		'#'*)	       printf '%s\n' "$line" ;;
		*)	       printf '# %s\n' "$line" ;;
		esac
	done
	seen=$TAP_COUNT
	# 1 says that a result was bad, and that was seen
	[ "$status" = 0 ] || [ "$status:$((TAP_FAILED > 0))" = 1:1 ]
	result $? "$kv: the machine ran to its end, and its log has no fault"
	is "$seen" "${plan:-a plan}" "$kv: all results have come"
	echo "1..$TAP_COUNT"
	[ "$TAP_FAILED" -eq 0 ]
}

# stock SERIES KIND|KIND/NAME...: these tests on that kernel, or those that
# VM_TESTS names. They see two virtio network cards, wired back to back. How
# far it is can be read in build/vm/SERIES.tap, the kernel's log in SERIES.log.
stock()
{
	local kv series=$1 began=$SECONDS chosen

	shift
	stock_kernel "$series"
	stock_module
	read -ra chosen <<<"${VM_TESTS:-$*}"
	echo "TAP version 13"
	{
		nice -n 5 selftests/vm/boot --virtio --timeout "$VM_SECONDS" \
			--log "build/vm/$series.log" "$kv" -- \
			env LAB_LIMIT=1000 LAB_SLOW=5 selftests/vm/guest/tests \
			"${chosen[@]}" 2> >(comment)
		echo "status $?"
		echo "# note: $kv took $((SECONDS - began)) s"
	} | relay | tee "build/vm/$series.tap"
	return "${PIPESTATUS[1]}"
}
