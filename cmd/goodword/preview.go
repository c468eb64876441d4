package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"goodword/internal/config"
	"goodword/templates"
)

type previewCommand struct {
	Letter   string `arg:"" optional:"" help:"The letter; without one they are listed."`
	Language string `help:"The language, such as de." default:"en" short:"l"`
	Wording  int    `help:"Which of its wordings, from 0."`
	Sample   int    `help:"Which of its samples, from 0."`
	HTML     bool   `help:"Print the HTML instead of the text."`
	All      bool   `help:"Write every letter in every language as .html, .txt and .eml, with a page that lists them."`
	To       string `help:"With --all: the folder to write to." default:"preview" type:"path" placeholder:"FOLDER"`
}

// Help shows examples.
func (previewCommand) Help() string {
	return `Sample data only: no database, no mail. A company's own letters
([letters] templates_dir) are used where the settings name them.

Examples:
  goodword preview
  goodword preview thank_you --language de --wording 1
  goodword preview digest --html > digest.html
  goodword preview --all --to letters`
}

// Run renders a letter with sample data.
func (p previewCommand) Run(e *environment) error {
	if p.Letter != "" && p.All {
		return fmt.Errorf("--all writes every letter: leave %q out, or --all", p.Letter)
	}
	if p.Letter == "" && !p.All {
		return listLetters(e)
	}
	folder := ""
	if _, err := os.Stat(e.config); err == nil || e.given { // without settings, goodword's own
		c, err := config.LoadFor(e.config, config.Secrets{})
		if err != nil {
			return err
		}
		folder = c.Letters.TemplatesDir
	}
	set, err := templates.Load(folder)
	if err != nil {
		return err
	}
	if said := set.Origin(); said != "" {
		fmt.Fprintln(e.err, said+".")
	}
	if p.All {
		return p.all(e, set)
	}
	samples := templates.Samples(templates.Letter(p.Letter))
	if len(samples) == 0 {
		return fmt.Errorf("there is no letter %q: `goodword preview` lists them", p.Letter)
	}
	if p.Sample < 0 || p.Sample >= len(samples) {
		return fmt.Errorf("%s has samples 0 to %d", p.Letter, len(samples)-1)
	}
	if most := set.Wordings(templates.Letter(p.Letter), p.Language); p.Wording < 0 || p.Wording >= most {
		return fmt.Errorf("%s has wordings 0 to %d in %s", p.Letter, most-1, p.Language)
	}
	r, err := set.Render(samples[p.Sample], p.Language, p.Wording)
	if err != nil {
		return err
	}
	if p.HTML {
		_, err = fmt.Fprint(e.out, r.HTML)
		return err
	}
	_, err = fmt.Fprintf(e.out, "Subject: %s\n\n%s\n", r.Subject, r.Text)
	return err
}

func listLetters(e *environment) error {
	w := tabwriter.NewWriter(e.out, 0, 4, 2, ' ', 0)
	for _, k := range templates.Kinds() {
		fmt.Fprintf(w, "%s\tto the %s\t%s\n", k.Kind, k.Reader, k.Purpose)
	}
	return w.Flush()
}
