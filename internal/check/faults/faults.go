// Package faults is the fault suite: it runs the real program against servers
// that can be told to misbehave, plays a scripted day of mail, injects one
// fault after another (processes killed at any moment and at exact points,
// databases stopped, networks spoilt, mailboxes renumbered), lets it recover
// and asks the checker of promises what was broken.
//
// All of it is tests; nothing imports the package. `make test` runs every fault
// once, `make faults` runs a thousand kills besides and writes the table of
// docs/trust.md.
package faults
