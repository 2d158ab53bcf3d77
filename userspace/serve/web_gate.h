/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The connections of the process that speaks HTTP: how many, how long, and which
 * one goes when there are too many. What is said on them is web.c.
 */
#ifndef LENSCAP_WEB_GATE_H
#define LENSCAP_WEB_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * A client that hangs costs others nothing as long as there is room; when there
 * is none, the oldest of the address that has most gives way. GATE_GRACE is what
 * each one has in any case, so that a crowd does not push itself out.
 */
#define GATE_MAX 240
#define GATE_GRACE 1000 /* ms */
#define GATE_HEADER 5000 /* ms until all of a request must be here */
#define GATE_WHOLE 30000 /* ms until the answer must be fetched */

struct gate_client {
	int fd; /* -1: free */
	uint64_t since; /* ms */
	uint64_t from[2]; /* whose it is; IPv6 by /64 */
	bool asked; /* its request is here */
	bool out; /* shown out, and not yet gone */
};

struct gate {
	struct gate_client clients[GATE_MAX];
	unsigned int count;
};

void gate_init(struct gate *gate);

/*
 * Is there room for one more? If not, *wait says in how many ms to ask again;
 * somebody may have been shown out for it.
 */
bool gate_room(struct gate *gate, uint64_t now, int64_t *wait);

/* Needs room. */
struct gate_client *gate_enter(struct gate *gate, int fd,
			       const struct sockaddr *from, uint64_t now);
void gate_leave(struct gate *gate, struct gate_client *client);

/* Show out whose time is over. In how many ms the next is; -1: nobody is here. */
int64_t gate_sweep(struct gate *gate, uint64_t now);

#endif
