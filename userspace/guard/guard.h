/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard in this network namespace: asked and told, by generic netlink.
 * What a table is: guard_table.h; the module itself: guard_module.h.
 */
#ifndef LENSCAP_GUARD_H
#define LENSCAP_GUARD_H

#include "base/fault.h"
#include "guard/guard_reply.h"

struct guard;
struct guard_table;

/*
 * 0, or -ENOENT without a fault when the module is not loaded (looked up
 * without loading it), or another negative errno with the cause in fault: it
 * is of another version, or does not answer. guard_close(NULL) is harmless.
 */
int guard_open(struct guard **guard, struct fault *fault);
void guard_close(struct guard *guard);

/* Each: 0, or a negative errno with the kernel's words and a remedy in fault. */
int guard_status(struct guard *guard, struct guard_status *status,
		 struct fault *fault);
int guard_stage(struct guard *guard, const struct guard_table *table,
		struct fault *fault);
int guard_commit(struct guard *guard, const uint8_t id[LCG_ID_BYTES],
		 struct fault *fault);
int guard_abort(struct guard *guard, struct fault *fault);
int guard_clear(struct guard *guard, struct fault *fault);
int guard_set_proof(struct guard *guard, enum lcg_proof proof,
		    struct fault *fault);

/* All guarded ports, ascending by ifindex; the caller frees *ports. */
int guard_ports(struct guard *guard, struct guard_port **ports, size_t *count,
		struct fault *fault);

/* "program", "tag"; "none", "loaded", "refused"; "open", "closed". */
const char *guard_proof_text(enum lcg_proof proof);
const char *guard_boot_text(enum lcg_boot boot);
const char *guard_port_text(enum lcg_port_state state);

#endif
