// SPDX-License-Identifier: GPL-2.0
/*
 * The programs for a candidate have no descriptors once they are loaded: they
 * are found through the arrays that hold them.
 */
#include "lib_programs.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kselftest.h"

static int in_array(int array, __u32 step)
{
	__u32 id;

	if (bpf_map_lookup_elem(array, &step, &id))
		return -1;
	return bpf_prog_get_fd_by_id(id);
}

void programs_open(const struct object *object, int fds[PROGRAMS])
{
	static const enum object_map arrays[LC_DIRECTION_MAX] = {
		[LC_INGRESS] = OBJECT_SHADOW_IN,
		[LC_EGRESS] = OBJECT_SHADOW_OUT,
	};
	int i, step, n = 0;

	for (i = 0; i < LC_DIRECTION_MAX; i++) {
		fds[n++] = fcntl(object->progs[i], F_DUPFD_CLOEXEC, 3);
		for (step = 0; step < LC_SHADOW_STEPS; step++)
			fds[n++] = in_array(object->maps[arrays[i]], step);
	}
	for (i = 0; i < PROGRAMS; i++)
		if (fds[i] < 0)
			ksft_exit_fail_msg("program %d: %s\n", i,
					   strerror(errno));
}

void programs_close(const int fds[PROGRAMS])
{
	int i;

	for (i = 0; i < PROGRAMS; i++)
		close(fds[i]);
}

void programs_load(struct object *object, int fds[PROGRAMS])
{
	struct fault fault = { "" };

	if (object_load(false, object, &fault) ||
	    object_load_shadow(object, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
	programs_open(object, fds);
}

bool programs_inlined(void)
{
	int major = 0, minor = 0;
	struct utsname uts;

	return !uname(&uts) &&
	       sscanf(uts.release, "%d.%d", &major, &minor) == 2 &&
	       (major > 6 || (major == 6 && minor >= 10));
}
