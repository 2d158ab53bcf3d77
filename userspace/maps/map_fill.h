/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How full a hash map of the programs is.
 * What its entries mean is for others.
 */
#ifndef LENSCAP_MAP_FILL_H
#define LENSCAP_MAP_FILL_H

#include <stddef.h>

/*
 * How many entries stand in a BPF hash, LRU or not, also what is idle and only
 * keeps its place until another needs it; those that are being made
 * or taken away meanwhile may be among them or not. 0, or a negative errno with
 * *count untouched.
 */
int map_fill(int map_fd, size_t *count);

#endif
