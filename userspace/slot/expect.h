/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What apply would do to the ports, told beforehand: for a dry run.
 * Nothing is changed here; what is done then is deploy.h.
 */
#ifndef LENSCAP_EXPECT_H
#define LENSCAP_EXPECT_H

#include <jansson.h>

#include "port/native.h"
#include "slot/deploy.h"

enum expect_step {
	EXPECT_STAYS, /* attached, and as the policy wants it */
	EXPECT_ATTACH,
	EXPECT_REATTACH, /* off and on again, for another mode */
	EXPECT_LEAVE, /* off, once the policy is in force for good */
};

struct expect_port {
	char name[IFNAMSIZ];
	char driver[32]; /* or "" */
	enum expect_step step;
	enum lc_xdp_mode
		mode; /* 0: native if the driver takes it, else generic */
	enum native_offer offer;
	bool reset; /* taking the program on or off may reset the link */
	bool rxvlan_off; /* receive VLAN offload: off, for zones by VLAN */
	bool rxvlan_on; /* on again, as it was before lenscap */
	bool away; /* in another network namespace */
};

struct expect {
	struct expect_port ports[2 * LC_MAX_INTERFACES];
	size_t count;
	bool first; /* nothing is in force yet */
};

/* Those of the site first, in its order; devices that are not here are left out. */
void expect_ports(const struct deploy *deploy, const struct site *site,
		  struct expect *expect);

/* An object a port. NULL when out of memory. */
json_t *expect_json(const struct expect *expect);

/* One line on what becomes of the port, without its name. */
void expect_line(const struct expect_port *port, char *text, size_t size);

/* All of it to standard output; same: that policy is in force already. */
void expect_print(const struct expect *expect, bool same);

#endif
