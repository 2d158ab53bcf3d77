#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The module as a package of DKMS: the real dkms adds, builds and installs it
# for each kernel whose headers are here, all of it in a folder of this test.
. "$(dirname "$0")/lib_kmod.sh"
need dkms dkms
need modinfo kmod
need unshare util-linux
if [ "$(id -u)" -ne 0 ]; then
	echo "1..0 # SKIP needs root"
	exit 4
fi

name=lenscap_guard
version=$(cat VERSION)
dir=$LINT_DIR
mkdir -p "$dir/tree" "$dir/modules" "$dir/state"

# The only places that its options do not move are those of its keys and its
# settings; they are covered for it alone. It must not touch modules.dep.
dkms_here() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	unshare --mount --propagation private bash -c '
		for covered in /var/lib/dkms /etc/dkms; do
			[ ! -d $covered ] || mount --bind "$1" $covered || exit
		done
		cd / && shift && exec dkms "$@"' - "$dir/state" "$@" --no-depmod \
		--dkmstree "$dir/tree" --sourcetree "$dir/usr/src" \
		--installtree "$dir/modules" 2>&1
}

# step WHAT COMMAND...: a result, and what was said when it failed
step() {
	local said status

	said=$(dkms_here "${@:2}")
	status=$?
	if [ $status -ne 0 ]; then
		printf '%s\n' "$said"
		find "$dir/tree" -name make.log -exec tail -n 15 {} +
	fi | sed 's/^/# /'
	result $status "$1"
}

# built KERNEL: the module that was installed is there, and for that kernel
built() {
	local file

	file=$(find "$dir/modules/$1" -name "$name.ko*") &&
		[ -n "$file" ] &&
		[[ $(modinfo -F vermagic "$file") == "$1 "* ]] &&
		[ "$(modinfo -F name "$file")" = $name ]
}

plan 11

contrib/dkms/install "$dir" >/dev/null
[ -f "$dir/usr/src/$name-$version/dkms.conf" ]
result $? "the source is laid below DESTDIR"

step "add" add "$name/$version"

for i in "${!KMOD_KERNELS[@]}"; do
	on="Linux ${KMOD_KERNELS[i]}"
	if ! headers=$(kmod_headers "${KMOD_KERNELS[i]}"); then
		why="no headers, of package ${KMOD_PACKAGES[i]}"
		skip "build for $on" "$why"
		skip "install for $on" "$why"
		skip "the module is there, for $on" "$why"
		continue
	fi
	kernel=$(basename "$(dirname "$headers")")
	step "build for $on" build "$name/$version" -k "$kernel"
	mkdir "$dir/modules/$kernel"
	step "install for $on" install "$name/$version" -k "$kernel"
	built "$kernel"
	result $? "the module is there, for $on"
done

if headers=$(kmod_any); then
	kernel=$(basename "$(dirname "$headers")")
	dkms_here status | grep -q "^$name/$version, $kernel, .*: installed"
	result $? "dkms says that it is installed"

	# A source that lacks a file must not pass for a module
	dkms_here unbuild "$name/$version" -k "$kernel" >/dev/null
	rm "$dir/usr/src/$name-$version/kmod/table.c"
	! dkms_here build "$name/$version" -k "$kernel" >/dev/null &&
		find "$dir/tree" -name make.log -exec grep -q 'table\.o' {} +
	result $? "a source that lacks a file is not built"
else
	skip "dkms says that it is installed" "no headers"
	skip "a source that lacks a file is not built" "no headers"
fi

dkms_here remove "$name/$version" --all >/dev/null
! find "$dir/tree" "$dir/modules" -name '*.ko*' | grep -q .
result $? "remove takes it away"
finish
