// SPDX-License-Identifier: GPL-2.0
/*
 * SHA-256 of memory, by libmd.
 * Nothing about what is hashed.
 */
#include "base/sha256.h"

#include <sha2.h>
#include <stdint.h>
#include <stdlib.h>

struct sha256 {
	SHA2_CTX context;
};

struct sha256 *sha256_new(void)
{
	struct sha256 *state = malloc(sizeof(*state));

	if (state)
		SHA256Init(&state->context);
	return state;
}

void sha256_add(struct sha256 *state, const void *data, size_t len)
{
	SHA256Update(&state->context, data, len);
}

void sha256_end(struct sha256 *state, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_LENGTH];
	size_t i;

	SHA256Final(digest, &state->context);
	for (i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[64] = '\0';
	free(state);
}

void sha256(const void *data, size_t len, char hex[65])
{
	struct sha256 *state = sha256_new();

	if (!state)
		abort();
	sha256_add(state, data, len);
	sha256_end(state, hex);
}

uint64_t sha256_number(const void *data, size_t len)
{
	char hex[65];

	sha256(data, len, hex);
	hex[16] = '\0';
	return strtoull(hex, NULL, 16);
}
