/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of attach.h share.
 * For nobody else.
 */
#ifndef LENSCAP_ATTACH_PARTS_H
#define LENSCAP_ATTACH_PARTS_H

#include "port/attach.h"

/*
 * Each program as it is wanted. What was done is noted in port, what was changed
 * in *changes (enum attach_change), also where it fails.
 */
int attach_xdp(const struct attach *at, const struct attach_want *want,
	       struct lc_port *port, unsigned int *changes,
	       struct fault *fault);
int attach_tc(const struct attach *at, const struct attach_want *want,
	      struct lc_port *port, unsigned int *changes, struct fault *fault);

/* The filter that is noted in port off again. 0 or a negative errno. */
int attach_tc_remove(const struct attach *at, unsigned int ifindex,
		     const struct lc_port *port);

/*
 * Our program in the place of another in the link that stands. Where that
 * cannot be, the link stays as it is: without it all would pass.
 */
int attach_put_ours(const struct attach *at, const struct attach_want *want,
		    enum lc_direction dir, struct fault *fault);

int attach_write_note(const struct attach *at, unsigned int ifindex,
		      const struct lc_port *port, struct fault *fault);

#endif
