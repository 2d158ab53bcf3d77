// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as a policy with up to two included files: it is refused with a
 * place, or it loads, reads back the same from what is printed, and compiles
 * to the same slot. Parts of the input are parted by lines "#----"; or it
 * begins with the byte 1 and chooses the words of a policy (lib_write.c).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "compile/compile.h"
#include "lib_fuzz.h"
#include "lib_write.h"
#include "policy/policy.h"
#include "policy/vendor.h"

#define PART "\n#----\n"
#define PARTS 3
#define PRINTED PARTS /* the file for what was printed */

static const char table[] = "vendor\taxis\t-\tbroad\tspeakers\tAxis\n"
			    "vendor\tdahua\t-\t-\t-\tDahua\n"
			    "vendor\tezviz\thikvision\t-\t-\tEzviz\n"
			    "vendor\thikvision\t-\t-\t-\tHikvision\n"
			    "00:40:8c/24\taxis\tMA-L\tAxis\n"
			    "44:19:b6/24\thikvision\tMA-L\tHikvision\n"
			    "44:19:b6:10:00:00/28\tezviz\tMA-M\tEzviz\n"
			    "8c:1f:64:ab:c0:00/36\tdahua\tMA-S\tDahua\n"
			    "9c:14:63/24\tdahua\tMA-L\tDahua\n";

static struct vendor_table vendors;

/* Everything on the way from a file to a slot. */
struct made {
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
	struct names *names;
	struct slot_image *image;
};

/* What stands in the files, to judge places by. */
static struct {
	const char *path;
	size_t len;
	size_t lines;
} files[FUZZ_FILES];

static void put(unsigned int n, const char *data, size_t len)
{
	size_t lines = 2, i;

	/* libyaml has the end of a file on the line after its last one */
	/* the last bytes of all that YAML takes for the end of a line */
	for (i = 0; i < len; i++)
		lines += data[i] == '\n' || data[i] == '\r' ||
			 data[i] == '\x85' || data[i] == '\xa8' ||
			 data[i] == '\xa9';
	files[n].path = fuzz_file(n, data, len);
	files[n].len = len;
	files[n].lines = lines;
}

/* Errors that are about a file as a whole. */
static bool is_whole(const char *text)
{
	return strstr(text, "the file is empty") ||
	       strstr(text, "nothing but comments") ||
	       strstr(text, "cannot open the file") ||
	       strstr(text, "this is a ");
}

static void check_finding(const struct diag_finding *f)
{
	size_t i;

	FUZZ_MUST(*f->text && fuzz_harmless(f->text));
	if (!f->error)
		return;
	FUZZ_MUST(f->where.file);
	if (!f->where.line) {
		if (!is_whole(f->text))
			fuzz_broken("an error without a line: %s", f->text);
		return;
	}
	FUZZ_MUST(f->where.column);
	for (i = 0; i < FUZZ_FILES; i++)
		if (files[i].path && !strcmp(files[i].path, f->where.file))
			break;
	if (i == FUZZ_FILES || f->where.line > files[i].lines ||
	    f->where.column > files[i].len + 1)
		fuzz_broken("an error at %s:%u:%u, which is not there: %s",
			    f->where.file, f->where.line, f->where.column,
			    f->text);
}

/* Findings are in order, and an error there is when there should be. */
static void check_findings(struct diag *diag, int err)
{
	const struct diag_finding *f;
	size_t i;

	FUZZ_MUST(!err || err == -EINVAL || err == -ENODEV);
	FUZZ_MUST(!err == !diag_errors(diag));
	for (i = 0; (f = diag_finding(diag, i)); i++)
		check_finding(f);
}

static bool loading;

/*
 * In the place of the one in libc: a policy may include any file there is, but
 * a run must depend on nothing but its input.
 */
int open(const char *path, int flags, ...)
{
	int mode = 0;
	va_list args;
	size_t i;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, int);
	va_end(args);
	for (i = 0; loading && i < FUZZ_FILES; i++)
		if (files[i].path && !strcmp(path, files[i].path))
			break;
	if (loading && i == FUZZ_FILES) {
		errno = ENOENT;
		return -1;
	}
	return openat(AT_FDCWD, path, flags, mode);
}

static int load(const char *path, struct made *made)
{
	int err;

	memset(made, 0, sizeof(*made));
	made->diag = diag_new();
	FUZZ_MUST(made->diag);
	loading = true;
	err = policy_load(path, &vendors, made->diag, &made->policy);
	loading = false;
	FUZZ_MUST(!err == !!made->policy);
	check_findings(made->diag, err);
	return err;
}

static int compile(struct made *made)
{
	struct compile_input input = {
		.policy = made->policy,
		.vendors = &vendors,
	};
	int err;

	err = site_offline(made->policy, NULL, made->diag, &made->site);
	if (!err)
		err = listing_make(made->policy, made->site, &vendors,
				   made->diag, &made->listing);
	if (!err)
		err = names_load(-1, &made->names);
	input.site = made->site;
	input.listing = made->listing;
	input.names = made->names;
	if (!err)
		err = compile_slot(&input, made->diag, &made->image);
	check_findings(made->diag, err);
	return err;
}

static void release(struct made *made)
{
	slot_image_free(made->image);
	names_free(made->names);
	listing_free(made->listing);
	site_free(made->site);
	policy_free(made->policy);
	diag_free(made->diag);
}

static void check_same(const struct policy *a, const struct policy *b)
{
	if (strcmp(a->resolved, b->resolved))
		fuzz_broken("printed:\n%s\nand from that:\n%s", a->resolved,
			    b->resolved);
	FUZZ_MUST(!strcmp(a->sha256, b->sha256));
	FUZZ_MUST(!strcmp(a->vendors_sha256, b->vendors_sha256));
	FUZZ_MUST(strlen(a->sha256) == 64 && strlen(a->base_sha256) == 64);
	FUZZ_MUST(a->resolved_len == strlen(a->resolved));
}

static void check_slots(struct made *first, struct made *again)
{
	int err = compile(first);

	FUZZ_MUST(compile(again) == err);
	FUZZ_MUST(err ||
		  !memcmp(first->image, again->image, sizeof(*first->image)));
}

/* What is printed is a policy, and the same one. */
static void check_printed(struct made *first)
{
	struct made again;

	put(PRINTED, first->policy->resolved, first->policy->resolved_len);
	if (load(files[PRINTED].path, &again))
		fuzz_broken("printed, and refused: %s\n%s",
			    diag_finding(again.diag, 0)->text,
			    first->policy->resolved);
	check_same(first->policy, again.policy);
	/* a slot is large: for some only, by chance, but always the same */
	if (first->policy->sha256[0] < '4')
		check_slots(first, &again);
	release(&again);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char text[256];

	if (vendor_table_load_bytes(&vendors, "table", table, strlen(table),
				    text, sizeof(text)))
		fuzz_broken("%s", text);
	return 0;
}

/* A file and those that it includes. */
static void load_parts(const char *at, size_t size)
{
	const char *end = at + size, *next;
	struct made made;
	unsigned int n;

	for (n = 0; n < PARTS; n++) {
		next = memmem(at, end - at, PART, strlen(PART));
		/* the line's own end belongs to the part before it */
		put(n, at, next ? next + 1 - at : end - at);
		at = next ? next + strlen(PART) : end;
	}
	if (!load(files[0].path, &made))
		check_printed(&made);
	release(&made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	char *text;
	size_t len;

	/* no text begins so: then the rest chooses the words of a policy */
	if (size && *data == 1) {
		fuzz_take(&in, 1);
		text = write_policy(&in, &len);
		load_parts(text, len);
		free(text);
	} else {
		load_parts((const char *)data, size);
	}
	return 0;
}
