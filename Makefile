# platmap: `make` builds the binary and the sample site, `make test` tests everything.
# This file only runs scripts: Go's own cache knows what is up to date.

.DEFAULT_GOAL := all
.PHONY: all platmap public test check serve bench soak fuzz clean

# The binary ./platmap and the sample site public/.
all: public

platmap:
	CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags '-s -w' -o platmap ./cmd/platmap

public: platmap
	./platmap build --content content --out public

# All tests with the race detector. Installs Chromium, Node and a C compiler
# where it may (Debian, as root), and otherwise says which of them is missing.
WEB := generator/webtest
test: $(WEB)/node_modules/.installed
	CGO_ENABLED=1 go test -race -timeout 40m ./...

# The stamp makes the second run quick; setup itself looks at what is there.
$(WEB)/node_modules/.installed: $(WEB)/setup $(WEB)/package.json $(WEB)/package-lock.json
	$(WEB)/setup
	touch $@

# What is quick enough to run before every commit: no browser, no Node.
check: platmap
	go vet ./...
	@unformatted=$$(gofmt -l cmd generator schemas themes); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:" $$unformatted; exit 1; fi
	go test -short ./generator ./themes/... ./schemas/...
	./platmap check --content content

# The sample site at http://127.0.0.1:8080, live while its content is edited.
serve: platmap
	./platmap serve --content content

# All benchmarks. Choose with BENCH=regexp.
BENCH := .
bench:
	go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

# An hour of editing with a preview: it neither grows nor leaves anything behind.
SOAK := 1h
soak:
	go test -run '^TestSoak$$' -v -timeout 0 ./generator -soak $(SOAK)

# Every fuzz target for a while; go runs one of them at a time.
FUZZTIME := 30s
fuzz:
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

# Removes what the other targets made. public/ goes as a whole: all of it is built.
clean:
	rm -rf platmap public $(WEB)/node_modules
