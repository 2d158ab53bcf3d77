/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Private to explain*.c: what the tellers of the phases share.
 * Everybody else includes explain.h.
 */
#ifndef LENSCAP_EXPLAIN_PARTS_H
#define LENSCAP_EXPLAIN_PARTS_H

#include "replay/explain.h"
#include "replay/explain_judge.h"

/* What there is to tell of one way. */
struct explain_telling {
	const struct explain_input *in;
	struct explain_policy *policy;
	const struct explain_steps *steps;
	const struct policy_group *group; /* NULL: unlisted */
	const struct capture_frame *frame;
	unsigned int ifindex;
	struct explain_leg *leg;
};

/* The sentence of a phase. */
__attribute__((format(printf, 4, 5))) void
explain_say(struct explain_telling *t, enum explain_phase phase,
	    enum explain_outcome outcome, const char *fmt, ...);

/* A sentence put together in pieces. */
struct explain_sentence {
	char text[512];
	size_t len;
};

__attribute__((format(printf, 2, 3))) void
explain_add(struct explain_sentence *s, const char *fmt, ...);

/* explain_parse.c: link, parse; and addresses of the leg. */
void explain_tell_link(struct explain_telling *t);
void explain_tell_parse(struct explain_telling *t);

/* explain_device.c: whose it is. */
void explain_tell_device(struct explain_telling *t);

/* explain_phases.c: all behind that, but the rules. */
void explain_tell_phases(struct explain_telling *t);

/* explain_reason.c: why a frame with that reason is dropped, "" for others. */
const char *explain_reason(unsigned int reason);
/* What would have to be otherwise, where no rule can do it; NULL: a rule can. */
const char *explain_otherwise(unsigned int reason);

/* explain_remedy.c: for a leg that drops. */
int explain_remedy(struct explain_telling *t, struct explain_remedy *remedy,
		   struct fault *fault);

/* explain_wire.c: words for what stands in a frame. */
#define EXPLAIN_END_LEN 64
void explain_address(const struct lc_frame *f, const struct lc_addr *addr,
		     char buf[EXPLAIN_END_LEN]);
/* "10.20.1.5:40000", "[fd20::5]:40000", or the address alone. */
void explain_end(const struct lc_frame *f, const struct lc_addr *addr,
		 uint16_t port, char buf[EXPLAIN_END_LEN]);
/* "TCP", "ESP", "protocol 200"; buf is for the last. */
const char *explain_proto(const struct lc_frame *f, char buf[32]);
const char *explain_message(unsigned int message);
/* Has it ports that rules look at? */
bool explain_has_ports(const struct lc_frame *f);
/* The peer's address as a prefix of all its bits. */
struct addr_prefix explain_peer(const struct lc_frame *f);

#endif
