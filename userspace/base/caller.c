// SPDX-License-Identifier: GPL-2.0
/*
 * Who runs this command, for what is noted of a change.
 * Not who may.
 */
#include "base/caller.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"

#define NOBODY ((unsigned int)-1)

/* The login's, which sudo leaves as it was; NOBODY where nobody logged in. */
static unsigned int login_uid(void)
{
	FILE *file = fopen("/proc/self/loginuid", "re");
	unsigned int uid;

	if (!file)
		return NOBODY;
	if (fscanf(file, "%u", &uid) != 1)
		uid = NOBODY;
	fclose(file);
	return uid;
}

void caller_name(char *buf, size_t size)
{
	const char *sudo = getenv("SUDO_USER");
	unsigned int uid = login_uid();
	const struct passwd *pw;

	if (uid == NOBODY && sudo && *sudo) {
		snprintf(buf, size, "%s", sudo);
		utf8_make_harmless(buf);
		return;
	}
	if (uid == NOBODY)
		uid = getuid();
	pw = getpwuid(uid);
	if (pw)
		snprintf(buf, size, "%s", pw->pw_name);
	else
		snprintf(buf, size, "%u", uid);
}
