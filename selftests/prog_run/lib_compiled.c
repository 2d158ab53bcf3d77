// SPDX-License-Identifier: GPL-2.0
/*
 * Objects found beside the test in build/, and loaded without a skeleton.
 * No test of its own.
 */
#define _GNU_SOURCE /* vasprintf(), GLOB_BRACE */
#include "lib_compiled.h"

#include <bpf/btf.h>
#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kselftest.h"

#define LOG_SHOWN 3000
#define LOG_STATS 4 /* BPF_LOG_STATS */

static char log_end[LOG_SHOWN + 1];
static char stats[10][4096]; /* of the programs loaded last */

/* Keep the end of what was said: a verifier's log has the cause there. */
static int keep(enum libbpf_print_level level, const char *fmt, va_list args)
{
	char *text = NULL;
	int len;

	if (level != LIBBPF_WARN)
		return 0;
	len = vasprintf(&text, fmt, args);
	if (len < 0)
		return 0;
	/* the log itself comes in one piece; what follows it is short */
	if (len > LOG_SHOWN || strlen(log_end) + len > LOG_SHOWN)
		log_end[0] = '\0';
	strcat(log_end, len > LOG_SHOWN ? text + len - LOG_SHOWN : text);
	free(text);
	return 0;
}

static void say_log(void)
{
	char *line, *rest = log_end;

	while ((line = strsep(&rest, "\n")))
		ksft_print_msg("%s\n", line);
}

/* build/selftests/prog_run/NAME runs: build/compiled has the objects. */
static void folder(char path[224])
{
	ssize_t len = readlink("/proc/self/exe", path, 200);
	int up;

	path[len < 0 ? 0 : len] = '\0';
	for (up = 0; up < 3; up++)
		dirname(path);
	strcat(path, "/compiled");
}

size_t compiled_find(struct compiled found[COMPILED_MAX])
{
	char path[224], pattern[256];
	const char *name, *dot;
	glob_t files;
	size_t i;

	folder(path);
	snprintf(pattern, sizeof(pattern), "%s/*.{bpf.o,none}", path);
	if (glob(pattern, GLOB_BRACE, NULL, &files))
		ksft_exit_fail_msg("%s is empty: make build-tests\n", path);
	for (i = 0; i < files.gl_pathc && i < COMPILED_MAX; i++) {
		name = strrchr(files.gl_pathv[i], '/') + 1;
		dot = strchr(name, '.');
		snprintf(found[i].name, sizeof(found[i].name), "%.*s",
			 (int)(dot - name), name);
		snprintf(found[i].path, sizeof(found[i].path), "%s",
			 files.gl_pathv[i]);
		found[i].missing = !strcmp(dot, ".none");
	}
	globfree(&files);
	return i;
}

/* A constant that programs are loaded with; without it nothing is set. */
static void set_constant(struct bpf_object *obj, const char *wanted,
			 const void *value, size_t size)
{
	struct bpf_map *map = bpf_object__find_map_by_name(obj, ".rodata");
	const struct btf *btf = bpf_object__btf(obj);
	int id = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	const struct btf_type *section = btf__type_by_id(btf, id), *type;
	const struct btf_var_secinfo *var;
	const void *old;
	size_t room;
	char *data;
	int i;

	old = map ? bpf_map__initial_value(map, &room) : NULL;
	if (!old || id < 0)
		return;
	data = memcpy(malloc(room), old, room);
	var = btf_var_secinfos(section);
	for (i = 0; i < btf_vlen(section); i++, var++) {
		type = btf__type_by_id(btf, var->type);
		if (!strcmp(btf__name_by_offset(btf, type->name_off), wanted) &&
		    var->size == size && var->offset + size <= room)
			memcpy(data + var->offset, value, size);
	}
	bpf_map__set_initial_value(map, data, room);
	free(data);
}

static int load(const struct compiled *compiled, bool replay, bool log_stats,
		struct bpf_object **loaded)
{
	struct bpf_program *prog;
	struct bpf_object *obj;
	struct bpf_map *map;
	size_t i = 0;
	int err;

	obj = bpf_object__open_file(compiled->path, NULL);
	if (!obj)
		return -errno;
	set_constant(obj, "lc_replay_on", &replay, sizeof(replay));
	map = bpf_object__find_map_by_name(obj, "replay");
	if (map && !replay)
		bpf_map__set_autocreate(map, false);
	bpf_object__for_each_program(prog, obj) {
		if (!log_stats || i == ARRAY_SIZE(stats))
			break;
		bpf_program__set_log_level(prog, LOG_STATS);
		bpf_program__set_log_buf(prog, stats[i], sizeof(stats[i]));
		stats[i++][0] = '\0';
	}
	err = bpf_object__load(obj);
	if (err)
		bpf_object__close(obj);
	else
		*loaded = obj;
	return err;
}

int compiled_load(const struct compiled *compiled, bool replay,
		  struct bpf_object **loaded)
{
	int err;

	libbpf_set_print(keep);
	libbpf_set_strict_mode(LIBBPF_STRICT_ALL);
	err = load(compiled, replay, true, loaded);
	if (!err)
		return 0;
	/* once more, for the log that libbpf asks for then */
	log_end[0] = '\0';
	err = load(compiled, replay, false, loaded);
	if (err)
		say_log();
	return err;
}

struct object compiled_object(const struct bpf_object *obj)
{
	static const char *const names[LC_DIRECTION_MAX] = {
		[LC_INGRESS] = "lenscap_ingress",
		[LC_EGRESS] = "lenscap_egress",
	};
	struct object object = OBJECT_NONE;
	const struct bpf_program *prog;
	const char *name;
	int i;

	for (i = 0; i < OBJECT_MAP_MAX; i++) {
		name = i == OBJECT_HOT	  ? ".bss" :
		       i == OBJECT_REPLAY ? "replay" :
					    object_pin_name(i);
		object.maps[i] = bpf_object__find_map_fd_by_name(obj, name);
	}
	for (i = 0; i < LC_DIRECTION_MAX; i++) {
		prog = bpf_object__find_program_by_name(obj, names[i]);
		object.progs[i] = prog ? bpf_program__fd(prog) : -1;
	}
	return object;
}
