# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Completion for bash, by bash-completion. Knows no verb and no option: lenscap
# itself is asked.

_lenscap()
{
	local cur words cword line

	_get_comp_words_by_ref -n := cur words cword || return
	COMPREPLY=()
	while IFS= read -r line; do
		case $line in
		:file) cur=${cur#--*=} && _filedir ;;
		:dir) cur=${cur#--*=} && _filedir -d ;;
		*) COMPREPLY+=("${line%%$'\t'*}") ;;
		esac
	done < <("${words[0]}" complete -- "${words[@]:1:cword-1}" "$cur" \
		2>/dev/null)
	# what readline takes for a word begins behind these
	[[ $cur != --*=* || $COMP_WORDBREAKS != *=* ]] ||
		COMPREPLY=("${COMPREPLY[@]#"${cur%%=*}="}")
	__ltrim_colon_completions "$cur"
} &&
	complete -F _lenscap lenscap
