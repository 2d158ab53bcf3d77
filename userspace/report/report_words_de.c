// SPDX-License-Identifier: GPL-2.0
/*
 * The report in German.
 * A language more: this file anew, and a line in report_words.c.
 */
#include "report/report_words.h"

const struct report_language report_words_de = {
	.code = "de",
	.thousands = ".",
	.decimal = ",",
	.date = "{0}. {1} {2}",
	.percent = "{0} %",
	.months = { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
		    "August", "September", "Oktober", "November", "Dezember" },
	.words = {
	[WORD_TITLE] =
		"Überwachungskameras: wie viele es sind und wen sie zu erreichen versuchten",
	[WORD_SITES] = "{0} {0:Standort|Standorte}",
	[WORD_SITE] = "Standort",
	[WORD_HOST] = "Router",
	[WORD_PERIOD] = "Zeitraum",
	[WORD_SPAN] = "{0} bis {1}",
	[WORD_POLICY] = "Regelwerk",
	[WORD_OWNER] = "Verantwortlich",
	[WORD_BASIS] = "Grundlage",
	[WORD_REVISION] = "Fassung",
	[WORD_GENERATED] = "Bericht erstellt",
	[WORD_COVERAGE] = "Abdeckung",
	[WORD_COVERED] = "{0} des Zeitraums, {1} {1:Lücke|Lücken}",
	[WORD_BY_LENSCAP] = "Erstellt von lenscap {0}",
	[WORD_CONTENTS] = "Inhalt",

	[WORD_ANSWER] = "Die Antwort in Kürze",
	[WORD_COUNTED] =
		"{2}: Mindestens {0} {0:Kamera|Kameras} von {1} {1:Hersteller|Herstellern} {0:wurde|wurden} gezählt.",
	[WORD_COUNTED_NONE] = "{0}: Es wurde keine Kamera gezählt.",
	[WORD_ACTIVE_OF] =
		"{0} davon {0:wurde|wurden} in den letzten sieben Tagen gesehen.",
	[WORD_TRIED] =
		"{0} {0:Kamera versuchte|Kameras versuchten}, {1} {1:Adresse|Adressen} außerhalb zu erreichen.",
	[WORD_TRIED_NONE] =
		"Bei keiner Kamera wurde ein Versuch gesehen, eine Adresse außerhalb zu erreichen.",
	[WORD_ALL_STOPPED] =
		"Alle diese Versuche wurden unterbunden: {0} {0:Paket|Pakete}.",
	[WORD_PART_STOPPED] =
		"Von den dorthin gesendeten Paketen {0:wurde|wurden} {0} unterbunden.",
	[WORD_PART_WOULD] =
		"{0} {0:Paket würde|Pakete würden} unterbunden, sobald das Regelwerk durchgesetzt wird; es hat nur beobachtet und sie durchgelassen.",
	[WORD_PART_PASSED] =
		"{0} {0:Paket wurde|Pakete wurden} durchgelassen, weil das Regelwerk es erlaubt.",
	[WORD_UNNAMED_TOO] =
		"Bei weiteren {0} Paketen ist gezählt, dass sie gesendet wurden, nicht aber wohin.",
	[WORD_IN_FORCE] = "Das Regelwerk {0} ist seit {1} in Kraft.",
	[WORD_IN_FORCE_WATCHES] =
		"Das Regelwerk {0} ist seit {1} in Kraft; zumindest ein Teil davon beobachtet nur und unterbindet nichts.",
	[WORD_NOT_IN_FORCE] =
		"Bei Erstellung dieses Berichts war kein Regelwerk in Kraft.",
	[WORD_NOT_WHOLE] =
		"Bei Erstellung dieses Berichts war das Regelwerk nicht überall angebracht: siehe die Warnungen.",
	[WORD_SITES_IN_FORCE] =
		"Als die Standorte ihre Berichte erstellten, war an {0} von {1} ein Regelwerk in Kraft und überall angebracht.",
	[WORD_MEANING] =
		"Ein Versuch ist ein Paket, das eine Kamera an eine Adresse sendete. Er belegt nicht, dass jemand Bilder erhielt oder erhalten sollte.",

	[WORD_IS_STOPPED] = "Ist es unterbunden?",
	[WORD_BADGE_STOPPED] = "Ja: jeder erfasste Versuch wurde unterbunden",
	[WORD_BADGE_WATCHED] = "Nein: beobachtet, nicht unterbunden",
	[WORD_BADGE_PART_WATCHED] = "Zum Teil: manches wird nur beobachtet",
	[WORD_BADGE_PARTLY] = "Zum Teil: manches erlaubt das Regelwerk",
	[WORD_BADGE_NONE] = "Es wurde nichts zu unterbinden gesehen",
	[WORD_BADGE_NO_POLICY] = "Es ist kein Regelwerk in Kraft",

	[WORD_FIGURE_DEVICES] = "{0:Kamera|Kameras} gezählt",
	[WORD_FIGURE_MAKES] = "Hersteller",
	[WORD_FIGURE_TARGETS] =
		"{0:Adresse|Adressen} außerhalb, die Kameras zu erreichen versuchten",
	[WORD_FIGURE_STOPPED] = "{0:Paket|Pakete} von Kameras unterbunden",
	[WORD_FIGURE_WOULD] =
		"{0:Paket|Pakete} von Kameras, die bei Durchsetzung unterbunden {0:würde|würden}",
	[WORD_FIGURE_PASSED] = "{0:Paket|Pakete} nach außerhalb durchgelassen",
	[WORD_AT_LEAST] = "mindestens",

	[WORD_MAKES] = "Kameras nach Hersteller",
	[WORD_MAKES_CHART] = "Gezählte Kameras, nach Hersteller",
	[WORD_MAKES_TABLE] =
		"Hersteller, mit dem Unternehmen, zu dem eine Marke gehört",
	[WORD_MAKES_BROAD] =
		"{0} der Geräte {0:stammt|stammen} von Herstellern, die auch vieles herstellen, was keine Kamera ist, etwa Telefone, Router oder Rekorder. Sie sind gezählt, weil das Regelwerk sie nennt.",
	[WORD_PLACES] = "Wo sie sind",
	[WORD_PLACES_CHART] = "Gezählte Kameras, nach Schnittstelle und Zone",
	[WORD_PLACES_TABLE] = "Schnittstellen des Routers und ihre Zonen",
	[WORD_SITES_HEAD] = "Standorte",
	[WORD_SITES_CHART] = "Gezählte Kameras, nach Standort",
	[WORD_SITES_TABLE] = "Standorte dieses Berichts",
	[WORD_TWICE] =
		"{0} {0:Gerät wurde|Geräte wurden} an mehr als einem Standort gesehen. In der Summe zählt jedes einmal, an jedem seiner Standorte zählt es dort.",
	[WORD_TARGETS] = "Wen sie zu erreichen versuchten",
	[WORD_TARGETS_INTRO] =
		"Pakete, die Kameras von sich aus sendeten, nach Ziel. Was sie einem Rekorder antworteten, der sie fragte, ist nicht dabei.",
	[WORD_TARGETS_CHART] =
		"An Adressen außerhalb gesendete Pakete, nach Ziel",
	[WORD_TARGETS_OUTSIDE] = "Ziele außerhalb",
	[WORD_TARGETS_INSIDE] =
		"Ziele am selben Anschluss, an privaten Adressen und an viele zugleich",
	[WORD_TARGETS_NONE] = "Es wurde kein Versuch gesehen.",
	[WORD_FLOW] = "Was unterbunden wurde und was durchging",
	[WORD_FLOW_INTRO] =
		"Alle Pakete der erfassten Geräte, in beiden Richtungen, wie der Router über sie entschied.",
	[WORD_FLOW_CHART] = "Pakete von und zu Kameras, nach Entscheidung",
	[WORD_FLOW_TABLE] = "Pakete nach Entscheidung und was sie bestimmte",
	[WORD_FLOW_NONE] = "Es wurde kein Paket gezählt.",
	[WORD_POLICY_HEAD] = "Das Regelwerk",
	[WORD_INTERFACES_TABLE] = "Schnittstellen, an denen entschieden wird",
	[WORD_NOTES_TABLE] = "Anmerkungen im Regelwerk",
	[WORD_PERMITS_TABLE] = "Ausnahmen auf Zeit",
	[WORD_TERMS_TABLE] = "Regelwerke, die im Zeitraum in Kraft waren",
	[WORD_GAPS_TABLE] = "Lücken: Zeiten, für die nichts aufgezeichnet ist",
	[WORD_WARNINGS] = "Warnungen bei Erstellung des Berichts",
	[WORD_DEVICES] = "Alle Geräte",
	[WORD_DEVICES_TABLE] = "Geräte, nach Ort und Adresse",
	[WORD_DEVICES_NONE] = "Es wurde kein Gerät gezählt.",
	[WORD_CUT] =
		"Dies sind die ersten {0} von {1}; alle stehen in der CSV- und der JSON-Form dieses Berichts.",
	[WORD_SURE] = "Wie sicher diese Zahlen sind",
	[WORD_SOURCES] = "Woher die Zahlen stammen",

	[WORD_MAKE] = "Hersteller",
	[WORD_PARENT] = "Gehört zu",
	[WORD_COUNT] = "Gezählt",
	[WORD_ACTIVE] = "Letzte 7 Tage",
	[WORD_ATTEMPTING] = "Versuche nach außerhalb",
	[WORD_FIRST_SEEN] = "Zuerst gesehen",
	[WORD_LAST_SEEN] = "Zuletzt gesehen",
	[WORD_FRAMES] = "Pakete",
	[WORD_BYTES] = "Bytes",
	[WORD_STOPPED] = "Unterbunden",
	[WORD_WOULD_STOP] = "Würde unterbunden",
	[WORD_PASSED] = "Durchgelassen",
	[WORD_INTERFACE] = "Schnittstelle",
	[WORD_ZONE] = "Zone",
	[WORD_VLAN] = "VLAN",
	[WORD_GROUP] = "Gruppe",
	[WORD_MAC] = "Gerät",
	[WORD_ADDRESSES] = "Verwendete Adressen",
	[WORD_TARGET] = "Ziel",
	[WORD_SERVICE] = "Dienst",
	[WORD_REACH] = "Wo",
	[WORD_DEVICES_COLUMN] = "Kameras",
	[WORD_SITES_COLUMN] = "Standorte",
	[WORD_TARGETS_COLUMN] = "Adressen außerhalb",
	[WORD_VERDICT] = "Entscheidung",
	[WORD_DIRECTION] = "Richtung",
	[WORD_REASON] = "Grund",
	[WORD_RULE] = "Regel",
	[WORD_FROM_DEVICE] = "Von Kameras",
	[WORD_TO_DEVICE] = "Zu Kameras",
	[WORD_KIND] = "Art",
	[WORD_NAME] = "Name",
	[WORD_NOTE] = "Anmerkung",
	[WORD_PEER] = "Gegenstelle",
	[WORD_UNTIL] = "Bis",
	[WORD_BY] = "Durch",
	[WORD_WHY] = "Weshalb",
	[WORD_FROM] = "Von",
	[WORD_TO] = "Bis",
	[WORD_CAUSE] = "Ursache",
	[WORD_MODE] = "Betriebsart",
	[WORD_STATE] = "Zustand",
	[WORD_SINCE] = "In Kraft seit",
	[WORD_SAVED] = "Beim nächsten Start",
	[WORD_FILE] = "Datei",
	[WORD_PENDING] = "Wartet auf Bestätigung",
	[WORD_PENDING_UNTIL] =
		"angewandt durch {0}; ohne Bestätigung zurückgenommen am {1}",

	[WORD_NOBODY] = "kein bekannter Hersteller",
	[WORD_OTHERS] = "{0} weitere",
	[WORD_VERDICT_STOPPED] = "unterbunden",
	[WORD_VERDICT_WOULD] = "würde unterbunden",
	[WORD_VERDICT_PASSED] = "durchgelassen",
	[WORD_VERDICT_PASSED_BY] = "durchgelassen nach Regel {0}",
	[WORD_REACH_OUTSIDE] = "außerhalb",
	[WORD_REACH_PRIVATE] = "private Adresse",
	[WORD_REACH_LINK] = "am selben Anschluss",
	[WORD_REACH_MANY] = "an viele",
	[WORD_ANSWERED] = "von seinem Port {0}",
	[WORD_BOTH_SITES] = "an {0} Standorten",
	[WORD_ATTACHED] = "in beiden Richtungen überwacht",
	[WORD_ATTACHED_PART] = "nur in einer Richtung überwacht",
	[WORD_ATTACHED_NOT] = "nicht überwacht",
	[WORD_CLOSED] = "durch den Wächter geschlossen",
	[WORD_MODE_ENFORCE] = "durchgesetzt",
	[WORD_MODE_MONITOR] =
		"Beobachtung: entschieden und gezählt, nichts wird unterbunden",
	[WORD_MODE_PARTLY] = "zum Teil durchgesetzt; der Rest beobachtet nur",
	[WORD_SAVED_YES] = "dasselbe Regelwerk",
	[WORD_SAVED_NO] = "NICHT dieses Regelwerk: es ist nicht gespeichert",
	[WORD_KIND_GROUP] = "Gruppe",
	[WORD_KIND_RULE] = "Regel",
	[WORD_KIND_ENDPOINT] = "Gegenstelle",

	[WORD_SURE_LOWER] =
		"Die Zahl ist eine Untergrenze. Ein Gerät zählt, sobald es ein Paket an einen Anschluss gesendet hat, an dem dieses Regelwerk entscheidet.",
	[WORD_SURE_SWITCH] =
		"Nicht gesehen werden Kameras am eigenen Switch eines Rekorders, hinter einem anderen Router oder an Anschlüssen, die das Regelwerk nicht nennt.",
	[WORD_SURE_FORGED] =
		"Ein Gerät wird an seiner MAC-Adresse erkannt, und die ist fälschbar: eine Kamera kann sich als etwas anderes ausgeben, und etwas anderes als Kamera.",
	[WORD_SURE_SEVERAL] =
		"Ein Gerät mit mehreren Adressen, etwa einer für das Kabel und einer für den Funk, zählt mehrfach; ebenso eines, das ausgetauscht wurde.",
	[WORD_SURE_MAKE] =
		"Hersteller ist, für wen der Adressbereich eingetragen ist; nicht immer steht dessen Name auf dem Gehäuse.",
	[WORD_SURE_QUIET] =
		"Ein Gerät, das seit sieben Tagen nicht gesehen wurde, zählt weiterhin; in der Spalte „Letzte 7 Tage“ steht es nicht.",
	[WORD_SURE_FLOOD] =
		"{0} {0:Adresse wurde|Adressen wurden} nur für einen Augenblick gesehen, so viele auf einmal, dass sie als gefälscht gelten; {1} weitere dieser Art wurden verdrängt. Sie sind in keiner Zahl enthalten.",
	[WORD_SURE_NO_FLOOD] =
		"Es wurde keine Flut gefälschter Adressen gesehen.",
	[WORD_SURE_UNPLACED] =
		"{0} {0:Paket kam|Pakete kamen} von Geräten, für die in der Tabelle der Geräte kein Platz war: es sind mehr, als gezählt wurden.",
	[WORD_SURE_UNNAMED] =
		"{0} {0:Paket ging|Pakete gingen} an Ziele, für die in der Tabelle kein Platz war: es sind mehr Ziele, als hier stehen.",
	[WORD_SURE_ATTEMPT] =
		"Ein Versuch besagt, dass ein Paket an eine Adresse gesendet wurde. Er besagt nicht, was darin stand, wem die Adresse gehört oder weshalb: Zeitdienste, Aktualisierungen und Clouds werden auf dieselbe Weise angesprochen.",
	[WORD_SURE_NAMES] =
		"Namen sind, wonach das Gerät selbst fragte oder wie es die Gegenstelle nannte (DNS, TLS, HTTP). Dafür werden nur Stichproben gelesen: ein Name kann fehlen, und ein Gerät kann lügen.",
	[WORD_SURE_ALLOWED] =
		"Was das Regelwerk erlaubt, geht durch. Was ein erlaubter Rekorder oder Namensdienst weiterreicht, ist hier nicht zu sehen.",

	[WORD_SOURCE_CENSUS] =
		"Geräte und Versuche: die Zählung, die der Datenpfad im Kernel führt, aus jedem Paket, seit {0}.",
	[WORD_SOURCE_PAST] =
		"{0} {0:Gerät ist|Geräte sind} nur aus dem Journal bekannt: davor gesehen, seitdem nicht. Ihre damaligen Pakete sind in diesen Zahlen nicht enthalten.",
	[WORD_SOURCE_COUNTERS] =
		"Pakete nach Entscheidung: die Zähler des Datenpfads, seit derselben Zeit. Sie zählen Pakete der erfassten Geräte; was andere senden und senden dürfen, wird nicht gezählt.",
	[WORD_SOURCE_RULE] =
		"Die Regel, nach der ein Versuch durchging, ist die erste im jetzt geltenden Regelwerk, die ihn erlaubt; die Zählung im Kernel hält nur die Entscheidung fest.",
	[WORD_SOURCE_LEDGER] =
		"Alle Zahlen des Zeitraums sind Summen aus {0} {0:Eintrag|Einträgen} des Journals, der erste vom {1}, der letzte vom {2}.",
	[WORD_SOURCE_NO_LEDGER] =
		"Die Zahlen sind die des Kernels und reichen bis zum Beginn seiner Zählung zurück; sie sind auf keinen Zeitraum begrenzt.",
	[WORD_SOURCE_BROKEN] =
		"Die Hash-Kette des Journals ist im gelesenen Teil GEBROCHEN: lenscap ledger verify sagt, wo. Für die Zahlen kann nicht eingestanden werden.",
	[WORD_SOURCE_HEAD] =
		"Kopf des Journals: Eintrag {1}, SHA-256 {0}. Wer ihn aufbewahrt, kann später belegen, dass kein früherer Eintrag verändert wurde.",
	[WORD_SOURCE_POLICY] =
		"Regelwerk in Kraft: SHA-256 {0}, über seinen aufgelösten Text und die Tabelle der Hersteller.",
	[WORD_SOURCE_EVENTS] =
		"{0} {0:Stichprobe|Stichproben} für Namen und Ereignisse {0:blieb|blieben} ungelesen; die Zählungen hängen nicht davon ab.",
	[WORD_SOURCE_MERGED] =
		"Zusammengeführt aus den Berichten von {0} {0:Standort|Standorten}. Jeder wurde so übernommen, wie es in seiner Datei steht; die Summen wurden neu gebildet.",
	[WORD_SOURCE_VERSION] = "Erstellt von lenscap {0}.",
	},
};
