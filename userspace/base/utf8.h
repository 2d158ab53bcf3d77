/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Text from strangers: is it UTF-8, may it go to a terminal or into JSON.
 * No files and no grammar.
 */
#ifndef LENSCAP_UTF8_H
#define LENSCAP_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The length in bytes of the character at text (1..4) and its number in
 * *code, or 0 when it is not UTF-8. len > 0.
 */
unsigned int utf8_decode(const char *text, size_t len, uint32_t *code);

/* True for characters that move a cursor or change how text reads. */
bool utf8_is_control(uint32_t code);

/* Replace what is a control character or not UTF-8 by question marks. */
void utf8_make_harmless(char *text);

#endif
