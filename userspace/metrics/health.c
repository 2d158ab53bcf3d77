// SPDX-License-Identifier: GPL-2.0
/*
 * Whether the router is as "lenscap status --check" wants it, in words.
 * What is wrong is looked up by state.c.
 */
#include "metrics/health.h"

bool health_good(const struct overview *overview)
{
	return overview->pinned && overview->state->whole &&
	       overview->state->saved;
}

void health_print(FILE *out, const struct overview *overview)
{
	const struct state *state = overview->state;
	char text[PENDING_TEXT_LEN];
	size_t i;

	if (health_good(overview)) {
		fputs("ok\n", out);
		return;
	}
	if (!overview->pinned) {
		fputs("nothing is applied\n", out);
		if (overview->fallback > 0)
			fprintf(out, "%s\n", state_fallback_text);
		return;
	}
	if (overview->live.pending.id) {
		pending_text(&overview->live.pending, text);
		fprintf(out, "%s\n", text);
	}
	for (i = 0; i < state->warning_count; i++)
		fprintf(out, "%s\n", state->warnings[i]);
}
