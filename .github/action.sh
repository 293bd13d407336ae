#!/usr/bin/env bash
# Installs platmap on a runner and runs a command of it, for action.yml. It works with
# bash 3.2, which macOS has, and with the bash of Git for Windows.
#
# The release is that of INPUT_VERSION or, without it, of the tag or commit with which
# the action is used. If there is none, platmap is built from the source of the action,
# but not in place of a version that was asked for.
set -euo pipefail

# Tests set it to a folder that is a repository and has releases/download/TAG/FILE.
url=${PLATMAP_URL:-${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY}
version=${INPUT_VERSION:-}
exe=
folder() { printf '%s\n' "$1"; }
if [[ $RUNNER_OS == Windows ]]; then
	exe=.exe
	folder() { cygpath -u "$1"; }
fi
tools=$(folder "${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "::error title=platmap::$1"
	exit 2
}

# platform sets os, arch and archive, or returns 1 if there is no release for this runner.
platform() {
	case $RUNNER_OS in
	Linux) os=linux archive=tar.gz ;;
	macOS) os=darwin archive=tar.gz ;;
	Windows) os=windows archive=zip ;;
	*) return 1 ;;
	esac
	case $RUNNER_ARCH in
	X64) arch=amd64 ;;
	ARM64) arch=arm64 ;;
	*) return 1 ;;
	esac
	archive=platmap_${os}_$arch.$archive
}

# tags prints the tags of releases, newest first, that begin with $1 or, if it is a
# commit, are at that commit. It returns 1 if the repository cannot be read.
tags() {
	local all commit tag
	all=$(GIT_TERMINAL_PROMPT=0 git ls-remote --tags --sort=-v:refname -- "$url") || return 1
	while read -r commit tag; do
		tag=${tag#refs/tags/}
		tag=${tag%'^{}'} # the commit of an annotated tag
		if [[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ && ($commit == "$1" || $tag == "$1"*) ]]; then
			printf '%s\n' "$tag"
		fi
	done <<<"$all" | uniq
}

# wanted prints the tags to try, in this order.
wanted() {
	local ref=${version:-$ACTION_REF}
	if [[ $ref =~ ^v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
		printf 'v%s\n' "${ref#v}"
	elif [[ $ref =~ ^v?[0-9]+(\.[0-9]+)?$ ]]; then
		tags "v${ref#v}."
	elif [[ $ref =~ ^[0-9a-f]{40}$ ]]; then
		tags "$ref"
	else # latest, or the action is used with a branch
		tags v
	fi
}

# get URL FILE downloads a file. It returns 1 if there is none.
get() {
	local code status=0
	code=$(curl --silent --show-error --location --retry 3 --proto =https,file --proto-redir =https \
		--output "$2" --write-out '%{http_code}' -- "$1") || status=$?
	case $status-$code in
	0-200 | 0-000) ;;             # 000: of a file
	0-404 | 37-*) return 1 ;; # 37: no such file
	*) fail "cannot download $1 (curl: $status, HTTP: $code)" ;;
	esac
}

# verify checks the archive of tag $1: its checksum, and that the release workflow of
# this repository built it from that tag.
verify() {
	local want got
	want=$(awk -v name="$archive" '$2 == name { print $1 }' checksums.txt)
	got=$(sha256sum "$archive" 2>/dev/null || shasum -a 256 "$archive")
	if [[ ${got%% *} != "$want" ]]; then
		fail "the checksum of $archive is not that of checksums.txt of $1"
	fi
	if [[ ${PLATMAP_PROVENANCE:-} == off ]]; then
		return
	fi
	local help="set the environment variable PLATMAP_PROVENANCE to off to rely on the checksum alone"
	command -v gh >/dev/null || fail "cannot verify the provenance of $archive: gh, the GitHub CLI, is not installed; install it, or $help"
	[[ -n ${GH_TOKEN:-} ]] || fail "cannot verify the provenance of $archive: gh has no token; set GH_TOKEN to \${{ github.token }}, or $help"
	gh attestation verify "$archive" --repo "$ACTION_REPOSITORY" --source-ref "refs/tags/$1" \
		--signer-workflow "$ACTION_REPOSITORY/.github/workflows/release.yml" ||
		fail "$archive of $1 has no valid provenance of $ACTION_REPOSITORY; do not use it, and report it"
}

# install_release sets bin to the folder of the release with tag $1, from the tool cache
# or downloaded. It returns 1 if there is no such release.
install_release() {
	bin=$tools/platmap/${1#v}/$arch
	if [[ -e $bin.complete ]]; then
		return
	fi
	cd "$work"
	get "$url/releases/download/$1/checksums.txt" checksums.txt || return 1
	get "$url/releases/download/$1/$archive" "$archive" || return 1
	verify "$1"
	case $archive in
	*.zip) unzip -q -o "$archive" "platmap$exe" ;;
	*) tar -xzf "$archive" platmap ;;
	esac || fail "cannot unpack $archive of $1"
	# The last file makes it complete, for a job that was stopped in between.
	mkdir -p "$bin" && mv -f "platmap$exe" "$bin/platmap$exe" && touch "$bin.complete" || fail "cannot write to $bin"
	cd - >/dev/null
}

# build sets bin to the folder of a platmap built from the source of the action. $1 is
# the reason.
build() {
	[[ -z $version ]] || fail "$1; see $url/releases for the releases, or omit the input version"
	command -v go >/dev/null || fail "$1, and Go is not installed to build it; use actions/setup-go before this step"
	echo "$1: building platmap from source"
	bin=$(folder "$RUNNER_TEMP")/platmap-source
	(cd "$GITHUB_ACTION_PATH" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$bin/platmap$exe" ./cmd/platmap)
}

setup() {
	local list tag
	case $GITHUB_ACTION_PATH/ in
	"$GITHUB_WORKSPACE"/*)
		build "the action is used from the work tree"
		return
		;;
	esac
	platform || {
		build "there is no release for $RUNNER_OS $RUNNER_ARCH"
		return
	}
	list=$(wanted) || {
		build "cannot read the tags of $url"
		return
	}
	for tag in $list; do
		if install_release "$tag"; then
			return
		fi
	done
	build "there is no such release of $url"
}

if [[ -n $version && ! $version =~ ^(latest|v?[0-9]+(\.[0-9]+){0,2}|v?[0-9]+\.[0-9]+\.[0-9]+-[0-9A-Za-z.-]+)$ ]]; then
	fail "invalid input version; use a release such as v1.2.3, v1 or latest"
fi
setup
unset GH_TOKEN # it is for gh, not for the command
if [[ $RUNNER_OS == Windows ]]; then
	cygpath -w "$bin" >>"$GITHUB_PATH"
else
	printf '%s\n' "$bin" >>"$GITHUB_PATH"
fi
"$bin/platmap$exe" version
words=()
read -r -d '' -a words <<<"${INPUT_COMMAND:-}" || true # splits at spaces and line ends, and expands nothing
if [[ ${#words[@]} -gt 0 ]]; then
	if [[ -n ${INPUT_CONTENT:-} ]]; then
		words+=("--content=$INPUT_CONTENT")
	fi
	"$bin/platmap$exe" "${words[@]}"
fi
