# What there is to do with this checkout. It needs Go and make; what else the demo and the tests need is
# unpacked from Debian's packages into .cache by script/setup, without root.

.DEFAULT_GOAL := help
export CGO_ENABLED ?= 0
FUZZTIME ?= 60s
PACKAGES ?= ./...

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

.PHONY: build
build: ## bin/goodword, one file that needs nothing else
	go build -trimpath -o bin/goodword ./cmd/goodword

.PHONY: package
package: ## the package for Debian, into bin/; VERSION=1.2.3
	@script/package deb

.PHONY: demo
demo: build ## a month in a fictional company, then a page to look around; ARGS=--once plays, checks and ends
	@script/setup postgresql
	bin/goodword demo $(ARGS)

.PHONY: test
test: ## all tests; PACKAGES=./mail/... for some
	@script/test $(PACKAGES)

.PHONY: race
race: ## all tests with the race detector, which needs a C compiler
	@CGO_ENABLED=1 script/test -race $(PACKAGES)

.PHONY: setup
setup: ## what the tests can use: PostgreSQL, Dovecot, Postfix, OpenLDAP, a browser
	@script/setup all

.PHONY: lint
lint: ## the linters: formatting, vet, staticcheck, unchecked errors, assignments without effect, nil
	@script/lint

.PHONY: vuln
vuln: ## known vulnerabilities of what is built in; needs to reach the Go vulnerability database
	go run golang.org/x/vuln/cmd/govulncheck@v1.5.0 ./...

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME=60s, one after the other
	@script/fuzz $(FUZZTIME)

.PHONY: faults
faults: ## the whole fault suite, with SEEDS=1000 kills; writes its table into docs/trust.md
	@script/faults

.PHONY: bench
bench: ## measures beside servers and peers, writes the table of docs/performance.md; SETUP=yes unpacks them first
	@script/bench

.PHONY: generate
generate: ## docs/settings.md and the example of goodword init, after a change of a setting
	go test ./internal/config -run 'TestReference|TestExample' -update

.PHONY: clean
clean: ## away with all that was built and unpacked
	rm -rf bin .cache demo-out
