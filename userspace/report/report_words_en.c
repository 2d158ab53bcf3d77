// SPDX-License-Identifier: GPL-2.0
/*
 * The report in English.
 * A language more: this file anew, and a line in report_words.c.
 */
#include "report/report_words.h"

const struct report_language report_words_en = {
	.code = "en",
	.thousands = ",",
	.decimal = ".",
	.date = "{0} {1} {2}",
	.percent = "{0} %",
	.months = { "January", "February", "March", "April", "May", "June",
		    "July", "August", "September", "October", "November",
		    "December" },
	.words = {
	[WORD_TITLE] =
		"Surveillance cameras: how many there are, and whom they attempted to reach",
	[WORD_SITES] = "{0} {0:site|sites}",
	[WORD_SITE] = "Site",
	[WORD_HOST] = "Router",
	[WORD_PERIOD] = "Period",
	[WORD_SPAN] = "{0} to {1}",
	[WORD_POLICY] = "Policy",
	[WORD_OWNER] = "Owner",
	[WORD_BASIS] = "Basis",
	[WORD_REVISION] = "Revision",
	[WORD_GENERATED] = "Report made",
	[WORD_COVERAGE] = "Coverage",
	[WORD_COVERED] = "{0} of the period, {1} {1:gap|gaps}",
	[WORD_BY_LENSCAP] = "Made by lenscap {0}",
	[WORD_CONTENTS] = "Contents",

	[WORD_ANSWER] = "The answer in short",
	[WORD_COUNTED] =
		"At least {0} {0:camera|cameras} of {1} {1:make|makes} {0:was|were} counted at {2}.",
	[WORD_COUNTED_NONE] = "No camera was counted at {0}.",
	[WORD_ACTIVE_OF] =
		"{0} of them {0:was|were} seen within the last seven days.",
	[WORD_TRIED] =
		"{0} {0:camera|cameras} attempted to reach {1} {1:address|addresses} outside.",
	[WORD_TRIED_NONE] =
		"No camera was seen to attempt to reach an address outside.",
	[WORD_ALL_STOPPED] =
		"All of these attempts were stopped: {0} {0:frame|frames}.",
	[WORD_PART_STOPPED] =
		"Of the frames sent there, {0} {0:was|were} stopped.",
	[WORD_PART_WOULD] =
		"{0} {0:frame|frames} would be stopped once the policy is enforced; it only watched, and they were let through.",
	[WORD_PART_PASSED] =
		"{0} {0:frame was|frames were} let through because the policy allows it.",
	[WORD_UNNAMED_TOO] =
		"Of {0} {0:frame|frames} more it is counted that they were sent, but not where to.",
	[WORD_IN_FORCE] = "The policy {0} has been in force since {1}.",
	[WORD_IN_FORCE_WATCHES] =
		"The policy {0} has been in force since {1}; at least a part of it only watches, and stops nothing.",
	[WORD_NOT_IN_FORCE] =
		"No policy was in force when this report was made.",
	[WORD_NOT_WHOLE] =
		"When this report was made, the policy was not attached everywhere: see the warnings.",
	[WORD_SITES_IN_FORCE] =
		"When the sites made their reports, {0} of {1} had a policy in force and attached everywhere.",
	[WORD_MEANING] =
		"An attempt is a frame that a camera sent towards an address. It does not show that anybody received pictures, or meant to.",

	[WORD_IS_STOPPED] = "Is it stopped?",
	[WORD_BADGE_STOPPED] = "Yes: every recorded attempt was stopped",
	[WORD_BADGE_WATCHED] = "No: watched, not stopped",
	[WORD_BADGE_PART_WATCHED] = "In part: some of it is only watched",
	[WORD_BADGE_PARTLY] = "In part: the policy allows some of it",
	[WORD_BADGE_NONE] = "Nothing to stop was seen",
	[WORD_BADGE_NO_POLICY] = "No policy is in force",

	[WORD_FIGURE_DEVICES] = "{0:camera|cameras} counted",
	[WORD_FIGURE_MAKES] = "{0:make|makes}",
	[WORD_FIGURE_TARGETS] =
		"{0:address|addresses} outside that cameras attempted to reach",
	[WORD_FIGURE_STOPPED] = "{0:frame|frames} from cameras stopped",
	[WORD_FIGURE_WOULD] =
		"{0:frame|frames} from cameras that enforcing would stop",
	[WORD_FIGURE_PASSED] = "{0:frame|frames} let through to the outside",
	[WORD_AT_LEAST] = "at least",

	[WORD_MAKES] = "Cameras by make",
	[WORD_MAKES_CHART] = "Cameras counted, by make",
	[WORD_MAKES_TABLE] = "Makes, with the company that a brand belongs to",
	[WORD_MAKES_BROAD] =
		"{0} of the devices {0:is|are} of makers that also make much that is no camera, such as phones, routers or recorders. They are counted because the policy names them.",
	[WORD_PLACES] = "Where they are",
	[WORD_PLACES_CHART] = "Cameras counted, by interface and zone",
	[WORD_PLACES_TABLE] = "Interfaces of the router, and their zones",
	[WORD_SITES_HEAD] = "Sites",
	[WORD_SITES_CHART] = "Cameras counted, by site",
	[WORD_SITES_TABLE] = "Sites of this report",
	[WORD_TWICE] =
		"{0} {0:device was|devices were} seen at more than one site. In the total each is counted once; at each of its sites it is counted there.",
	[WORD_TARGETS] = "Whom they attempted to reach",
	[WORD_TARGETS_INTRO] =
		"Frames that cameras sent of their own accord, by destination. What they answered to a recorder that asked is not among them.",
	[WORD_TARGETS_CHART] =
		"Frames sent to addresses outside, by destination",
	[WORD_TARGETS_OUTSIDE] = "Destinations outside",
	[WORD_TARGETS_INSIDE] =
		"Destinations on the link, at private addresses, and to many at a time",
	[WORD_TARGETS_NONE] = "No attempt was seen.",
	[WORD_FLOW] = "What was stopped and what passed",
	[WORD_FLOW_INTRO] =
		"All frames of listed devices, in both directions, as the router judged them.",
	[WORD_FLOW_CHART] = "Frames from and to cameras, by verdict",
	[WORD_FLOW_TABLE] = "Frames by verdict, and what decided it",
	[WORD_FLOW_NONE] = "No frame was counted.",
	[WORD_POLICY_HEAD] = "The policy",
	[WORD_INTERFACES_TABLE] = "Interfaces that are judged",
	[WORD_NOTES_TABLE] = "Notes in the policy",
	[WORD_PERMITS_TABLE] = "Permits: exceptions for a time",
	[WORD_TERMS_TABLE] = "Policies in force within the period",
	[WORD_GAPS_TABLE] = "Gaps: times for which nothing is recorded",
	[WORD_WARNINGS] = "Warnings when the report was made",
	[WORD_DEVICES] = "Every device",
	[WORD_DEVICES_TABLE] = "Devices, by place and address",
	[WORD_DEVICES_NONE] = "No device was counted.",
	[WORD_CUT] =
		"These are the first {0} of {1}; all of them stand in the CSV and JSON forms of this report.",
	[WORD_SURE] = "How sure these figures are",
	[WORD_SOURCES] = "Where the figures come from",

	[WORD_MAKE] = "Make",
	[WORD_PARENT] = "Belongs to",
	[WORD_COUNT] = "Counted",
	[WORD_ACTIVE] = "Last 7 days",
	[WORD_ATTEMPTING] = "Attempted outside",
	[WORD_FIRST_SEEN] = "First seen",
	[WORD_LAST_SEEN] = "Last seen",
	[WORD_FRAMES] = "Frames",
	[WORD_BYTES] = "Bytes",
	[WORD_STOPPED] = "Stopped",
	[WORD_WOULD_STOP] = "Would be stopped",
	[WORD_PASSED] = "Passed",
	[WORD_INTERFACE] = "Interface",
	[WORD_ZONE] = "Zone",
	[WORD_VLAN] = "VLAN",
	[WORD_GROUP] = "Group",
	[WORD_MAC] = "Device",
	[WORD_ADDRESSES] = "Addresses used",
	[WORD_TARGET] = "Destination",
	[WORD_SERVICE] = "Service",
	[WORD_REACH] = "Where",
	[WORD_DEVICES_COLUMN] = "Cameras",
	[WORD_SITES_COLUMN] = "Sites",
	[WORD_TARGETS_COLUMN] = "Addresses outside",
	[WORD_VERDICT] = "Verdict",
	[WORD_DIRECTION] = "Direction",
	[WORD_REASON] = "Reason",
	[WORD_RULE] = "Rule",
	[WORD_FROM_DEVICE] = "From cameras",
	[WORD_TO_DEVICE] = "To cameras",
	[WORD_KIND] = "Kind",
	[WORD_NAME] = "Name",
	[WORD_NOTE] = "Note",
	[WORD_PEER] = "Peer",
	[WORD_UNTIL] = "Until",
	[WORD_BY] = "By",
	[WORD_WHY] = "Why",
	[WORD_FROM] = "From",
	[WORD_TO] = "To",
	[WORD_CAUSE] = "Cause",
	[WORD_MODE] = "Mode",
	[WORD_STATE] = "State",
	[WORD_SINCE] = "In force since",
	[WORD_SAVED] = "At the next boot",
	[WORD_FILE] = "File",
	[WORD_PENDING] = "Waits to be confirmed",
	[WORD_PENDING_UNTIL] = "applied by {0}; taken back on {1} unless confirmed",

	[WORD_NOBODY] = "no known make",
	[WORD_OTHERS] = "{0} more",
	[WORD_VERDICT_STOPPED] = "stopped",
	[WORD_VERDICT_WOULD] = "would be stopped",
	[WORD_VERDICT_PASSED] = "passed",
	[WORD_VERDICT_PASSED_BY] = "passed by rule {0}",
	[WORD_REACH_OUTSIDE] = "outside",
	[WORD_REACH_PRIVATE] = "private address",
	[WORD_REACH_LINK] = "on the link",
	[WORD_REACH_MANY] = "to many",
	[WORD_ANSWERED] = "from its port {0}",
	[WORD_BOTH_SITES] = "at {0} sites",
	[WORD_ATTACHED] = "judged in both directions",
	[WORD_ATTACHED_PART] = "judged in one direction only",
	[WORD_ATTACHED_NOT] = "not judged",
	[WORD_CLOSED] = "closed by the guard",
	[WORD_MODE_ENFORCE] = "enforced",
	[WORD_MODE_MONITOR] = "monitor: judged and counted, nothing is stopped",
	[WORD_MODE_PARTLY] = "enforced in part; the rest only watches",
	[WORD_SAVED_YES] = "the same policy",
	[WORD_SAVED_NO] = "NOT this policy: it is not saved",
	[WORD_KIND_GROUP] = "group",
	[WORD_KIND_RULE] = "rule",
	[WORD_KIND_ENDPOINT] = "endpoint",

	[WORD_SURE_LOWER] =
		"The count is a lower bound. A device is counted once it has sent a frame to a port that this policy judges.",
	[WORD_SURE_SWITCH] =
		"Not seen are cameras on a recorder's own switch, behind another router, or on ports that the policy does not name.",
	[WORD_SURE_FORGED] =
		"A device is known by its MAC address, and that can be forged: a camera can pretend to be something else, and something else a camera.",
	[WORD_SURE_SEVERAL] =
		"A device with several addresses, such as one for its cable and one for its radio, counts several times; so does one that was replaced.",
	[WORD_SURE_MAKE] =
		"The make is who the address range is registered for, and not always whose name is on the housing.",
	[WORD_SURE_QUIET] =
		"A device that has not been seen for seven days is still counted, and is not in the column \"Last 7 days\".",
	[WORD_SURE_FLOOD] =
		"{0} {0:address was|addresses were} seen for a moment only, so many at a time that they are taken for forged, and {1} more of that kind made room for others. They are in no count.",
	[WORD_SURE_NO_FLOOD] =
		"No flood of forged addresses was seen.",
	[WORD_SURE_UNPLACED] =
		"{0} {0:frame came|frames came} from devices for which the table of devices had no place: there are more than are counted.",
	[WORD_SURE_UNNAMED] =
		"{0} {0:frame went|frames went} to destinations that found no place in the table: there are more destinations than are listed.",
	[WORD_SURE_ATTEMPT] =
		"An attempt says that a frame was sent to an address. It says nothing of what was in it, of whose the address is, or of why: clocks, updates and clouds are reached for in the same way.",
	[WORD_SURE_NAMES] =
		"Names are what the device itself asked for or called its peer (DNS, TLS, HTTP). Only samples are read for them, so that a name may be missing, and a device may lie.",
	[WORD_SURE_ALLOWED] =
		"What the policy allows passes. What an allowed recorder or resolver passes on is not seen here.",

	[WORD_SOURCE_CENSUS] =
		"Devices and attempts: the census that the data path keeps in the kernel, of every frame, since {0}.",
	[WORD_SOURCE_PAST] =
		"{0} {0:device is|devices are} known from the ledger alone: seen before that, and not since. Their frames of then are not in these figures.",
	[WORD_SOURCE_COUNTERS] =
		"Frames by verdict: the counters of the data path, since the same time. They count frames of listed devices; what others send and may send is not counted.",
	[WORD_SOURCE_RULE] =
		"The rule that let an attempt pass is the first in the policy now in force that allows it; the kernel's census keeps the verdict alone.",
	[WORD_SOURCE_LEDGER] =
		"All figures of the period are sums of {0} {0:record|records} of the ledger, the first of {1}, the last of {2}.",
	[WORD_SOURCE_NO_LEDGER] =
		"The figures are the kernel's own and go back to its start of counting; they are not bounded to a period.",
	[WORD_SOURCE_BROKEN] =
		"The ledger's chain of hashes is BROKEN within what was read: lenscap ledger verify tells where. The figures cannot be vouched for.",
	[WORD_SOURCE_HEAD] =
		"Head of the ledger: record {1}, SHA-256 {0}. Whoever keeps that can prove later that no record before it was changed.",
	[WORD_SOURCE_POLICY] =
		"Policy in force: SHA-256 {0}, over its resolved text and the table of makes.",
	[WORD_SOURCE_EVENTS] =
		"{0} {0:sample|samples} for names and events went unread; counts do not depend on them.",
	[WORD_SOURCE_MERGED] =
		"Merged from the reports of {0} {0:site|sites}. Each was taken as its file says; the totals were added up anew.",
	[WORD_SOURCE_VERSION] = "Made by lenscap {0}.",
	},
};
