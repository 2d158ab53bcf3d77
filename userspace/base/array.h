/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How long an array is, and where the text in one ends.
 * Nothing about what stands in it.
 */
#ifndef LENSCAP_ARRAY_H
#define LENSCAP_ARRAY_H

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* The text ends within the array, whoever wrote it. */
#define ARRAY_END(a) ((a)[sizeof(a) - 1] = '\0')

#endif
