package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	_ "time/tzdata" // time zones are known on machines without a zone database, too

	"github.com/pelletier/go-toml/v2"
)

// maxFile is far more than any settings have.
const maxFile = 1 << 20

// Problem is one thing wrong with the settings.
type Problem struct {
	File    string
	Line    int    // 0 when the whole file is meant
	Key     string // timing.reminder_after, mailboxes[0].port; empty when the whole file is meant
	Message string // what is wrong and what is allowed
}

// String is FILE:LINE: KEY: MESSAGE, without the parts that are not known.
func (p Problem) String() string {
	at := p.File
	if p.Line > 0 {
		at = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	if p.Key != "" {
		at += ": " + p.Key
	}
	return at + ": " + p.Message
}

// Problems is Load's error for settings that were read and are wrong: all that is wrong, by line.
type Problems []Problem

// Error has one problem per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Secrets are what a process logs in for; a secret that it has no use for may be left out of its settings.
type Secrets struct {
	Mailboxes bool // it reads mail
	Relay     bool // it delivers letters
}

// Load reads and checks the settings in the file at path. A file that is wrong gives Problems.
func Load(path string) (*Config, error) { return LoadFor(path, Secrets{Mailboxes: true, Relay: true}) }

// LoadFor is Load for a process that does a part of the work.
func LoadFor(path string, needs Secrets) (*Config, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there are no settings at %s; goodword init writes a first file, --config names another", path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("read the settings: %s has %d bytes, more than %d: is it the right file?", path, info.Size(), maxFile)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	folder, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("find the settings' folder: %w", err)
	}
	return parse(text, path, folder, needs)
}

// Parse is Load for settings in memory: name is how problems call the file, and relative file names
// start at folder.
func Parse(text []byte, name, folder string) (*Config, error) {
	return parse(text, name, folder, Secrets{Mailboxes: true, Relay: true})
}

func parse(text []byte, name, folder string, needs Secrets) (*Config, error) {
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		return nil, syntaxProblems(name, err)
	}
	at, err := positions(text)
	if err != nil {
		return nil, syntaxProblems(name, err)
	}
	r := &reader{file: name, folder: folder, lines: at, needs: needs}
	cfg := &Config{}
	r.section(cfg, tree)
	r.needsChief(cfg)
	if len(r.problems) == 0 { // a missing value would only be complained of twice
		r.complete(cfg)
		r.check(cfg)
	}
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, r.problems
	}
	cfg.Warnings = r.warnings
	return cfg, nil
}

// syntaxProblems says where the file stops being TOML.
func syntaxProblems(name string, err error) Problems {
	p := Problem{File: name, Message: strings.TrimPrefix(err.Error(), "toml: ") + "; see the commented file that goodword init writes"}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		p.Line, _ = decode.Position()
		p.Key = strings.Join(decode.Key(), ".")
	}
	return Problems{p}
}

// reader turns a parsed file into a Config and gathers what is wrong with it.
type reader struct {
	file, folder string
	needs        Secrets
	lines        map[string]int
	problems     Problems
	warnings     []string
}

func (r *reader) problem(key, format string, args ...any) {
	r.problems = append(r.problems, Problem{
		File: r.file, Line: r.line(key), Key: key, Message: fmt.Sprintf(format, args...),
	})
}

func (r *reader) warn(key, format string, args ...any) {
	r.warnings = append(r.warnings, Problem{
		File: r.file, Line: r.line(key), Key: key, Message: fmt.Sprintf(format, args...),
	}.String())
}

// line is where a key stands; for one that is not in the file, where the section around it begins.
func (r *reader) line(key string) int {
	for key != "" {
		if n, ok := r.lines[key]; ok {
			return n
		}
		i := strings.LastIndexAny(key, ".[")
		if i < 0 {
			return 0
		}
		key = key[:i]
	}
	return 0
}
