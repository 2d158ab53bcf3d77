/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which dialect of metrics the header Accept of a request wants (RFC 9110).
 * How the dialects look is metrics_text.h.
 */
#ifndef LENSCAP_ACCEPT_H
#define LENSCAP_ACCEPT_H

#include "metrics/metrics_text.h"

/* NULL: there was no such header. What nobody can give gets the classic one. */
enum metrics_dialect accept_dialect(const char *header);

#endif
