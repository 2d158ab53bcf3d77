// SPDX-License-Identifier: GPL-2.0
/*
 * STATE/guard.json: that the guard is enabled here, and how; and the boot file
 * that goes with it. The file's form stands in guard_file.c.
 */
#include "guard/guard_record.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "guard/guard.h"
#include "guard/guard_file.h"
#include "guard/guard_module.h"
#include "guard/guard_table.h"

#define RECORD "guard.json"
#define VERSION 1
#define MAX_SIZE 65536

static int parse(const char *text, size_t len, struct guard_record *record)
{
	struct guard_record new = { 0 };
	const char *firmware, *proof;
	int version, err = -EINVAL;
	json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);

	if (json_unpack(json, "{s:i, s:s, s:s}", "version", &version, "proof",
			&proof, "firmware", &firmware))
		goto out;
	if (version != VERSION || !*firmware ||
	    strlen(firmware) >= sizeof(new.firmware))
		goto out;
	if (!strcmp(proof, guard_proof_text(LCG_PROOF_TAG)))
		new.proof = LCG_PROOF_TAG;
	else if (strcmp(proof, guard_proof_text(LCG_PROOF_PROGRAM)))
		goto out;
	strcpy(new.firmware, firmware);
	*record = new;
	err = 0;
out:
	json_decref(json);
	return err;
}

int guard_record_read(const char *state, struct guard_record *record,
		      struct fault *fault)
{
	char path[PATH_MAX], *text = NULL;
	FILE *file = NULL;
	size_t len;
	int err = file_path(path, state, RECORD);

	if (!err) {
		file = fopen(path, "re");
		err = file ? 0 : -errno;
	}
	if (err == -ENOENT || err == -ENOTDIR)
		return -ENOENT;
	text = malloc(MAX_SIZE);
	if (!err && !text)
		err = -ENOMEM;
	if (!err) {
		len = fread(text, 1, MAX_SIZE, file);
		err = ferror(file) ? -EIO : parse(text, len, record);
	}
	if (file)
		fclose(file);
	free(text);
	if (err)
		return fault_set(
			fault, err,
			"%s/" RECORD
			", which says how the guard is enabled, cannot be read: %s; lenscap guard enable writes it anew",
			state, strerror(-err));
	return 0;
}

int guard_record_write(const char *state, const struct guard_record *record,
		       struct fault *fault)
{
	char path[PATH_MAX], *text = NULL;
	json_t *json;
	int err = file_path(path, state, RECORD);

	json = json_pack("{s:i, s:s, s:s}", "version", VERSION, "proof",
			 guard_proof_text(record->proof), "firmware",
			 record->firmware);
	if (json)
		text = json_dumps(json, JSON_INDENT(1));
	json_decref(json);
	if (!err && !text)
		err = -ENOMEM;
	if (!err)
		err = file_make_dir(state, 0755, NULL);
	if (!err)
		err = file_replace(path, text, strlen(text), 0644);
	free(text);
	if (err)
		return fault_set(fault, err,
				 "cannot write %s/" RECORD
				 ": %s; make room or name another --state",
				 state, strerror(-err));
	return 0;
}

int guard_record_remove(const char *state, struct fault *fault)
{
	char path[PATH_MAX];
	int err = file_path(path, state, RECORD);

	if (!err && unlink(path) && errno != ENOENT && errno != ENOTDIR)
		err = -errno;
	if (err)
		return fault_set(fault, err, "cannot remove %s/" RECORD ": %s",
				 state, strerror(-err));
	return 0;
}

int guard_record_renew(const struct guard_record *record,
		       const struct guard_table_input *in, bool *changed,
		       struct fault *fault)
{
	struct guard_table_input input = *in;
	struct guard_table *table;
	int err;

	*changed = false;
	if (!guard_module_first_netns())
		return 0;
	input.names_only = true;
	err = guard_table_make(&input, &table);
	if (err)
		return fault_set(fault, err,
				 "cannot make the guard's boot file: %s",
				 strerror(-err));
	err = guard_file_write(record->firmware, table, record->proof, changed,
			       fault);
	guard_table_free(table);
	return err;
}
