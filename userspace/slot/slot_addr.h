/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The addresses that a slot holds for an interface, beside those it has now.
 * How they are laid out for lookups is compile_addr.h; nothing is changed.
 */
#ifndef LENSCAP_SLOT_ADDR_H
#define LENSCAP_SLOT_ADDR_H

#include "maps/slots.h"
#include "policy/site.h"

/*
 * Does slot n hold exactly these own addresses and on-link prefixes for the
 * interface with that index in it? 1, 0 or -ENOMEM.
 */
int slot_addr_same(const struct slots *slots, unsigned int n,
		   unsigned int index, const struct site_interface *now);

#endif
