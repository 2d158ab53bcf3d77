#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the gates of the module share: on which kernels' headers, in a copy of
# the sources. What is asked of a build is the gate's matter.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need make make
need gcc gcc

# Both kernels that Debian 12 offers; what the packages are called says which.
KMOD_KERNELS=(6.1 6.12)
KMOD_PACKAGES=(linux-headers-amd64 linux-headers-6.12-amd64)

# kmod_headers VERSION: where the newest headers of that kernel are; 1 if none
kmod_headers() {
	local dir last=

	while IFS= read -r dir; do
		[ -e "$dir/Makefile" ] && last=$dir
	done < <(compgen -G "/lib/modules/$1.*/build" | sort -V)
	[ -n "$last" ] && printf '%s\n' "$last"
}

# kmod_tree NAME: a copy of all that the module is built from, and of no more
kmod_tree() {
	mkdir -p "$LINT_DIR/$1/include"
	cp -R "$LINT_ROOT/Kbuild" "$LINT_ROOT/kmod" "$LINT_DIR/$1/"
	cp -R "$LINT_ROOT/include/uapi" "$LINT_DIR/$1/include/"
	find "$LINT_DIR/$1" -name '*.o' -delete
}

# kmod_fault NAME: the same with stdin at the end of a source of it
kmod_fault() {
	kmod_tree "$1"
	cat >>"$LINT_DIR/$1/kmod/main.c"
}

# kmod_make HEADERS TREE ARG...: the kernel's build system on a tree. A test
# may itself run below a make, whose options are not meant for this one.
kmod_make() {
	env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS -u OUTPUT LC_ALL=C \
		make -C "$1" M="$LINT_DIR/$2" "${@:3}" 2>&1
}

# kmod_rejects WHAT TREE WORDS: the gate is red for a tree, and says why
kmod_rejects() {
	local said status headers

	headers=$(kmod_any) || { skip "refuses $1" "no headers"; return; }
	said=$(check "$headers" "$2" kmod/main.o)
	status=$?
	if [ $status -ne 0 ] && grep -q -- "main\.c:.*$3" <<<"$said"; then
		result 0 "refuses $1"
	else
		echo "# exit status $status, said: $said"
		result 1 "refuses $1"
	fi
}

# Headers of any of the kernels.
kmod_any() {
	local version

	for version in "${KMOD_KERNELS[@]}"; do
		kmod_headers "$version" && return
	done
	return 1
}

skip() {
	result 0 "$1 # SKIP $2"
}

# kmod_clean: the gate over the module as it stands, on each kernel
kmod_clean() {
	local i headers said status

	for i in "${!KMOD_KERNELS[@]}"; do
		if ! headers=$(kmod_headers "${KMOD_KERNELS[i]}"); then
			skip "clean on Linux ${KMOD_KERNELS[i]}" \
				"no headers, of package ${KMOD_PACKAGES[i]}"
			continue
		fi
		kmod_tree clean
		said=$(check "$headers" clean modules)
		status=$?
		[ $status -eq 0 ] || printf '%s\n' "$said" | sed 's/^/# /'
		result $status "clean on Linux ${KMOD_KERNELS[i]}"
		rm -rf "$LINT_DIR/clean"
	done
}

# kmod_machine HEADERS MODULE FILE COMMAND...: run a command where /usr/lib is
# this machine's under a layer that only the command sees, with a module and a
# boot file in it; none where empty. 4 when no such layer can be had. /boot has
# the kernel's configuration, which its image, not its headers, brings.
kmod_machine() {
	mkdir -p "$LINT_DIR/layer"
	# shellcheck disable=SC2016 # expanded by the inner shell
	unshare --mount --propagation private bash -c '
		top=$1 headers=$2 ko=$3 file=$4
		shift 4
		kernel=$(basename "$(dirname "$headers")")
		config=$(cat "$headers/.config")
		mount -t tmpfs lenscap "$top" &&
			mkdir "$top/upper" "$top/work" &&
			mount -t overlay overlay -o "lowerdir=/usr/lib,upperdir=$top/upper,workdir=$top/work" /usr/lib ||
			exit 4
		mount -t tmpfs lenscap /boot && echo "$config" >"/boot/config-$kernel"
		rm -rf /usr/lib/firmware/lenscap
		[ -z "$file" ] ||
			install -D "$file" /usr/lib/firmware/lenscap/prefixes.bin
		[ -z "$ko" ] || install -D "$ko" \
			"/usr/lib/modules/$kernel/updates/lenscap_guard.ko"
		touch "/usr/lib/modules/$kernel"/modules.{order,builtin}
		depmod "$kernel" && exec "$@"
	' - "$LINT_DIR/layer" "$@" 2>&1
}
