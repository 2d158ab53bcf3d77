/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The BPF object as each of several compilers made it (build/compiled): found
 * and loaded. What they are asked is for the tests.
 */
#ifndef LIB_COMPILED_H
#define LIB_COMPILED_H

#include <bpf/libbpf.h>
#include <stdbool.h>
#include <stddef.h>

#include "maps/object.h"

#define COMPILED_MAX 8

struct compiled {
	char name[32]; /* of the compiler */
	char path[256];
	bool missing; /* there was no such compiler when the tests were built */
};

/* Up to COMPILED_MAX of them, by name; how many. Ends the test if none. */
size_t compiled_find(struct compiled found[COMPILED_MAX]);

/*
 * Open and load as object_load() does: nothing pinned, nothing attached. Each
 * program's log, bpf_program__log_buf(), has the verifier's statistics.
 * 0 and what the caller closes with bpf_object__close(), or a negative errno,
 * and the end of what the verifier said is printed.
 */
int compiled_load(const struct compiled *compiled, bool replay,
		  struct bpf_object **obj);

/* Its descriptors, which stay its own; -1 for maps that it has not. */
struct object compiled_object(const struct bpf_object *obj);

#endif
