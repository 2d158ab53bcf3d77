// SPDX-License-Identifier: GPL-2.0
/*
 * Reading a file whole, with a limit, before anything looks at it (tree.h).
 * What stands in it is tree.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tree.h"

static const char *kind_of(mode_t mode)
{
	if (S_ISDIR(mode))
		return "a directory";
	if (S_ISFIFO(mode))
		return "a pipe";
	if (S_ISSOCK(mode))
		return "a socket";
	return "a device";
}

static int check_kind(int fd, struct where where, struct diag *diag,
		      size_t *size)
{
	struct stat st;

	if (fstat(fd, &st)) {
		diag_error(diag, where, "cannot look at the file: %s",
			   strerror(errno));
		return -EINVAL;
	}
	if (!S_ISREG(st.st_mode)) {
		diag_error(diag, where, "this is %s; give a file",
			   kind_of(st.st_mode));
		return -EINVAL;
	}
	if (st.st_size > TREE_FILE_MAX) {
		diag_error(
			diag, where,
			"the file has %lld bytes; at most %u (16 MiB) are read",
			(long long)st.st_size, TREE_FILE_MAX);
		return -EINVAL;
	}
	*size = st.st_size;
	return 0;
}

/* The size may lie (/proc) or change: read to the end, within the limit. */
static int read_all(int fd, struct where where, struct diag *diag, char **data,
		    size_t *len)
{
	size_t room = *len + 1, used = 0;
	char *buffer = malloc(room), *larger;
	ssize_t n;

	if (!buffer)
		return -ENOMEM;
	for (;;) {
		n = read(fd, buffer + used, room - used);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			diag_error(diag, where, "cannot read the file: %s",
				   strerror(errno));
			free(buffer);
			return -EINVAL;
		}
		if (!n)
			break;
		used += n;
		if (used > TREE_FILE_MAX) {
			diag_error(
				diag, where,
				"the file is longer than %u bytes (16 MiB), more are not read",
				TREE_FILE_MAX);
			free(buffer);
			return -EINVAL;
		}
		if (used < room)
			continue;
		larger = realloc(buffer, 2 * room);
		if (!larger) {
			free(buffer);
			return -ENOMEM;
		}
		buffer = larger;
		room *= 2;
	}
	buffer[used] = '\0';
	*data = buffer;
	*len = used;
	return 0;
}

int tree_read_file(const char *path, struct diag *diag, char **data,
		   size_t *len)
{
	struct where where = { diag_file(diag, path), 0, 0 };
	size_t size = 0;
	int fd, err;

	/* Not to wait for whom a pipe belongs to; it is refused below. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		diag_error(diag, where, "cannot open the file: %s",
			   strerror(errno));
		return -EINVAL;
	}
	err = check_kind(fd, where, diag, &size);
	if (!err)
		err = read_all(fd, where, diag, data, &size);
	close(fd);
	if (!err)
		*len = size;
	return err;
}
