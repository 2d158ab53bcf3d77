#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: promtool accepts the rules, their cases and the example, each alert has
# cases, and rules and dashboard ask for series that there are.
. "$(dirname "$0")/lib.sh"
need promtool prometheus
need python3 python3

# verdict FILE COMMAND...: silent when it succeeds; promtool names the file
verdict() {
	local said file=$1

	shift
	said=$("$@" 2>&1) || printf '%s: %s\n' "$file" "$said"
}

check() {
	local file said

	said=$(for file in "$@"; do
		case $file in
		*.rules.yml) verdict "$file" promtool check rules "$file" ;;
		*.test.yml) verdict "$file" promtool test rules "$file" ;;
		*prometheus.yml) verdict "$file" promtool check config "$file" ;;
		esac
	done
	/usr/bin/python3 "$LINT_ROOT/selftests/lint/_monitoring.py" \
		"$LINT_ROOT/userspace" "$@" 2>&1)
	[ -z "$said" ] || { printf '%s\n' "$said"; return 1; }
}

files() {
	lint_files | grep -E '^contrib/(prometheus|grafana)/'
}

# rules NAME EXPR: a rule file of one alert, in a directory of its own
rules() {
	planted "$1/$1.rules.yml" <<-EOT
		groups:
		  - name: planted
		    rules:
		      - alert: Planted
		        expr: $2
		        labels: {severity: warning}
		        annotations: {summary: "s", description: "d"}
	EOT
}

# cases NAME VALUE...: at 0 and 5 minutes nothing fires, or with VALUE it does
cases() {
	local name=$1

	shift
	planted "$name/$name.test.yml" <<-EOT
		rule_files: [$name.rules.yml]
		evaluation_interval: 1m
		tests:
		  - interval: 1m
		    input_series: [{series: lenscap_permits, values: "0 0 0 5 5 5"}]
		    promql_expr_test:
		      - {expr: 'ALERTS{alertname="Planted"}', eval_time: 0m}
		$(for value in "$@"; do
			echo "      - {expr: 'sum(ALERTS{alertname=\"Planted\"})'," \
				"eval_time: 5m, exp_samples: [{value: $value}]}"
		done)
	EOT
}

board() {
	planted "$1" <<-EOT
		{"panels": [{"id": 1, "type": "stat", "title": "one",
		 "description": "one", "gridPos": {"x": 0, "y": 0, "w": 4, "h": 4},
		 "fieldConfig": {"defaults": {"unit": "short"}},
		 "targets": [{"expr": "$2"}]}]}
	EOT
}

rules syntax 'lenscap_permits >'
rules series 'lenscap_permitz > 1'
cases series
rules untried 'lenscap_permits > 1'
cases untried
rules failing 'lenscap_permits > 1'
cases failing 2
rules good 'lenscap_permits > 1'
cases good 1
planted prometheus.yml <<'EOF'
scrape_config: []
EOF
board board.json 'lenscap_permitz'
board good/board.json 'lenscap_permits'

plan 10
rejects "an expression that is none" syntax/syntax.rules.yml
rejects "a series that nothing makes" series/series.rules.yml
rejects "an alert that no case makes fire" untried/untried.rules.yml
rejects "a case that fails" failing/failing.test.yml
rejects "a configuration that is none" prometheus.yml
rejects "a dashboard that asks for no series" board.json
accepts good/good.rules.yml
accepts good/good.test.yml
accepts good/board.json
tree_is_clean files
finish
