/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which row a few interned texts stand for, found at once however many there
 * are. The rows are the caller's.
 */
#ifndef LENSCAP_REPORT_INDEX_H
#define LENSCAP_REPORT_INDEX_H

#include <stddef.h>

#define REPORT_INDEX_KEYS 5
#define REPORT_INDEX_NONE ((size_t)-1)

struct report_index {
	struct report_index_place *places;
	size_t size;
	size_t used;
};

/*
 * The row of these texts; next where they are new, which is then theirs, unless
 * it is REPORT_INDEX_NONE. REPORT_INDEX_NONE also when out of memory. The index
 * is zeroed before the first call; report_index_free() after.
 */
size_t report_index_row(struct report_index *index,
			const char *const keys[REPORT_INDEX_KEYS], size_t next);
void report_index_free(struct report_index *index);

#endif
