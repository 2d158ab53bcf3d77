/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The commands. Nothing that a command does; each stands in cmd_<verb>.c.
 * How it speaks to the person who called it is say.h.
 */
#ifndef LENSCAP_CMD_H
#define LENSCAP_CMD_H

#include <stddef.h>

#include "base/say.h"

struct verb;

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

#endif
