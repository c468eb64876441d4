// Command goodword carries customers' praise to the employee it is about, over
// the CEO's name. It is a service driven by e-mail (goodword serve) and the
// operator's tool to look after it; goodword --help lists the commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"goodword/internal/config"
	"goodword/internal/service"
)

// program is the command line.
type program struct {
	Config string `help:"The settings; goodword.toml in this folder unless given." type:"path" env:"GOODWORD_CONFIG" short:"c" placeholder:"FILE"`

	Serve      serveCommand      `cmd:"" help:"Run the service."`
	Init       initCommand       `cmd:"" help:"Write a commented goodword.toml to start from."`
	Doctor     doctorCommand     `cmd:"" help:"Check settings, database, mailboxes, relay and directory, and say what to do."`
	Status     statusCommand     `cmd:"" help:"Show in one screen how things stand."`
	Show       showCommand       `cmd:"" help:"Show the whole history of a nomination (GW-1001) or a stored mail (17)."`
	Explain    explainCommand    `cmd:"" help:"Say what goodword makes of a mail, changing nothing."`
	Replay     replayCommand     `cmd:"" help:"Say what goodword makes today of an archive, and what differs from what was done."`
	People     peopleCommand     `cmd:"" help:"Import people and reporting lines."`
	Behaviours behavioursCommand `cmd:"" help:"Check and import the catalogue of behaviours."`
	Report     reportCommand     `cmd:"" help:"Print recognition in figures."`
	Sites      sitesCommand      `cmd:"" help:"Import sites and their postal addresses."`
	Vouchers   vouchersCommand   `cmd:"" help:"Import vouchers for customers, and print which were given."`
	Trivia     triviaCommand     `cmd:"" help:"Draw a month's question to customers again, to show that the draw was fair."`
	Stories    storiesCommand    `cmd:"" help:"List and search what is told, and take it down."`
	Preview    previewCommand    `cmd:"" help:"Render a letter with sample data."`
	Pause      pauseCommand      `cmd:"" help:"Stop all mail over the CEO's name."`
	Resume     resumeCommand     `cmd:"" help:"Let mail over the CEO's name go out again."`
	Readmit    readmitCommand    `cmd:"" help:"Bring back a mail that was set aside; it is read once more."`
	Resolve    resolveCommand    `cmd:"" help:"Say what became of a thank-you that may have been sent."`
	Forget     forgetCommand     `cmd:"" help:"Remove everything about a customer, or about somebody who left."`
	Export     exportCommand     `cmd:"" help:"Print everything that is held about somebody."`
	Audit      auditCommand      `cmd:"" help:"Check the chain of the audit log."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database to this version's schema."`
	Backup     backupCommand     `cmd:"" help:"Write everything goodword holds into a file."`
	Restore    restoreCommand    `cmd:"" help:"Bring a backup back, so that nothing is sent again."`
	Restored   restoredCommand   `cmd:"" help:"Say what may leave after a restore."`
	Move       moveCommand       `cmd:"" help:"Move everything to another PostgreSQL."`
	Settings   settingsCommand   `cmd:"" help:"Print the reference of all settings."`
	Demo       demoCommand       `cmd:"" help:"Play a month of a fictional company, and look into its mailboxes."`
	Man        manCommand        `cmd:"" help:"Print the manual page."`
	Completion completionCommand `cmd:"" help:"Print what a shell needs to complete commands."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// environment is what commands are given: where to write, and when to stop.
type environment struct {
	ctx      context.Context
	out, err io.Writer
	in       io.Reader
	config   string
	given    bool // config was named, and is not the default
	now      func() time.Time
	pace     service.Pace // the usual one, unless a test is in a hurry
	filling  bool         // the command makes the database whole that is not
}

// load reads the settings and tells their warnings. The secrets of mailboxes
// and relay may be missing: short commands log in nowhere.
func (e *environment) load() (*config.Config, error) { return e.loadFor(config.Secrets{}) }

// loadFor is load for a command that logs in.
func (e *environment) loadFor(needs config.Secrets) (*config.Config, error) {
	c, err := config.LoadFor(e.config, needs)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: write one with `goodword init`, or name yours with --config FILE", err)
	}
	if err != nil {
		return nil, err
	}
	for _, warning := range c.Warnings {
		fmt.Fprintln(e.err, "warning:", warning)
	}
	return c, nil
}

// logger writes as the settings say, on standard error.
func (e *environment) logger(c *config.Config) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log.Level)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(e.err, options))
	}
	return slog.New(slog.NewTextHandler(e.err, options))
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs one command and gives the exit code: 0 done, 1 failed, 2 not
// understood, 3 done but something needs a person (doctor, explain).
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	return runAt(ctx, service.Pace{}, args, in, out, errs)
}

// runAt is run for those in a hurry.
func runAt(ctx context.Context, pace service.Pace, args []string, in io.Reader, out, errs io.Writer) int {
	var p program
	exit := -1
	parser, err := kong.New(&p, kong.Name("goodword"),
		kong.Description("A good word about an employee reaches the employee, over the CEO's name."),
		kong.Writers(out, errs), kong.UsageOnError(), kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 96}))
	if err != nil {
		fmt.Fprintln(errs, "goodword:", err)
		return 1
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // help was asked for
		return exit
	}
	if err != nil {
		fmt.Fprintf(errs, "goodword: %v\nRun `goodword --help`, or `goodword COMMAND --help` for examples.\n", err)
		return 2
	}
	e := &environment{ctx: ctx, out: out, err: errs, in: in, config: p.Config, given: p.Config != "", now: time.Now, pace: pace}
	if !e.given {
		e.config = "goodword.toml"
	}
	err = command.Run(e)
	var needs needsPerson
	switch {
	case err == nil:
		return 0
	case errors.As(err, &needs):
		fmt.Fprintln(errs, "goodword:", err)
		return 3
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return 130
	}
	fmt.Fprintln(errs, "goodword:", err)
	return 1
}

// needsPerson is an outcome that is no failure of the command, and still not well.
type needsPerson string

func (n needsPerson) Error() string { return string(n) }
