# platmap: `make` builds the binary and the sample site, `make test` runs all tests.
# This file only runs scripts: Go's own cache knows what is up to date.

.DEFAULT_GOAL := all
.PHONY: all platmap public check test audit lint vulncheck release release-check serve bench soak fuzz clean

# The binary ./platmap and the sample site public/.
all: public

# How the binary is built, here and in a release, so that it is smaller than 25 MB. Code is
# inlined only in packages that take much of the time, which makes it 2.1 MB smaller at the
# same speed: of patterns that match a package, the last one counts. chroma/v2/lexers only
# has definitions of languages. platmap serves plain HTTP/1.1, so HTTP/2 is left out, which
# are 0.6 MB.
BUILDFLAGS := -trimpath -buildvcs=false -tags=nethttpomithttp2 -gcflags=all=-l -gcflags=std= \
	$(patsubst %,-gcflags=%=-l,crypto/... net/... vendor/... math/big encoding/gob) \
	$(patsubst %,-gcflags=%=,platmap/generator/search github.com/alecthomas/... github.com/dlclark/... github.com/yuin/... gopkg.in/...) \
	-gcflags=github.com/alecthomas/chroma/v2/lexers=-l

# Functions start at multiples of 16 bytes; Go's default on amd64 is 32, which adds 0.25 MB.
# The commit is a linker flag because -buildvcs also records whether files have changed,
# and then the same source gives other bytes.
platmap:
	CGO_ENABLED=0 go build $(BUILDFLAGS) -ldflags "-s -w -funcalign=16 -X main.commit=$$(git rev-parse --verify -q HEAD 2>/dev/null)" -o platmap ./cmd/platmap

public: platmap
	./platmap build --content content --out public

# A test is short, so memory costs less than garbage collection. By default, programs with
# the race detector wait for a second before they exit.
check test audit: export GOGC := 400
test audit: export GORACE := atexit_sleep_ms=0

# The checks that every commit must pass, in less than a minute: format, go vet (-vet=all)
# and unit tests, and the sample content. The two packages that take longest start first.
# Tests in a browser or in Node, tests that measure time and long scripts are skipped;
# property tests make a hundredth of their rounds (see generator/rounds).
check:
	@unformatted=$$(gofmt -l cmd generator schemas themes); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:" $$unformatted; exit 1; fi
	go test -short -vet=all -ldflags=-w ./cmd/platmap ./generator ./...
	go run -ldflags=-w ./cmd/platmap check --content content

# All tests. On Debian, as root, it installs Chromium, Node and a C compiler; elsewhere
# it reports what is missing, and fails without it. Property tests make a tenth of their
# rounds. The race detector is on except in the tests of NORACE. The packages that take
# longest start first. One more package than there are cores runs at a time, because some
# wait for browsers and timers. go vet is part of make check. Without data for debuggers
# (-w) programs are linked faster.
WEB := generator/webtest
LONGEST := ./$(WEB) ./generator/preview ./cmd/platmap ./generator/live
test: $(WEB)/node_modules/.installed
	PLATMAP_NEED_BROWSER=1 CGO_ENABLED=1 go test -p $$(($$(getconf _NPROCESSORS_ONLN) + 1)) -vet=off -ldflags=-w -race -skip $(norace) -timeout 40m $(LONGEST) ./...
	PLATMAP_NEED_BROWSER=1 go test -vet=off -ldflags=-w -run $(norace) -timeout 40m ./$(WEB) $(withNorace)

# Long tests in which the race detector finds nothing: they use one goroutine, or
# Chromium or other processes do most of their work. With it they take several times as
# long, so only make audit uses it. Scripts of serve run with it.
NORACE := TestSite TestHostile TestLongLists TestScripts/^([^s]|s[^e]) TestSampleBuild_ TestOutput_HostileText \
	TestNothingLost TestBuild_HostileContent TestCheck_LinearTime TestFix_EndsInOneRun \
	TestBytes_ManyFindingsOnOneLine TestLists_LinearTime TestParse_HostileInput TestParse_LinearTime \
	TestParse_ManyMistakesOnALine TestParse_LargeFile TestRelevance TestSearch TestEveryKeyHasAnEffect \
	TestEveryKeyHasASentence TestReview TestDemo TestImport_ TestRename_ThereAndBack \
	TestShow TestExamples TestGuides_ TestEditorSchemas_ TestExplainExamples TestPrintedFoot
norace = "$$(echo '$(NORACE)' | tr ' ' '|')"
# Their packages, because Go links the tests of a package even if it runs none of them.
withNorace = $$(grep -rlE --include='*_test.go' --exclude-dir=node_modules "^func ($$(echo '$(NORACE)' | sed 's|/[^ ]*||g' | tr ' ' '|'))" cmd generator | xargs -n 1 dirname | sort -u | sed 's|^|./|')

# All tests with the race detector, with all rounds of property tests and all pages in
# Chromium. Then Firefox and Lighthouse, which needs an idle machine. For a nightly run.
AUDIT := generator/audittest
audit: $(WEB)/node_modules/.installed $(AUDIT)/node_modules/.installed
	PLATMAP_FULL=1 PLATMAP_NEED_BROWSER=1 CGO_ENABLED=1 go test -race -skip 'TestFirefox|TestLighthouse' -timeout 90m ./...
	PLATMAP_FULL=1 go test -timeout 30m ./$(AUDIT)

# Installs what tests need. The stamp file avoids running setup each time.
%/node_modules/.installed: %/setup %/package.json %/package-lock.json
	$*/setup
	touch $@

lint:
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 -checks all ./...

vulncheck:
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

# What a release contains, without images and SBOMs, in dist/. It runs without a tag, a
# token or Docker.
GORELEASER := go run github.com/goreleaser/goreleaser/v2@v2.15.1
release release-check: export BUILDFLAGS := $(BUILDFLAGS)
release release-check: export GITHUB_REPOSITORY ?= OWNER/platmap
release release-check: export GITHUB_REPOSITORY_OWNER ?= OWNER
release-check:
	$(GORELEASER) check
	$(GORELEASER) release --snapshot --clean --skip=docker,sbom

# Publishes the tag of the current commit; .github/workflows/release.yml runs it.
release:
	$(GORELEASER) release --clean

# The sample site at http://127.0.0.1:8080, updated while its content is edited.
serve: platmap
	./platmap serve --content content

# All benchmarks. Choose with BENCH=regexp.
BENCH := .
bench:
	go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

# An hour of random edits with a preview, whose memory and goroutines must not grow.
SOAK := 1h
soak:
	go test -run '^TestSoak$$' -v -timeout 0 ./generator/live -soak $(SOAK)

# Runs every fuzz target for FUZZTIME; go can run only one at a time. It shortens each
# new input for up to a minute by default, which is nearly all of the time of a slow target.
FUZZTIME := 30s
fuzz:
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$pkg; \
		done; \
	done

# Removes what the other targets made, including the whole folder public/.
clean:
	rm -rf platmap public dist completions $(WEB)/node_modules $(AUDIT)/node_modules
