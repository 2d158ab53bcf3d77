// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap guard: the kernel module that closes ports which XDP does not judge,
 * enabled, disabled and looked at by people. apply feeds it: guard_switch.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/envelope.h"
#include "cmd.h"
#include "guard/guard_file.h"
#include "guard/guard_look.h"
#include "guard/guard_module.h"
#include "guard/guard_switch.h"
#include "maps/lock.h"
#include "options.h"
#include "port/netdev.h"
#include "slot/deploy.h"
#include "slot/pinned_policy.h"

struct call {
	const char *pin;
	const char *state;
	bool json;
	const char *proof; /* as given, or NULL */
	const char *firmware;

	struct lock lock;
	struct guard *guard; /* NULL: not there */
	bool pinned; /* live and slots are open */
	struct live live;
	struct slots slots; /* to be written */
};

/* ---- what is there ---------------------------------------------------------- */

/* Is an interface closed that the policy in force names; without one, any. */
static bool any_shut(const struct call *call, const struct guard_look *look)
{
	const struct lc_hot_slot *slot;
	int i;

	if (!call->pinned || !call->live.policy)
		return guard_look_any_shut(look);
	slot = &call->live.slots.hot->slot[call->live.slot];
	for (i = 0; i < LC_IFACE_BUCKETS; i++)
		if (slot->ifaces[i].ifindex &&
		    guard_look_shut(look, slot->ifaces[i].ifindex) ==
			    GUARD_SHUT_YES)
			return true;
	return false;
}

static void print_held(const char *what, const struct guard_held *held,
		       const char *sha256)
{
	char id[65];

	if (!held->there)
		return;
	guard_id_format(held->id, id);
	printf("%-11s %.12s, %u prefix%s%s\n", what, id, held->prefixes,
	       held->prefixes == 1 ? "" : "es",
	       !sha256			      ? "" :
	       guard_look_holds(held, sha256) ? ", of the policy in force" :
						"; another policy is in force");
}

static void print_answer(const struct guard_look *look, const char *sha256)
{
	size_t i;

	if (!look->status.current.there)
		puts("table       none here: all ports are open");
	print_held("table", &look->status.current, sha256);
	print_held("staged", &look->status.staged, sha256);
	if (look->status.boot == LCG_BOOT_REFUSED)
		puts("at boot     the boot file was refused; the kernel's log says why");
	for (i = 0; i < look->port_count; i++) {
		const struct guard_port *port = &look->ports[i];

		printf("%-11s %-6s passed %llu frames of listed devices, dropped %llu\n",
		       port->name, guard_port_text(port->state),
		       (unsigned long long)port->passed_frames,
		       (unsigned long long)port->dropped_frames);
	}
	if (look->status.unguarded)
		printf("warning: %u more ports have no guard, for lack of memory\n",
		       look->status.unguarded);
}

static void print_text(const struct guard_look *look, bool closed,
		       const char *sha256)
{
	char path[PATH_MAX];

	printf("guard       %s, %s",
	       look->loaded ? guard_look_state(look, closed) : "not loaded",
	       look->enabled ? "enabled" : "not enabled");
	if (look->answers)
		printf(", proof %s", guard_proof_text(look->status.proof));
	putchar('\n');
	if (look->answers)
		print_answer(look, sha256);
	if (look->enabled && guard_module_first_netns() &&
	    !guard_file_path(look->record.firmware, path))
		printf("boot file   %s%s\n", path,
		       access(path, F_OK) ? ": not there, apply writes it" :
					    "");
}

static int tell(const struct call *call)
{
	const char *sha256 = NULL;
	struct guard_look look;
	bool closed;
	int ret;

	guard_look(call->state, &look);
	if (call->pinned && call->live.policy)
		sha256 = call->live.info.sha256;
	closed = any_shut(call, &look);
	if (call->json) {
		ret = envelope_print(guard_look_json(&look, closed, sha256));
	} else {
		print_text(&look, closed, sha256);
		ret = cmd_flush();
	}
	if (look.loaded && !look.answers)
		ret = cmd_fail("%s", look.why.text);
	guard_look_free(&look);
	return ret;
}

/* The maps, where there are some; 0 also where there are none. */
static int open_maps(struct call *call, bool write, struct fault *fault)
{
	int err;

	err = live_open(call->pin, &call->live, fault);
	if (err)
		return err == -ENOENT ? 0 : err;
	call->pinned = true;
	if (!write)
		return 0;
	err = deploy_check_netns(call->pin, &call->live.obj, fault);
	if (!err)
		err = slots_map(&call->live.obj, true, &call->slots, fault);
	return err;
}

static int run_status(struct call *call)
{
	struct fault fault = { "" };

	/* without the module nothing depends on the maps, which are root's */
	if (guard_module_loaded() && !geteuid() &&
	    open_maps(call, false, &fault))
		cmd_warn("%s", fault.text);
	return tell(call);
}

/* ---- enable ----------------------------------------------------------------- */

/* One who changes something at a time, where there is something to change. */
static int take_lock(struct call *call, struct fault *fault)
{
	int err = 0;

	if (!access(call->pin, F_OK))
		err = lock_take(call->pin, false, &call->lock, fault);
	return err == -ENOENT ? 0 : err;
}

static int hand_over(struct call *call, const struct guard_table_input *in,
		     struct fault *fault)
{
	struct guard_switch sw;
	int err;

	err = guard_switch_begin(&sw, in, call->live.info.sha256, call->state,
				 fault);
	if (!err)
		err = guard_switch_commit(&sw, fault);
	if (err)
		guard_switch_undo(&sw);
	guard_switch_end(&sw);
	return err;
}

/* Programs write tags before the guard asks for them, and until after. */
static int set_proof(struct call *call, enum lcg_proof proof,
		     struct fault *fault)
{
	struct guard_status status;
	int err;

	err = guard_status(call->guard, &status, fault);
	if (err)
		return err;
	if (call->pinned && proof == LCG_PROOF_TAG) {
		slots_tag_key(&call->slots, status.key);
		/* until no program runs that did not see it */
		err = slots_grace(&call->live.obj, fault);
	}
	if (err)
		return err;
	err = guard_set_proof(call->guard, proof, fault);
	if (!err && call->pinned && proof != LCG_PROOF_TAG)
		slots_tag_key(&call->slots, 0);
	return err;
}

static int check_tag(const struct site *site, struct fault *fault)
{
	struct netdevs *devs;
	int err;

	err = netdevs_load(&devs);
	if (err)
		return fault_set(fault, err,
				 "cannot list the network devices: %s",
				 strerror(-err));
	err = guard_switch_check_tag(site, devs, fault);
	netdevs_free(devs);
	return err;
}

static int enable(struct call *call, const struct guard_record *record,
		  struct fault *fault)
{
	struct guard_table_input in;
	struct pinned_policy pp = { 0 };
	bool changed, policy;
	int err = 0;

	policy = call->pinned && call->live.policy;
	if (policy) {
		err = pinned_policy_load(&call->live, &pp, fault);
		in = pinned_policy_guard(&pp);
	}
	if (!err && policy && record->proof == LCG_PROOF_TAG)
		err = check_tag(pp.site, fault);
	if (!err && !guard_module_loaded())
		err = guard_module_load(fault);
	if (!err)
		err = guard_open(&call->guard, fault);
	if (!err)
		err = set_proof(call, record->proof, fault);
	/* from here on apply knows of it, and renews the boot file */
	if (!err)
		err = guard_record_write(call->state, record, fault);
	if (!err && policy)
		err = hand_over(call, &in, fault);
	if (!err && policy)
		err = guard_record_renew(record, &in, &changed, fault);
	pinned_policy_free(&pp);
	return err;
}

static int tell_boot(const struct call *call)
{
	if (call->json)
		return CMD_DONE;
	if (!guard_module_first_netns())
		puts("this is not the network namespace of the boot: there is no boot file for it");
	else
		puts("To hold before userspace, the module and the boot file must be in the initramfs:\n"
		     "run update-initramfs -u (dracut -f) now, and again when apply says that the boot file\n"
		     "is new. make install-kmod has put the hooks there that this needs.");
	return cmd_flush();
}

static int read_record(const struct call *call, struct guard_record *record)
{
	const char *firmware = call->firmware;

	memset(record, 0, sizeof(*record));
	if (call->proof && !strcmp(call->proof, "tag"))
		record->proof = LCG_PROOF_TAG;
	else if (call->proof && strcmp(call->proof, "program"))
		return cmd_misuse(
			"guard: --proof is program or tag, not \"%s\"",
			call->proof);
	if (!firmware)
		firmware = GUARD_FIRMWARE_DEFAULT;
	if (*firmware != '/')
		return cmd_misuse(
			"guard: --firmware wants a whole path, from / on: \"%s\"",
			firmware);
	if (strlen(firmware) + sizeof(LCG_FILE) >= sizeof(record->firmware))
		return cmd_misuse("guard: --firmware is too long");
	strcpy(record->firmware, firmware);
	return CMD_DONE;
}

static int run_enable(struct call *call)
{
	struct guard_record record, before;
	struct fault fault = { "" };
	int ret, err;

	ret = read_record(call, &record);
	if (ret)
		return ret;
	err = take_lock(call, &fault);
	if (!err)
		err = open_maps(call, true, &fault);
	/* a boot file that nobody renews would come back at some boot */
	if (!err && !guard_record_read(call->state, &before, NULL) &&
	    strcmp(before.firmware, record.firmware) &&
	    guard_module_first_netns())
		err = guard_file_remove(before.firmware, &fault);
	if (!err)
		err = enable(call, &record, &fault);
	if (err)
		return cmd_fail("%s", fault.text);
	ret = tell(call);
	return ret ? ret : tell_boot(call);
}

/* ---- disable ---------------------------------------------------------------- */

/* First nothing is listed, so that no step after it drops what was judged. */
static int quiet(struct call *call, struct fault *fault)
{
	int err;

	err = guard_open(&call->guard, fault);
	if (err == -ENOENT)
		err = 0;
	else if (!err)
		err = guard_clear(call->guard, fault);
	if (!err && call->guard)
		err = guard_set_proof(call->guard, LCG_PROOF_PROGRAM, fault);
	if (!err && call->pinned)
		slots_tag_key(&call->slots, 0);
	guard_close(call->guard);
	call->guard = NULL;
	return err;
}

static int forget(struct call *call, struct fault *fault)
{
	struct guard_record record;
	const char *firmware = GUARD_FIRMWARE_DEFAULT;
	int err = 0;

	if (!guard_record_read(call->state, &record, NULL))
		firmware = record.firmware;
	if (guard_module_first_netns())
		err = guard_file_remove(firmware, fault);
	return err ? err : guard_record_remove(call->state, fault);
}

static int tell_disabled(const struct call *call, bool was)
{
	if (call->json)
		return tell(call);
	if (!was)
		puts("the guard was not enabled");
	else
		puts("the guard is disabled: where XDP is taken off, cameras are open");
	if (guard_module_loaded())
		puts("its module stays loaded, as other network namespaces may use it; modprobe -r lenscap_guard takes it out");
	else if (was)
		puts("an initramfs that holds it keeps it until it is renewed (update-initramfs -u)");
	return cmd_flush();
}

static int run_disable(struct call *call)
{
	struct guard_record record;
	struct fault fault = { "" };
	bool was;
	int err;

	was = guard_module_loaded() ||
	      guard_record_read(call->state, &record, NULL) != -ENOENT;
	err = take_lock(call, &fault);
	if (!err)
		err = open_maps(call, true, &fault);
	if (!err)
		err = quiet(call, &fault);
	if (!err)
		err = forget(call, &fault);
	/* other namespaces may have tables of their own in it */
	if (!err && guard_module_first_netns())
		err = guard_module_unload(&fault);
	if (err)
		return cmd_fail("%s", fault.text);
	return tell_disabled(call, was);
}

/* ---- the command -------------------------------------------------------------- */

static void end_call(struct call *call)
{
	guard_close(call->guard);
	if (call->pinned) {
		slots_unmap(&call->slots);
		live_close(&call->live);
	}
	lock_release(call->pin, &call->lock);
}

/* What is wrong with how it was called. An exit status. */
static int check(const struct call *call, const char *what)
{
	bool known = !strcmp(what, "enable") || !strcmp(what, "disable") ||
		     !strcmp(what, "status");

	if (!known)
		return cmd_misuse(
			"guard: \"%s\" is none of enable, disable, status",
			what);
	if (strcmp(what, "enable") && (call->proof || call->firmware))
		return cmd_misuse(
			"guard %s: --proof and --firmware go with guard enable",
			what);
	if (strcmp(what, "status") && geteuid())
		return cmd_fail("root is needed to change the guard; try sudo");
	return CMD_DONE;
}

static int run(struct call *call, const char *what)
{
	int ret = check(call, what);

	if (ret)
		return ret;
	if (!strcmp(what, "status"))
		ret = run_status(call);
	else
		ret = !strcmp(what, "enable") ? run_enable(call) :
						run_disable(call);
	end_call(call);
	return ret;
}

static const struct options_usage usage = {
	.operands = "enable|disable|status",
	.about =
		"The kernel module lenscap_guard: it drops what listed devices send on every port\n"
		"that no XDP program judges, from boot on and when lenscap was taken off by mistake.\n"
		"enable loads it, hands it the policy in force and writes its boot file; apply keeps\n"
		"both up to date from then on. disable takes it all away.",
	.min_operands = 1,
	.max_operands = 1,
};

int cmd_guard(int argc, char **argv)
{
	struct call call = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.lock = LOCK_NONE,
	};
	const struct option_def defs[] = {
		{ "proof", "program|tag",
		  "what shows that XDP judged: program, one on the port (default), or tag, on each frame",
		  NULL, &call.proof },
		{ "firmware", "DIR",
		  "where the boot file goes (" GUARD_FIRMWARE_DEFAULT ")", NULL,
		  &call.firmware },
		OPTION_JSON(&call.json),
		OPTION_PIN(&call.pin),
		OPTION_STATE(&call.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);

	if (first < 0)
		return options_exit(first);
	return run(&call, argv[first]);
}
