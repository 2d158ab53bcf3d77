/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The status page: one self-contained HTML document, for people on a phone.
 * What it shows is overview.h; who asks for it is web.h.
 */
#ifndef LENSCAP_WEB_PAGE_H
#define LENSCAP_WEB_PAGE_H

#include <stdio.h>

#include "metrics/overview.h"

void web_page_print(FILE *out, const struct overview *overview);

/* Instead of it where nothing can be looked at. */
void web_page_trouble(FILE *out, const char *text);

#endif
