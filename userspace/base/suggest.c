// SPDX-License-Identifier: GPL-2.0
/*
 * The nearest of some known words: edit distance with swapped neighbours.
 * Knows no grammar and no list of words of its own.
 */
#include "base/suggest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define WORD_MAX 40

static unsigned int least(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Insertions, removals, replacements and swaps that make a from b. */
static unsigned int distance(const char *a, size_t a_len, const char *b,
			     size_t b_len)
{
	unsigned int row[3][WORD_MAX + 1];
	unsigned int *before = row[0], *above = row[1], *here = row[2];
	unsigned int *next;
	size_t i, j;

	for (j = 0; j <= b_len; j++)
		above[j] = j;
	for (i = 1; i <= a_len; i++) {
		here[0] = i;
		for (j = 1; j <= b_len; j++) {
			here[j] = above[j - 1] + !same(a[i - 1], b[j - 1]);
			here[j] = least(here[j], above[j] + 1);
			here[j] = least(here[j], here[j - 1] + 1);
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
			    same(a[i - 2], b[j - 1]))
				here[j] = least(here[j], before[j - 2] + 1);
		}
		next = before;
		before = above;
		above = here;
		here = next;
	}
	return above[b_len];
}

const char *suggest(const char *word, const char *const *candidates,
		    size_t count)
{
	size_t len = strnlen(word, WORD_MAX + 1), other, i;
	unsigned int limit, best, d;
	const char *found = NULL;

	if (!len || len > WORD_MAX)
		return NULL;
	/* One slip in a short word, up to three in a long one. */
	limit = len < 4 ? 1 : len < 8 ? 2 : 3;
	best = limit + 1;
	for (i = 0; i < count; i++) {
		other = strnlen(candidates[i], WORD_MAX + 1);
		if (other > WORD_MAX || other > len + limit ||
		    len > other + limit)
			continue;
		d = distance(word, len, candidates[i], other);
		/* A word of which nothing is left is not the same word. */
		if (d < best && d < len && d < other) {
			best = d;
			found = candidates[i];
		}
	}
	return found;
}
