/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SHA-256 of memory, by libmd.
 * Nothing about what is hashed.
 */
#ifndef LENSCAP_SHA256_H
#define LENSCAP_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256;

/* NULL when out of memory. */
struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *state, const void *data, size_t len);
/* Writes 64 lower-case hex digits and a NUL, and frees the state. */
void sha256_end(struct sha256 *state, char hex[65]);

/* All in one. Aborts when out of memory. */
void sha256(const void *data, size_t len, char hex[65]);

/* All in one; the first eight octets of it, as a number. */
uint64_t sha256_number(const void *data, size_t len);

#endif
