// SPDX-License-Identifier: GPL-2.0
/*
 * STATE/ledger as files: its lines read, and one added.
 * What a line says is ledger_record.c and ledger_state.c.
 */
#include "ledger/ledger.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/rfc3339.h"
#include "base/sha256.h"

#define CHUNK 65536
#define WAIT_MS 10000 /* for whoever else writes */
#define WAIT_STEP_MS 20

struct ledger_lines {
	int dir_fd;
	struct ledger_name *files;
	size_t count;
	size_t at; /* of the file that fd reads */
	int fd;
	char *buf;
	size_t room;
	size_t begin; /* of what is not handed out yet */
	size_t end;
	uint64_t offset; /* of begin, in the file */
	unsigned int number;
	bool at_end; /* of the file */
};

void ledger_file_name(int64_t when, int months, char file[LEDGER_FILE_LEN])
{
	time_t time = when;
	struct tm tm;

	gmtime_r(&time, &tm);
	tm.tm_mday = 1;
	tm.tm_mon += months;
	time = timegm(&tm);
	gmtime_r(&time, &tm);
	strftime(file, LEDGER_FILE_LEN, "%Y-%m.jsonl", &tm);
}

static bool is_month_file(const char *name)
{
	static const char form[] = "dddd-dd.jsonl";
	size_t i;

	for (i = 0; form[i]; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)name[i]) :
				     name[i] != form[i])
			return false;
	return !name[i];
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

int ledger_files(int dir_fd, struct ledger_name **files)
{
	int fd = openat(dir_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct ledger_name *all = NULL, *grown;
	const struct dirent *entry;
	int count = 0, err;

	if (!dir) {
		err = -errno;
		if (fd >= 0)
			close(fd);
		return err;
	}
	while ((entry = readdir(dir))) {
		if (!is_month_file(entry->d_name))
			continue;
		grown = reallocarray(all, (size_t)count + 1, sizeof(*all));
		if (!grown) {
			free(all);
			closedir(dir);
			return -ENOMEM;
		}
		all = grown;
		strcpy(all[count++].text, entry->d_name);
	}
	closedir(dir);
	if (count)
		qsort(all, (size_t)count, sizeof(*all), by_name);
	*files = all;
	return count;
}

/* ---- the directory -------------------------------------------------------- */

static int take(int fd, bool write)
{
	const struct timespec step = { .tv_nsec = WAIT_STEP_MS * 1000000l };
	int waited;

	for (waited = 0; flock(fd, (write ? LOCK_EX : LOCK_SH) | LOCK_NB);
	     waited += WAIT_STEP_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return -errno;
		if (waited >= WAIT_MS)
			return -EBUSY;
		nanosleep(&step, NULL);
	}
	return 0;
}

int ledger_open(const char *state_dir, bool write, struct fault *fault)
{
	char path[PATH_MAX];
	int fd = -1, err = 0;

	if (file_path(path, state_dir, LEDGER_DIR))
		return fault_set(fault, -ENAMETOOLONG, "%s: %s", state_dir,
				 strerror(ENAMETOOLONG));
	if (write)
		err = file_make_dir(state_dir, 0755, NULL);
	if (!err && write)
		err = file_make_dir(path, 0700, NULL);
	if (!err) {
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		err = fd < 0 ? -errno : take(fd, write);
	}
	if (!err)
		return fd;
	if (fd >= 0)
		close(fd);
	if (err == -EBUSY)
		return fault_set(
			fault, err,
			"another lenscap has been writing to %s for %d s; try again",
			path, WAIT_MS / 1000);
	return fault_set(fault, err, "%s cannot be opened: %s", path,
			 strerror(-err));
}

int ledger_peek(const char *state_dir)
{
	char path[PATH_MAX];
	int fd;

	if (file_path(path, state_dir, LEDGER_DIR))
		return -ENAMETOOLONG;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOTDIR ? -ENOENT : -errno;
	return fd;
}

/* ---- lines ---------------------------------------------------------------- */

static int open_file(struct ledger_lines *lines)
{
	struct stat st;

	lines->fd = openat(lines->dir_fd, lines->files[lines->at].text,
			   O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW |
				   O_CLOEXEC);
	if (lines->fd < 0 || fstat(lines->fd, &st))
		return -errno;
	lines->begin = 0;
	lines->end = 0;
	lines->offset = 0;
	lines->number = 0;
	lines->at_end = false;
	return S_ISREG(st.st_mode) ? 0 : -EINVAL;
}

int ledger_lines_open(int dir_fd, const char *file, uint64_t offset,
		      struct ledger_lines **lines)
{
	struct ledger_lines *new = calloc(1, sizeof(*new));
	int count;

	if (!new)
		return -ENOMEM;
	new->dir_fd = dir_fd;
	new->fd = -1;
	count = ledger_files(dir_fd, &new->files);
	if (count < 0) {
		free(new);
		return count;
	}
	new->count = (size_t)count;
	while (file && new->at < new->count &&
	       strcmp(new->files[new->at].text, file) < 0)
		new->at++;
	/* the rest of a file that is there, or all of what comes after it */
	if (offset && new->at < new->count &&
	    !strcmp(new->files[new->at].text, file)) {
		int err = open_file(new);

		if (!err && lseek(new->fd, (off_t)offset, SEEK_SET) < 0)
			err = -errno;
		if (err) {
			ledger_lines_close(new);
			return err;
		}
		new->offset = offset;
	}
	*lines = new;
	return 0;
}

void ledger_lines_close(struct ledger_lines *lines)
{
	if (!lines)
		return;
	if (lines->fd >= 0)
		close(lines->fd);
	free(lines->files);
	free(lines->buf);
	free(lines);
}

/* More of the file behind what is held; with room for a NUL. */
static int fill(struct ledger_lines *lines)
{
	size_t held = lines->end - lines->begin;
	ssize_t got;

	if (held > LEDGER_LINE_MAX)
		return -EFBIG;
	if (lines->begin) {
		memmove(lines->buf, lines->buf + lines->begin, held);
		lines->begin = 0;
		lines->end = held;
	}
	if (lines->room < held + CHUNK + 1) {
		size_t room = 2 * (held + CHUNK + 1);
		char *grown = realloc(lines->buf, room);

		if (!grown)
			return -ENOMEM;
		lines->buf = grown;
		lines->room = room;
	}
	do {
		got = read(lines->fd, lines->buf + held,
			   lines->room - held - 1);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return -errno;
	lines->end += (size_t)got;
	lines->at_end = !got;
	return 0;
}

static void hand_out(struct ledger_lines *lines, size_t len, bool ended,
		     struct ledger_line *line)
{
	line->file = lines->files[lines->at].text;
	line->number = ++lines->number;
	line->offset = lines->offset;
	line->text = lines->buf + lines->begin;
	line->len = len;
	line->ended = ended;
	lines->buf[lines->begin + len] = '\0';
	lines->begin += len + ended;
	lines->offset += len + ended;
}

int ledger_lines_next(struct ledger_lines *lines, struct ledger_line *line)
{
	size_t seen = 0, held;
	const char *newline;
	int err;

	for (;;) {
		if (lines->fd < 0) {
			if (lines->at >= lines->count)
				return 0;
			err = open_file(lines);
			if (err)
				return err;
			seen = 0;
		}
		held = lines->end - lines->begin;
		newline = held > seen ? memchr(lines->buf + lines->begin + seen,
					       '\n', held - seen) :
					NULL;
		if (newline || (lines->at_end && held)) {
			hand_out(lines,
				 newline ? (size_t)(newline - lines->buf) -
						   lines->begin :
					   held,
				 newline, line);
			return 1;
		}
		seen = held;
		if (lines->at_end) {
			close(lines->fd);
			lines->fd = -1;
			lines->at++;
			continue;
		}
		err = fill(lines);
		if (err)
			return err;
	}
}

bool ledger_line_torn(const struct ledger_line *line)
{
	return !line->ended || memchr(line->text, '\0', line->len);
}

/* ---- adding --------------------------------------------------------------- */

static int write_at(int fd, const char *text, size_t len, off_t offset)
{
	while (len) {
		ssize_t n = pwrite(fd, text, len, offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -EIO;
		text += n;
		len -= (size_t)n;
		offset += n;
	}
	return 0;
}

int ledger_append(int dir_fd, const char *file, uint64_t offset,
		  const char *line, size_t len)
{
	struct stat st;
	bool fresh;
	int fd, err;

	fd = openat(dir_fd, file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
		    0600);
	if (fd < 0)
		return -errno;
	err = fstat(fd, &st) ? -errno : 0;
	fresh = !err && !st.st_size;
	/*
	 * Over the torn line rather than after it is cut: whatever interrupts
	 * this, the file ends in a torn line still, or in the new one.
	 */
	if (!err)
		err = write_at(fd, line, len, (off_t)offset);
	if (!err && st.st_size > (off_t)(offset + len) &&
	    ftruncate(fd, (off_t)(offset + len)))
		err = -errno;
	if (!err && fsync(fd))
		err = -errno;
	if (!err && fresh && fsync(dir_fd) && errno != EINVAL)
		err = -errno;
	/* what cannot be written whole is no record */
	if (err && !ftruncate(fd, (off_t)offset) && !offset)
		unlinkat(dir_fd, file, 0);
	close(fd);
	return err;
}

/* ---- the head ------------------------------------------------------------- */

/* What the checkpoint says, if the newest file is as long as it says. */
static bool head_noted(int dir_fd, const char *newest, struct ledger_head *head)
{
	char line[1024];
	const char *file, *sha256, *time;
	json_int_t seq, size;
	json_t *json = NULL;
	struct stat st;
	FILE *in = NULL;
	bool known = false;
	int fd = openat(dir_fd, LEDGER_CHECKPOINT,
			O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0)
		in = fdopen(fd, "r");
	if (fd >= 0 && !in)
		close(fd);
	if (in && fgets(line, sizeof(line), in))
		json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	if (!json_unpack(json, "{s:s, s:I, s:I, s:s, s:s}", "file", &file,
			 "size", &size, "seq", &seq, "sha256", &sha256, "time",
			 &time) &&
	    !strcmp(file, newest) && !fstatat(dir_fd, newest, &st, 0) &&
	    st.st_size == size && strlen(sha256) == 64 &&
	    !rfc3339_parse(time, &head->time)) {
		strcpy(head->sha256, sha256);
		head->seq = (uint64_t)seq;
		known = true;
	}
	json_decref(json);
	if (in)
		fclose(in);
	return known;
}

static int head_of_line(const char *text, size_t len, struct ledger_head *head)
{
	json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	const char *time;
	json_int_t seq;
	int err = -EINVAL;

	if (!json_unpack(json, "{s:I, s:s}", "seq", &seq, "time", &time) &&
	    seq > 0 && !rfc3339_parse(time, &head->time)) {
		head->seq = (uint64_t)seq;
		sha256(text, len, head->sha256);
		err = 0;
	}
	json_decref(json);
	return err;
}

/* The last line that is whole; *head stays where there is none. */
static int head_read(int dir_fd, const char *file, struct ledger_head *head)
{
	struct ledger_lines *lines;
	struct ledger_line line;
	char *last = NULL, *copy;
	size_t len = 0;
	int err = ledger_lines_open(dir_fd, file, 0, &lines);

	if (err)
		return err;
	while ((err = ledger_lines_next(lines, &line)) > 0) {
		if (!line.ended)
			continue;
		copy = realloc(last, line.len + 1);
		if (!copy) {
			err = -ENOMEM;
			break;
		}
		last = memcpy(copy, line.text, line.len + 1);
		len = line.len;
	}
	ledger_lines_close(lines);
	if (!err && last)
		err = head_of_line(last, len, head);
	free(last);
	return err;
}

int ledger_head(const char *state_dir, struct ledger_head *head)
{
	struct ledger_head new = { .sha256 = LEDGER_NONE };
	struct ledger_name *files = NULL;
	int fd = ledger_peek(state_dir);
	int count, err;

	if (fd < 0 && fd != -ENOENT)
		return fd;
	count = fd < 0 ? 0 : ledger_files(fd, &files);
	err = count < 0 ? count : 0;
	if (count > 0 && !head_noted(fd, files[count - 1].text, &new)) {
		err = head_read(fd, files[count - 1].text, &new);
		/* a crash may have left a file without a line */
		if (!err && !new.seq)
			err = head_read(fd, NULL, &new);
	}
	free(files);
	if (fd >= 0)
		close(fd);
	if (!err)
		*head = new;
	return err;
}
