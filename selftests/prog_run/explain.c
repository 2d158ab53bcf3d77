// SPDX-License-Identifier: GPL-2.0
/*
 * Real captures, frame by frame: explain says what replay says, tells it by the
 * same steps and the same rule, and what it offers as remedy lets the frame pass.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kselftest.h"
#include "policy/reason.h"
#include "replay/explain.h"

#define STEP 7 /* every so many frames; with 1 it takes minutes */
#define HEADERS 120 /* octets of a frame that may be changed */

/* One capture under one policy. */
struct pass {
	const char *policy;
	const char *capture;
	struct explain_policy ep;
	struct replay *replay; /* beside the one that explains */
	unsigned int frames;
	unsigned int other; /* frames with another verdict */
	unsigned int differs; /* frames that are told otherwise than judged */
	unsigned int drops;
	unsigned int cured; /* of those that a change can help, it helped */
	unsigned int curable;
};

static void complain(const struct pass *p, const struct replay_verdict *v,
		     const struct explanation *x)
{
	const char *want = reason_text(v->reason),
		   *got = reason_text(x->reason);

	ksft_print_msg("frame %u: replay %s %s, explain %s %s; %s; %s: %s\n",
		       p->frames, verdict_text(v->verdict), want ? want : "-",
		       verdict_text(x->verdict), got ? got : "-",
		       x->decides ? x->decides->differs : "", x->remedy.yaml,
		       x->remedy.tried);
}

static void count(struct pass *p, const struct replay_verdict *v,
		  const struct explanation *x)
{
	bool other = v->verdict != x->verdict || v->reason != x->reason ||
		     v->direction != x->direction;
	bool curable = *x->remedy.tried, differs = false;
	size_t i;

	for (i = 0; i < x->leg_count; i++)
		differs |= *x->legs[i].differs != '\0';
	p->other += other;
	p->differs += differs;
	p->drops += v->verdict != LC_PASS;
	p->curable += curable;
	p->cured += x->remedy.works;
	if (other || differs || (curable && !x->remedy.works))
		complain(p, v, x);
}

static int look(struct pass *p, const struct capture_frame *frame)
{
	struct explain_input in = {
		.policy = &p->ep,
		.interface = explain_policy_interface(&p->ep),
		.direction = REPLAY_NONE,
		.frame = *frame,
	};
	struct capture_frame now = *frame;
	struct replay_verdict v;
	struct explanation x;
	struct fault fault;
	int err;

	/* as if nothing had come before, and at one time */
	now.time_ns = explain_policy_now(&p->ep);
	err = replay_forget(p->replay, &fault);
	if (!err)
		err = replay_frame(p->replay,
				   explain_policy_ifindex(&p->ep, in.interface),
				   &now, &v, &fault);
	if (!err)
		err = explain_frame(&in, &x, &fault);
	if (err) {
		ksft_print_msg("frame %u: %s\n", p->frames, fault.text);
		return err;
	}
	count(p, &v, &x);
	explanation_free(&x);
	return 0;
}

/* The same numbers each time. */
static unsigned int draw(unsigned int below)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned int)(state >> 33) % below;
}

/* Some octets of the headers are others, and it may be cut off behind them. */
static int look_at_broken(struct pass *p, const struct capture_frame *frame)
{
	struct capture_frame broken = *frame;
	uint8_t bytes[HEADERS];
	unsigned int i;

	broken.held = frame->held < HEADERS ? frame->held : HEADERS;
	memcpy(bytes, frame->data, broken.held);
	broken.data = bytes;
	/* the camera's address stays, mostly: others are of no interest */
	for (i = draw(3); broken.held > 12 && i < 3; i++)
		bytes[12 + draw(broken.held - 12)] = (uint8_t)draw(256);
	broken.len = draw(4) ? frame->len : broken.held;
	if (!draw(4))
		broken.held = 1 + draw(broken.held);
	return look(p, &broken);
}

static int run(struct pass *p, struct capture *capture)
{
	struct capture_frame frame;
	struct fault fault;
	unsigned int n = 0;
	int err = 0;

	while (!err && capture_next(capture, &frame, &fault) > 0) {
		if (n++ % STEP)
			continue;
		p->frames = n;
		err = look(p, &frame);
		if (!err)
			err = look_at_broken(p, &frame);
	}
	return err;
}

static void result(const struct pass *p, int err)
{
	const char *name = strrchr(p->policy, '/') + 1;

	ksft_test_result(!err && p->frames && !p->other,
			 "%s: the same verdicts\n", name);
	ksft_test_result(!err && !p->differs, "%s: told as judged\n", name);
	ksft_test_result(!err && p->cured == p->curable,
			 "%s: %u of %u remedies tried help, %u drops\n", name,
			 p->cured, p->curable, p->drops);
}

static void one(const char *policy, const char *capture_path)
{
	struct pass p = { .policy = policy };
	struct capture *capture = NULL;
	struct fault fault;
	int err;

	err = explain_policy_file(policy, NULL, &p.ep, &fault);
	if (!err)
		err = replay_new(p.ep.image, &p.replay, &fault);
	if (!err)
		err = capture_open(capture_path, &capture, &fault);
	if (err)
		ksft_print_msg("%s: %s\n", policy, fault.text);
	else
		err = run(&p, capture);
	result(&p, err);
	capture_close(capture);
	replay_free(p.replay);
	explain_policy_close(&p.ep);
}

/* FOLDER/expected/CAPTURE.WHAT.yaml is about FOLDER/pcaps/CAPTURE.pcap */
static void pair(const char *policy)
{
	const char *file = strrchr(policy, '/') + 1;
	char path[512];

	snprintf(path, sizeof(path), "%.*s../pcaps/%.*s.pcap",
		 (int)(file - policy), policy, (int)strcspn(file, "."), file);
	one(policy, path);
}

int main(void)
{
	const char *shared = getenv("LENSCAP_SHARED");
	char pattern[512];
	glob_t found;
	size_t i;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	snprintf(pattern, sizeof(pattern), "%s/expected/*.yaml",
		 shared ? shared : "../shared");
	if (glob(pattern, 0, NULL, &found))
		ksft_exit_skip("there is no %s\n", pattern);
	ksft_set_plan(3 * found.gl_pathc);
	for (i = 0; i < found.gl_pathc; i++)
		pair(found.gl_pathv[i]);
	globfree(&found);
	ksft_finished();
}
