// SPDX-License-Identifier: GPL-2.0
/*
 * Capabilities and users, given up by the system calls themselves: they are few,
 * and the loader shall need no further library.
 */
#define _GNU_SOURCE
#include "serve/privileges.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define USER "lenscap"
#define NOBODY 65534

static const char *const names[] = {
	[CAP_CHOWN] = "CAP_CHOWN",
	[CAP_DAC_OVERRIDE] = "CAP_DAC_OVERRIDE",
	[CAP_DAC_READ_SEARCH] = "CAP_DAC_READ_SEARCH",
	[CAP_FOWNER] = "CAP_FOWNER",
	[CAP_KILL] = "CAP_KILL",
	[CAP_SETGID] = "CAP_SETGID",
	[CAP_SETUID] = "CAP_SETUID",
	[CAP_SETPCAP] = "CAP_SETPCAP",
	[CAP_NET_BIND_SERVICE] = "CAP_NET_BIND_SERVICE",
	[CAP_NET_ADMIN] = "CAP_NET_ADMIN",
	[CAP_NET_RAW] = "CAP_NET_RAW",
	[CAP_SYS_MODULE] = "CAP_SYS_MODULE",
	[CAP_SYS_PTRACE] = "CAP_SYS_PTRACE",
	[CAP_SYS_ADMIN] = "CAP_SYS_ADMIN",
	[CAP_SYS_RESOURCE] = "CAP_SYS_RESOURCE",
	[CAP_PERFMON] = "CAP_PERFMON",
	[CAP_BPF] = "CAP_BPF",
};

static int read_caps(struct __user_cap_data_struct data[2])
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	return syscall(SYS_capget, &head, data) ? -errno : 0;
}

static int write_caps(const struct __user_cap_data_struct data[2])
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	return syscall(SYS_capset, &head, data) ? -errno : 0;
}

/* What an executed program of root may get. */
static int bound(uint64_t wanted)
{
	int cap, had;

	for (cap = 0; cap < 64; cap++) {
		had = prctl(PR_CAPBSET_READ, cap, 0, 0, 0);
		if (had < 0)
			break;
		if (!had || wanted & PRIVILEGE(cap))
			continue;
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0))
			return -errno;
	}
	return 0;
}

int privileges_keep(uint64_t wanted, uint64_t *kept)
{
	struct __user_cap_data_struct data[2];
	int i, err;

	err = bound(wanted);
	if (!err)
		err = read_caps(data);
	if (err)
		return err;
	*kept = 0;
	for (i = 0; i < 2; i++) {
		uint32_t part = (uint32_t)(wanted >> 32 * i);

		data[i].permitted &= part;
		data[i].effective = data[i].permitted;
		data[i].inheritable = 0;
		*kept |= (uint64_t)data[i].permitted << 32 * i;
	}
	err = write_caps(data);
	if (!err && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0))
		err = -errno;
	return err;
}

int privileges_give_up(void)
{
	const struct passwd *user = getpwnam(USER);
	const struct __user_cap_data_struct none[2] = { { 0 } };
	uid_t uid = user ? user->pw_uid : NOBODY;
	gid_t gid = user ? user->pw_gid : NOBODY;
	int err;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -errno;
	err = bound(0);
	if (err)
		return err;
	if (setgroups(0, NULL) || setresgid(gid, gid, gid) ||
	    setresuid(uid, uid, uid))
		return -errno;
	err = write_caps(none);
	if (!err && !uid)
		err = -EPERM;
	return err;
}

void privileges_text(uint64_t caps, char buf[PRIVILEGES_TEXT])
{
	size_t len = 0;
	size_t cap;

	strcpy(buf, "none");
	for (cap = 0; cap < sizeof(names) / sizeof(*names); cap++)
		if (caps & PRIVILEGE(cap) && names[cap])
			len += snprintf(buf + len, PRIVILEGES_TEXT - len,
					"%s%s", len ? " " : "", names[cap]);
}
