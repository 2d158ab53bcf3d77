/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The commands. Nothing that a command does; each stands in cmd_<verb>.c.
 * How it speaks to the person who called it is say.h.
 */
#ifndef LENSCAP_CMD_H
#define LENSCAP_CMD_H

#include <stddef.h>

struct verb;

/* Exit statuses (DESIGN 7). */
enum cmd_status {
	CMD_DONE = 0,
	CMD_FAILED = 1,
	CMD_USAGE = 2, /* wrong use, or an invalid policy */
	CMD_DIFFERENT = 3, /* diff: not what is in force */
};

/*
 * argv[0] is the verb. The return is the exit status; everything that there
 * is to say has been printed.
 */
int cmd_apply(int argc, char **argv);
int cmd_attempts(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_confirm(int argc, char **argv);
int cmd_counters(int argc, char **argv);
int cmd_devices(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_forget(int argc, char **argv);
int cmd_guard(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_ledger(int argc, char **argv);
int cmd_lookup(int argc, char **argv);
int cmd_metrics(int argc, char **argv);
int cmd_permit(int argc, char **argv);
int cmd_record(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_rollback(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_shadow(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_status(int argc, char **argv);
int cmd_top(int argc, char **argv);
int cmd_unload(int argc, char **argv);
int cmd_vendors(int argc, char **argv);

/* For shells, and in no help: what may stand next on a line of these verbs. */
int cmd_complete(const struct verb *verbs, size_t count, int argc, char **argv);

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
