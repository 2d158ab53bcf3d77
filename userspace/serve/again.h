/* SPDX-License-Identifier: GPL-2.0 */
/*
 * "lenscap apply --again" as a child: started, read, waited for.
 * When it is wanted is follow.h.
 */
#ifndef LENSCAP_AGAIN_H
#define LENSCAP_AGAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define AGAIN_TEXT 8192 /* of what it says, so much is kept */

struct again {
	pid_t pid; /* 0: none runs */
	int fd; /* what it says, -1: none runs */
	size_t len;
	char text[AGAIN_TEXT + 1]; /* NUL-terminated; of the last one, too */
};

#define AGAIN_NONE       \
	{                \
		.fd = -1 \
	}

/* One at a time. 0 or a negative errno. */
int again_start(struct again *again, const char *pin, const char *state);

/* Take in what it says; never waits. */
void again_read(struct again *again);

/*
 * True once it has ended, with *status: its exit status, or 128 and the
 * signal. wait: come back only then.
 */
bool again_ended(struct again *again, bool wait, int *status);

#endif
