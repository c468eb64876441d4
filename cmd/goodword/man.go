package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

type manCommand struct{}

// Help shows examples.
func (manCommand) Help() string {
	return `It is made from the commands themselves, as --help is.

Examples:
  goodword man | man -l -
  goodword man > /usr/local/share/man/man1/goodword.1`
}

// Run writes the manual page.
func (manCommand) Run(e *environment) error {
	model, err := commands()
	if err != nil {
		return err
	}
	return manual(e.out, model)
}

// commands are all commands and flags, as the parser has them.
func commands() (*kong.Application, error) {
	parser, err := kong.New(&program{}, kong.Name("goodword"))
	if err != nil {
		return nil, err
	}
	return parser.Model, nil
}

// manual writes the page in the macros of man(7).
func manual(out io.Writer, model *kong.Application) error {
	var b strings.Builder
	b.WriteString(".TH GOODWORD 1\n.SH NAME\ngoodword \\- a good word about an employee reaches the employee\n" +
		".SH SYNOPSIS\n.B goodword\n[\\fB\\-\\-config\\fR=\\fIFILE\\fR] \\fICOMMAND\\fR\n.SH OPTIONS\n")
	for _, f := range model.Flags {
		manualFlag(&b, f)
	}
	b.WriteString(".SH COMMANDS\n")
	for _, n := range model.Leaves(true) {
		fmt.Fprintf(&b, ".SS %s\n%s\n", roff(strings.TrimPrefix(n.Path(), "goodword ")), roff(n.Help))
		for _, p := range n.Positional {
			fmt.Fprintf(&b, ".TP\n\\fI%s\\fR\n%s\n", roff(p.Summary()), roff(p.Help))
		}
		for _, f := range n.Flags {
			manualFlag(&b, f)
		}
		if n.Detail != "" {
			fmt.Fprintf(&b, ".PP\n.nf\n%s\n.fi\n", roff(n.Detail))
		}
	}
	b.WriteString(".SH EXIT STATUS\n0: done; 1: failed; 2: not understood; 3: done, and something needs a person.\n")
	_, err := io.WriteString(out, b.String())
	return err
}

func manualFlag(b *strings.Builder, f *kong.Flag) {
	name := "--" + f.Name
	if f.Short != 0 {
		name = "-" + string(f.Short) + ", " + name
	}
	if !f.IsBool() {
		name += "=" + f.FormatPlaceHolder()
	}
	help := f.Help
	if len(f.Envs) > 0 {
		help += " ($" + strings.Join(f.Envs, ", $") + ")"
	}
	fmt.Fprintf(b, ".TP\n\\fB%s\\fR\n%s\n", roff(name), roff(help))
}

// roff keeps a text from being read as a command of the formatter.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
