/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether the router is as "lenscap status --check" wants it, in a word or some
 * lines. What is wrong is looked up by state.h.
 */
#ifndef LENSCAP_HEALTH_H
#define LENSCAP_HEALTH_H

#include <stdbool.h>
#include <stdio.h>

#include "metrics/overview.h"

bool health_good(const struct overview *overview);

/* "ok", or why not, a line each. */
void health_print(FILE *out, const struct overview *overview);

#endif
