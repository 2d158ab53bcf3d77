/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs loaded with a counter at each of their calls: how often each was
 * made is read after a run. Which runs, and what may be, is for the tests.
 */
#ifndef LIB_COUNT_H
#define LIB_COUNT_H

#include <linux/bpf.h>
#include <stdbool.h>
#include <stddef.h>

#define COUNT_SITES_MAX 1024

struct count_site {
	char function[64]; /* that calls */
	char file[32];
	unsigned int line;
	char source[100];
	int calls; /* native ones: 0 where the kernel puts other code there */
	bool tail; /* does not come back: a jump in native code */
};

/* All sites of all programs loaded so far that the verifier left in. */
extern struct count_site count_sites[COUNT_SITES_MAX];
extern size_t count_site_count;

/*
 * BPF_PROG_LOAD as asked, but of XDP and tc programs called lenscap_* a copy
 * with counters is loaded. What the system call returns, errno set.
 */
long count_prog_load(const union bpf_attr *attr, unsigned int size);

/* How often the site was passed since the last reset, on all processors. */
__u64 count_of(size_t site);
void count_reset(void);

/* Of a program: its sites are those from first up to, not including, end. */
int count_calls(size_t first, size_t end);

#endif
