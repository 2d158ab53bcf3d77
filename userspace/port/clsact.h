/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The egress program as a filter of the clsact qdisc, for kernels before tcx.
 * What a port needs of it is attach.h.
 */
#ifndef LENSCAP_CLSACT_H
#define LENSCAP_CLSACT_H

#include <linux/types.h>
#include <stdbool.h>

/* Make the qdisc: 0 made, -EEXIST was there, or another negative errno. */
int clsact_make(unsigned int ifindex);

/* Id of the program at our place among the filters, 0 if there is none. */
__u32 clsact_prog(unsigned int ifindex);

/* Put the program there; replace: also where one stands. 0 or -errno. */
int clsact_attach(unsigned int ifindex, int prog_fd, bool replace);

/*
 * Remove our filter and, if it is ours and holds no other filter, the qdisc.
 * 0 also when there is none.
 */
int clsact_remove(unsigned int ifindex, bool remove_filter, bool remove_qdisc);

#endif
