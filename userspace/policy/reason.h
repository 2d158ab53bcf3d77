/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words for reasons, verdicts and directions, in text, JSON and metrics.
 * The numbers and what they mean stand in lenscap.h.
 */
#ifndef LENSCAP_REASON_H
#define LENSCAP_REASON_H

#include "base/colour.h"

/* NULL for LC_REASON_NONE and for numbers this version does not know. */
const char *reason_text(unsigned int reason);

/* "pass", "drop", "would-drop"; NULL for other numbers. */
const char *verdict_text(unsigned int verdict);

/* That of such a text, or of NULL. */
enum colour verdict_colour(const char *verdict);

/* "ingress", "egress"; NULL for other numbers. */
const char *direction_text(unsigned int direction);

#endif
