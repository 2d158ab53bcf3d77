/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Texts that may be missing, in order.
 * What is in them is utf8.h.
 */
#ifndef LENSCAP_TEXT_H
#define LENSCAP_TEXT_H

/* As strcmp(); NULL stands before all others. */
int text_compare(const char *a, const char *b);

#endif
