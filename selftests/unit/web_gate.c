// SPDX-License-Identifier: GPL-2.0
/*
 * Who has to go when too many are connected: none before its time, first who
 * hangs, of the address that has most, the oldest; and whose time is over.
 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kselftest.h"
#include "serve/web_gate.h"

static struct gate gate;
static int peers[GATE_MAX];

static struct sockaddr_storage address(const char *text)
{
	struct sockaddr_storage room = { 0 };
	struct sockaddr_in *four = (struct sockaddr_in *)&room;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)&room;

	if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
		four->sin_family = AF_INET;
	} else {
		six->sin6_family = AF_INET6;
		inet_pton(AF_INET6, text, &six->sin6_addr);
	}
	return room;
}

static struct gate_client *enter(const char *from, uint64_t now)
{
	struct sockaddr_storage addr = address(from);
	struct gate_client *client;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		ksft_exit_fail_msg("no sockets\n");
	client = gate_enter(&gate, ends[0], (struct sockaddr *)&addr, now);
	peers[client - gate.clients] = ends[1];
	return client;
}

static void leave(struct gate_client *client)
{
	close(client->fd);
	close(peers[client - gate.clients]);
	gate_leave(&gate, client);
}

static void all_leave(void)
{
	size_t i;

	for (i = 0; i < GATE_MAX; i++)
		if (gate.clients[i].fd >= 0)
			leave(&gate.clients[i]);
}

/* Did the other end see that it is over? */
static bool is_shut(const struct gate_client *client)
{
	char byte;

	return client->out &&
	       !recv(peers[client - gate.clients], &byte, 1, MSG_DONTWAIT);
}

static void test_full(void)
{
	struct gate_client *first, *client;
	int64_t wait = -1;
	int i;

	gate_init(&gate);
	first = enter("192.0.2.1", 5000);
	for (i = 1; i < GATE_MAX; i++)
		enter("192.0.2.1", 5001 + i);
	ksft_test_result(!gate_room(&gate, 5500, &wait) && !first->out &&
				 wait == GATE_GRACE - 500,
			 "full: nobody goes before its time\n");
	ksft_test_result(!gate_room(&gate, 6000, &wait) && is_shut(first) &&
				 !wait,
			 "then the oldest\n");
	ksft_test_result(!gate_room(&gate, 9000, &wait) && !gate.clients[1].out,
			 "and no second one until it is gone\n");
	leave(first);
	ksft_test_result(gate_room(&gate, 9000, &wait), "there is room\n");
	client = enter("192.0.2.1", 9000);
	gate.clients[1].asked = true;
	ksft_test_result(!gate_room(&gate, 9100, &wait) &&
				 gate.clients[2].out && !gate.clients[1].out &&
				 !client->out,
			 "who is being answered goes after who hangs\n");
	all_leave();
}

static void test_share(void)
{
	struct gate_client *lone, *six, *few;
	int64_t wait;
	int i;

	gate_init(&gate);
	lone = enter("192.0.2.1", 0);
	six = enter("2001:db8::1", 0);
	for (i = 2; i < GATE_MAX / 2; i++)
		enter("2001:db8::2", 10);
	few = enter("198.51.100.1", 20);
	for (i++; i < GATE_MAX; i++)
		enter("198.51.100.1", 30);
	ksft_test_result(!gate_room(&gate, 5000, &wait) && few->out &&
				 !lone->out && !six->out,
			 "the oldest of the address that has most\n");
	leave(few);
	enter("203.0.113.1", 5000);
	ksft_test_result(!gate_room(&gate, 6001, &wait) && six->out &&
				 !lone->out,
			 "IPv6 is told apart by /64\n");
	all_leave();
}

static void test_sweep(void)
{
	struct gate_client *hangs, *asked;

	gate_init(&gate);
	ksft_test_result(gate_sweep(&gate, 0) == -1, "nobody is here\n");
	hangs = enter("192.0.2.1", 100);
	asked = enter("192.0.2.1", 100);
	asked->asked = true;
	ksft_test_result(gate_sweep(&gate, 200) == GATE_HEADER - 100 &&
				 !hangs->out,
			 "the next whose time is over\n");
	ksft_test_result(gate_sweep(&gate, 100 + GATE_HEADER) ==
					 GATE_WHOLE - GATE_HEADER &&
				 is_shut(hangs) && !asked->out,
			 "who did not ask in time\n");
	ksft_test_result(gate_sweep(&gate, 100 + GATE_WHOLE) == -1 &&
				 is_shut(asked),
			 "who did not fetch its answer in time\n");
	all_leave();
}

int main(void)
{
	const struct rlimit files = { 4096, 4096 };

	ksft_print_header();
	ksft_set_plan(11);
	setrlimit(RLIMIT_NOFILE, &files);
	test_full();
	test_share();
	test_sweep();
	ksft_finished();
}
