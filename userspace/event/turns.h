/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What happened to the policy in force between two looks: applied, confirmed,
 * taken back. Told from what stands in the kernel, whoever did it.
 */
#ifndef LENSCAP_TURNS_H
#define LENSCAP_TURNS_H

#include "event/event.h"
#include "slot/live.h"

/* As at the last look. All zero to begin with. */
struct turns {
	bool known; /* there was a look */
	bool policy; /* and a policy in force */
	unsigned int slot;
	uint32_t pending;
	uint32_t reverted;
	uint64_t applied_at;
	char sha256[72];
	char name[96];
};

/*
 * live NULL: nothing is applied. ours: apply --again ran for serve, and the same
 * policy for other devices is no news. At the first look nothing is told.
 */
void turns_look(struct turns *turns, const struct live *live, bool ours,
		enum event_form form);

#endif
