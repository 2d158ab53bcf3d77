/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Numbers and times as people say them: "1.2 MB", "3 min ago".
 * For programs there is JSON.
 */
#ifndef LENSCAP_HUMAN_H
#define LENSCAP_HUMAN_H

#include <stdint.h>

#define HUMAN_LEN 32

/* "999 B", "1.2 kB", "20 GB": powers of 1000. */
const char *human_size(uint64_t bytes, char buf[HUMAN_LEN]);

/* "now", "12 s ago", "3 min ago", "5 h ago", "8 days ago"; both in ms. */
const char *human_ago(int64_t now, int64_t when, char buf[HUMAN_LEN]);

/* "1,234,567" */
const char *human_count(uint64_t count, char buf[HUMAN_LEN]);

#endif
