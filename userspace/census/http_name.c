// SPDX-License-Identifier: GPL-2.0
/*
 * The host of an HTTP/1 request.
 * Only whole lines are read: of one that is cut, the host may be.
 */
#include "census/http_name.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "census/name_text.h"

#define METHOD_MAX 32
#define VERSION "HTTP/1."

struct span {
	const char *at;
	size_t len;
};

/* The next line without its end; false: there is no whole one. */
static bool next_line(struct span *rest, struct span *line)
{
	const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
	size_t len;

	if (!end)
		return false;
	len = (size_t)(end - rest->at);
	*line = (struct span){ rest->at, len };
	rest->at += len + 1;
	rest->len -= len + 1;
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static void trim(struct span *text)
{
	while (text->len && (*text->at == ' ' || *text->at == '\t')) {
		text->at++;
		text->len--;
	}
	while (text->len && (text->at[text->len - 1] == ' ' ||
			     text->at[text->len - 1] == '\t'))
		text->len--;
}

static bool begins(const struct span *text, const char *with)
{
	size_t len = strlen(with);

	return text->len >= len && !strncasecmp(text->at, with, len);
}

/* Up to the first of these octets. */
static struct span before(struct span text, const char *ends)
{
	size_t len = 0;

	while (len < text.len && !(text.at[len] && strchr(ends, text.at[len])))
		len++;
	text.len = len;
	return text;
}

/* [USER@]HOST[:PORT] */
static int host_of(struct span authority, char text[LC_NAME_SEEN_LEN])
{
	struct name_text name = { 0 };
	struct span host = authority;
	size_t i;

	for (i = authority.len; i > 0; i--)
		if (authority.at[i - 1] == '@')
			break;
	host.at += i;
	host.len -= i;
	if (host.len && *host.at == '[') {
		host.at++;
		host.len--;
		host = before(host, "]");
	} else {
		host = before(host, ":");
	}
	if (!host.len)
		return -ENOENT;
	name_text_dotted(&name, host.at, host.len);
	name_text_end(&name, text);
	return 0;
}

/* METHOD TARGET HTTP/1.x */
static bool read_request(const struct span *line, struct span *method,
			 struct span *target)
{
	struct span rest = *line;
	size_t i;

	*method = before(rest, " ");
	if (!method->len || method->len > METHOD_MAX || method->len == rest.len)
		return false;
	for (i = 0; i < method->len; i++)
		if (method->at[i] < 'A' || method->at[i] > 'Z')
			return false;
	rest.at += method->len + 1;
	rest.len -= method->len + 1;
	*target = before(rest, " ");
	if (!target->len || target->len == rest.len)
		return false;
	rest.at += target->len + 1;
	rest.len -= target->len + 1;
	return begins(&rest, VERSION);
}

static bool read_target(const struct span *method, struct span target,
			struct span *authority)
{
	static const char *const schemes[] = { "http://", "https://" };
	size_t i;

	if (method->len == 7 && begins(method, "CONNECT")) {
		*authority = target;
		return true;
	}
	for (i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		if (!begins(&target, schemes[i]))
			continue;
		target.at += strlen(schemes[i]);
		target.len -= strlen(schemes[i]);
		*authority = before(target, "/?#");
		return true;
	}
	return false;
}

/*
 * What is left of a request line when a device sends the method by itself, as
 * some do: it ends in the version.
 */
static bool is_rest(const struct span *line)
{
	size_t len = strlen(" " VERSION "1");
	struct span end = { line->at, len };

	if (line->len < len)
		return false;
	end.at += line->len - len;
	return begins(&end, " " VERSION);
}

static bool is_host(const struct span *line, struct span *host)
{
	static const char field[] = "host:";

	if (!begins(line, field))
		return false;
	*host = (struct span){ line->at + strlen(field),
			       line->len - strlen(field) };
	trim(host);
	return true;
}

int http_name(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN])
{
	struct span rest = { (const char *)data, len };
	struct span line, method, target, host;

	if (!next_line(&rest, &line))
		return -ENOENT;
	if (read_request(&line, &method, &target)) {
		if (read_target(&method, target, &host))
			return host_of(host, text);
	} else if (is_host(&line, &host)) {
		return host_of(host, text);
	} else if (!is_rest(&line)) {
		return -ENOENT;
	}
	while (next_line(&rest, &line) && line.len)
		if (is_host(&line, &host))
			return host_of(host, text);
	return -ENOENT;
}
