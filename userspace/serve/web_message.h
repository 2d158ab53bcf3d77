/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the process that speaks HTTP asks of lenscap serve, and gets, over a
 * pair of sockets. The text of an answer comes as a sealed file with it.
 */
#ifndef LENSCAP_WEB_MESSAGE_H
#define LENSCAP_WEB_MESSAGE_H

#include <stdint.h>

enum web_ask {
	WEB_ASK_METRICS, /* in the classic dialect */
	WEB_ASK_OPENMETRICS,
	WEB_ASK_HEALTH,
	WEB_ASK_PAGE,
	WEB_ASK_MAX
};

struct web_question {
	uint32_t id; /* comes back with the answer */
	uint32_t ask; /* enum web_ask */
};

struct web_answer {
	uint32_t id;
	uint32_t status; /* of HTTP */
	uint64_t size; /* of the file */
};

/* Descriptors of the process that speaks HTTP. */
enum web_fd { WEB_FD_LISTEN = 3, WEB_FD_SERVE = 4, WEB_FD_END };

#endif
