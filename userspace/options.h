/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The options of one command: "--name", "--name VALUE", "--name=VALUE", "--".
 * Names are never abbreviated. Nothing about what an option means.
 */
#ifndef LENSCAP_OPTIONS_H
#define LENSCAP_OPTIONS_H

#include <stdbool.h>

#define OPTIONS_PIN_DEFAULT "/sys/fs/bpf/lenscap"
#define OPTIONS_STATE_DEFAULT "/var/lib/lenscap"

/* Ends with a name of NULL. Exactly one of flag and value is set. */
struct option_def {
	const char *name; /* without the dashes */
	/*
	 * What --help calls the value, NULL: a flag. cmd_complete.c knows by it
	 * what the value may be: FILE, DIR, SLUG, IFACE and so on, or the words
	 * themselves, "en|de".
	 */
	const char *arg;
	const char *help; /* one line for --help; NULL: not shown there */
	bool *flag; /* set to true when given */
	const char **value; /* points into argv when given */
};

/* The three options that most commands share. */
#define OPTION_JSON(flag_)                                \
	{                                                 \
		"json", NULL, "print JSON", (flag_), NULL \
	}
#define OPTION_PIN(value_)                                                     \
	{                                                                      \
		"pin", "DIR",                                                  \
			"where the maps are pinned (" OPTIONS_PIN_DEFAULT ")", \
			NULL, (value_)                                         \
	}
#define OPTION_STATE(value_)                                                \
	{                                                                   \
		"state", "DIR",                                             \
			"what outlives a boot (" OPTIONS_STATE_DEFAULT ")", \
			NULL, (value_)                                      \
	}
#define OPTION_END                           \
	{                                    \
		NULL, NULL, NULL, NULL, NULL \
	}

struct options_usage {
	/*
	 * "FILE", "[SLUG]", "MAC...", or "", read by cmd_complete.c as arg is;
	 * words in lower case stand for themselves.
	 */
	const char *operands;
	const char *about; /* a line or some for --help */
	int min_operands;
	int max_operands; /* -1: any number */
	const char *const *forms; /* other operands, up to NULL; or NULL */
};

enum options_result {
	OPTIONS_HELP = -1, /* help was printed: exit 0 */
	OPTIONS_BAD = -2, /* an error was printed: exit 2 */
};

/*
 * Parse argv[1..]; --help and -h are always known. Operands are moved to the
 * end of argv in their order; the return is the index of the first (argc if
 * there is none) or an enum options_result.
 */
int options_parse(const struct options_usage *usage,
		  const struct option_def *defs, int argc, char **argv);

/*
 * From now on options_parse() hands on what it was given and parses nothing;
 * the command ends as after --help. For completion.
 */
typedef void (*options_teller)(const struct options_usage *usage,
			       const struct option_def *defs, int argc,
			       char **argv);
void options_tell(options_teller tell);

/* The exit status for OPTIONS_HELP and OPTIONS_BAD. */
int options_exit(int result);

#endif
