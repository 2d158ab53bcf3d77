// SPDX-License-Identifier: GPL-2.0
/*
 * The connections of the process that speaks HTTP, and who has to go. To show
 * out is to shut the socket down: that it is gone, libmicrohttpd then tells.
 */
#include "serve/web_gate.h"

#include <netinet/in.h>
#include <string.h>

void gate_init(struct gate *gate)
{
	size_t i;

	memset(gate, 0, sizeof(*gate));
	for (i = 0; i < GATE_MAX; i++)
		gate->clients[i].fd = -1;
}

static void address_of(const struct sockaddr *addr, uint64_t from[2])
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;

	from[0] = addr->sa_family;
	from[1] = 0;
	if (addr->sa_family == AF_INET) {
		memcpy(&four, addr, sizeof(four));
		from[1] = four.sin_addr.s_addr;
	} else if (addr->sa_family == AF_INET6) {
		memcpy(&six, addr, sizeof(six));
		if (IN6_IS_ADDR_V4MAPPED(&six.sin6_addr))
			memcpy((char *)&from[1], &six.sin6_addr.s6_addr[12], 4);
		else
			memcpy(&from[1], &six.sin6_addr, sizeof(from[1]));
	}
}

static bool same(const struct gate_client *a, const struct gate_client *b)
{
	return a->from[0] == b->from[0] && a->from[1] == b->from[1];
}

static void show_out(struct gate_client *client)
{
	shutdown(client->fd, SHUT_RDWR);
	client->out = true;
}

static unsigned int how_many(const struct gate *gate,
			     const struct gate_client *of)
{
	unsigned int count = 0;
	size_t i;

	for (i = 0; i < GATE_MAX; i++)
		count += gate->clients[i].fd >= 0 && !gate->clients[i].out &&
			 same(&gate->clients[i], of);
	return count;
}

/* Who hangs goes before who is being answered, and then by the address. */
static bool sooner(const struct gate *gate, const struct gate_client *a,
		   const struct gate_client *b)
{
	unsigned int many_a, many_b;

	if (a->asked != b->asked)
		return b->asked;
	if (same(a, b))
		return a->since < b->since;
	many_a = how_many(gate, a);
	many_b = how_many(gate, b);
	return many_a == many_b ? a->since < b->since : many_a > many_b;
}

bool gate_room(struct gate *gate, uint64_t now, int64_t *wait)
{
	struct gate_client *first = NULL;
	uint64_t oldest = now;
	size_t i;

	if (gate->count < GATE_MAX)
		return true;
	*wait = 0;
	for (i = 0; i < GATE_MAX; i++) {
		struct gate_client *client = &gate->clients[i];

		/* one is on its way out, and makes room when it is gone */
		if (client->out)
			return false;
		if (client->since < oldest)
			oldest = client->since;
		if (now - client->since >= GATE_GRACE &&
		    (!first || sooner(gate, client, first)))
			first = client;
	}
	if (first)
		show_out(first);
	else
		*wait = (int64_t)(oldest + GATE_GRACE - now);
	return false;
}

struct gate_client *gate_enter(struct gate *gate, int fd,
			       const struct sockaddr *from, uint64_t now)
{
	struct gate_client *client = gate->clients;

	while (client->fd >= 0)
		client++;
	memset(client, 0, sizeof(*client));
	client->fd = fd;
	client->since = now;
	address_of(from, client->from);
	gate->count++;
	return client;
}

void gate_leave(struct gate *gate, struct gate_client *client)
{
	client->fd = -1;
	client->out = false;
	gate->count--;
}

int64_t gate_sweep(struct gate *gate, uint64_t now)
{
	int64_t next = -1;
	size_t i;

	for (i = 0; i < GATE_MAX; i++) {
		struct gate_client *client = &gate->clients[i];
		uint64_t end = client->since +
			       (client->asked ? GATE_WHOLE : GATE_HEADER);

		if (client->fd < 0 || client->out)
			continue;
		if (now >= end)
			show_out(client);
		else if (next < 0 || (int64_t)(end - now) < next)
			next = (int64_t)(end - now);
	}
	return next;
}
