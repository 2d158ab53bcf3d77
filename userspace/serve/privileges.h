/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a process of root may do beyond others: given up but for a part, or all
 * of it. Which part is needed, whoever gives up the rest says.
 */
#ifndef LENSCAP_PRIVILEGES_H
#define LENSCAP_PRIVILEGES_H

#include <linux/capability.h>
#include <stddef.h>
#include <stdint.h>

#define PRIVILEGE(cap) (1ull << (cap))

/*
 * Keep these capabilities at most, for good: also what this process executes
 * gets no more. *kept: those that it had. 0 or a negative errno.
 */
int privileges_keep(uint64_t wanted, uint64_t *kept);

/*
 * Become a user without any privilege, for good: lenscap, where there is such a
 * user, else nobody. 0 or a negative errno.
 */
int privileges_give_up(void);

/* "CAP_NET_ADMIN CAP_BPF", "none" */
#define PRIVILEGES_TEXT 1024
void privileges_text(uint64_t caps, char buf[PRIVILEGES_TEXT]);

#endif
