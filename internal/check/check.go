// Package check holds the repository's own rules, as tests: who may import what, which folders there are,
// that every package says what it is for, that links lead somewhere, that every quirk names who has it.
//
// The tests read the files themselves and ask no other program, so that a cached result is never older than
// the files. Nothing imports this package.
package check
