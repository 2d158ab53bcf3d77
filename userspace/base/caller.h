/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who runs this command, for what is noted of a change.
 * Not who may: that is the kernel's to say.
 */
#ifndef LENSCAP_CALLER_H
#define LENSCAP_CALLER_H

#include <stddef.h>

/* Who logged in, also behind sudo: a name, or a number. buf always ends. */
void caller_name(char *buf, size_t size);

#endif
