/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a command speaks to the person who called it, and what it exits with.
 * Nothing that it says; findings about a policy are diag.h.
 */
#ifndef LENSCAP_SAY_H
#define LENSCAP_SAY_H

/* Exit statuses (DESIGN 7). */
enum cmd_status {
	CMD_DONE = 0,
	CMD_FAILED = 1,
	CMD_USAGE = 2, /* wrong use, or an invalid policy */
	CMD_DIFFERENT = 3, /* diff: not what is in force */
};

/* "lenscap: TEXT" to standard error; the return is CMD_FAILED. */
__attribute__((format(printf, 1, 2))) int cmd_fail(const char *fmt, ...);

/* The same for wrong use and invalid input; the return is CMD_USAGE. */
__attribute__((format(printf, 1, 2))) int cmd_misuse(const char *fmt, ...);

/* "lenscap: warning: TEXT" to standard error. */
__attribute__((format(printf, 1, 2))) void cmd_warn(const char *fmt, ...);

/*
 * Flush standard output and see that all of it was written. CMD_DONE, or
 * CMD_FAILED when it was not (said on standard error). For commands that print
 * text; envelope_print() does it for JSON.
 */
int cmd_flush(void);

#endif
