/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Private to explain*.c: the tellers of single phases.
 */
#ifndef LENSCAP_EXPLAIN_PHASES_H
#define LENSCAP_EXPLAIN_PHASES_H

#include "replay/explain_parts.h"

/* explain_house.c */
void explain_tell_house(struct explain_telling *t);
/* Which of enum lc_housekeeping the message belongs to, 0 for none. */
unsigned int explain_house_of(const struct lc_frame *f);

/* explain_rules.c: what each rule of the group says of the frame. */
void explain_tell_rules(struct explain_telling *t);
/* Before that, their names: asked or not, they are shown. */
void explain_name_rules(struct explain_telling *t);

#endif
