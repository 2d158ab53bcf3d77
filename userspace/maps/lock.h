/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The pin directory: that it is there, on a BPF file system, and ours alone
 * while something is changed. What is pinned in it is pins.h.
 */
#ifndef LENSCAP_LOCK_H
#define LENSCAP_LOCK_H

#include <stdbool.h>

#include "base/fault.h"

/* dir_fd is -1 when nothing is held. */
struct lock {
	int dir_fd;
	int made; /* directories made on the way to it */
};

#define LOCK_NONE     \
	{             \
		-1, 0 \
	}

/*
 * Lock dir for writing; a second one is refused at once, naming the holder.
 * create: mount the BPF file system and make the directory where needed; else
 * -ENOENT if it is not there. 0, or a negative errno with the cause in fault.
 */
int lock_take(const char *dir, bool create, struct lock *lock,
	      struct fault *fault);

/* Is somebody changing the router now? Only looks. */
bool lock_held(const char *dir);

/* Whether what is at path, following links, is on a BPF file system. */
bool lock_on_bpffs(const char *path);

/* Let go. Directories that lock_take() made are removed if empty. */
void lock_release(const char *dir, struct lock *lock);

#endif
