// SPDX-License-Identifier: GPL-2.0
/*
 * What is told of a guarded port: that its state changed, and that one which was
 * not there is open; one that begins closed is no news.
 */
#include "event/guard_turns.h"
#include "kselftest.h"

static enum event_kind kind_of(bool known, int before, enum lcg_port_state now)
{
	struct guard_port ports[] = { { .ifindex = 3 },
				      { .ifindex = 5 },
				      { .ifindex = 9 } };
	const struct guard_turns turns = { known, ports, before < 0 ? 1 : 3 };
	const struct guard_port port = { .ifindex = 5, .state = now };

	if (before >= 0)
		ports[1].state = (enum lcg_port_state)before;
	return guard_turns_kind(&turns, &port);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(7);
	ksft_test_result(kind_of(true, LCG_PORT_OPEN, LCG_PORT_CLOSED) ==
				 EVENT_GUARD_CLOSED,
			 "open, then closed\n");
	ksft_test_result(kind_of(true, LCG_PORT_CLOSED, LCG_PORT_OPEN) ==
				 EVENT_GUARD_OPENED,
			 "closed, then open\n");
	ksft_test_result(kind_of(true, LCG_PORT_OPEN, LCG_PORT_OPEN) ==
				 EVENT_MAX,
			 "open still\n");
	ksft_test_result(kind_of(true, LCG_PORT_CLOSED, LCG_PORT_CLOSED) ==
				 EVENT_MAX,
			 "closed still\n");
	ksft_test_result(kind_of(true, -1, LCG_PORT_CLOSED) == EVENT_MAX,
			 "one that begins closed\n");
	ksft_test_result(kind_of(true, -1, LCG_PORT_OPEN) == EVENT_GUARD_OPENED,
			 "one that begins, and was opened since\n");
	ksft_test_result(kind_of(false, -1, LCG_PORT_OPEN) == EVENT_MAX,
			 "at the first look nothing\n");
	ksft_finished();
}
