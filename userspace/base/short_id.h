/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ids that a person types: six digits, "3f2a9c", for what waits or ends.
 * Not the ids of names: names.h.
 */
#ifndef LENSCAP_SHORT_ID_H
#define LENSCAP_SHORT_ID_H

#include <stdint.h>

#define SHORT_ID_LEN 7 /* with its NUL */

/* A random one, from 1 to 0xffffff. 0 or a negative errno. */
int short_id_make(uint32_t *id);

/* 0 or -EINVAL: not six lower-case hexadecimal digits, or all of them 0. */
int short_id_parse(const char *text, uint32_t *id);
void short_id_format(uint32_t id, char buf[SHORT_ID_LEN]);

#endif
