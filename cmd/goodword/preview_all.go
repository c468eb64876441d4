package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"goodword/jobs"
	"goodword/mail/address"
	"goodword/mail/send"
	"goodword/templates"
)

// previewed is one letter of the index: a kind, and what was rendered of it.
type previewed struct {
	templates.KindInfo
	Languages []previewedIn
}

// previewedIn is a letter in one language.
type previewedIn struct {
	Lang    string
	Own     bool // of the company's folder
	Samples []previewedSample
}

type previewedSample struct {
	Name    string // file without its ending: de/request-2
	Number  int    // from 0, as --sample takes it
	Subject string
}

// all renders every letter in every language into a folder that is new, empty
// or of an earlier preview, with a page that lists them.
func (p previewCommand) all(e *environment, set *templates.Set) error {
	languages := previewedLanguages(set)
	if err := freshFolder(p.To, languages); err != nil {
		return err
	}
	own := map[string]bool{}
	for _, name := range set.Own() {
		own[name] = true
	}
	letters := 0
	var list []previewed
	for _, k := range templates.Kinds() {
		shown := previewed{KindInfo: k}
		for _, lang := range languages {
			if !set.Written(k.Kind, lang) { // its readers get it in English
				continue
			}
			in := previewedIn{Lang: lang, Own: own[lang+"/"+string(k.Kind)]}
			for i, view := range templates.Samples(k.Kind) {
				sample := previewedSample{Name: fmt.Sprintf("%s/%s-%d", lang, k.Kind, i), Number: i}
				var err error
				if sample.Subject, err = writePreview(filepath.Join(p.To, filepath.FromSlash(sample.Name)), set, view, lang); err != nil {
					return err
				}
				letters++
				in.Samples = append(in.Samples, sample)
			}
			shown.Languages = append(shown.Languages, in)
		}
		list = append(list, shown)
	}
	if err := writeIndex(filepath.Join(p.To, indexPage), set.Origin(), list); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Wrote %d letters in %d languages. Open %s\n", letters, len(languages), filepath.Join(p.To, indexPage))
	return nil
}

const indexPage = "index.html"

// previewedLanguages are those in which all letters are written, and those in which some are.
func previewedLanguages(set *templates.Set) []string {
	list := templates.Languages()
	for _, lang := range templates.LanguagesInPart() {
		if slices.ContainsFunc(templates.Kinds(), func(k templates.KindInfo) bool { return set.Written(k.Kind, lang) }) {
			list = append(list, lang)
		}
	}
	return list
}

// freshFolder makes the folder with one of each language. One that holds other
// things is left alone.
func freshFolder(folder string, languages []string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look into the folder for the letters: %w", err)
	}
	if _, err := os.Stat(filepath.Join(folder, indexPage)); len(entries) > 0 && err != nil {
		return fmt.Errorf("%s holds other things: name a new folder by --to", folder)
	}
	for _, lang := range languages {
		if err := os.MkdirAll(filepath.Join(folder, lang), 0o755); err != nil {
			return fmt.Errorf("make the folder for the letters: %w", err)
		}
	}
	return nil
}

// writePreview writes a letter as .txt, .html and .eml, and gives its subject.
func writePreview(path string, set *templates.Set, view templates.View, lang string) (string, error) {
	r, err := set.Render(view, lang, 0)
	if err != nil {
		return "", err
	}
	pictures, err := jobs.Pictures(view, lang)
	if err != nil {
		return "", fmt.Errorf("draw the pictures of %s: %w", path, err)
	}
	page := r.HTML
	for _, picture := range pictures {
		page = strings.ReplaceAll(page, `"cid:`+picture.ContentID+`"`,
			`"data:`+picture.MediaType+";base64,"+base64.StdEncoding.EncodeToString(picture.Bytes)+`"`)
	}
	// The invented letters have one date: what did not change is the same file.
	mail, err := send.Compose(send.Letter{From: address.Mailbox{Name: "goodword", Address: "goodword@halden.example"},
		To: address.Mailbox{Name: "Preview", Address: "preview@halden.example"}, Subject: r.Subject,
		MessageID: strings.ReplaceAll(lang+"."+filepath.Base(path), "_", "-") + "@halden.example",
		Date:      time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC), Text: r.Text, HTML: r.HTML,
		Attachments: pictures, AutoSubmitted: true, Mark: "preview"})
	if err != nil {
		return "", fmt.Errorf("compose %s: %w", path, err)
	}
	for ending, bytes := range map[string][]byte{".txt": []byte("Subject: " + r.Subject + "\n\n" + r.Text), ".html": []byte(page), ".eml": mail} {
		if err := os.WriteFile(path+ending, bytes, 0o644); err != nil {
			return "", fmt.Errorf("write a preview: %w", err)
		}
	}
	return r.Subject, nil
}

func writeIndex(path, origin string, list []previewed) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the list of letters: %w", err)
	}
	err = previewIndex().Execute(f, struct {
		Origin  string
		Letters []previewed
	}{origin, list})
	return errors.Join(err, f.Close())
}

func previewIndex() *template.Template {
	return template.Must(template.New(indexPage).Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Every letter of goodword</title>
<style>
:root { color-scheme: light dark; --ink: #24262a; --soft: #6b6a66; --ground: #f5f2ec; --card: #fff; --green: #1c6552; }
@media (prefers-color-scheme: dark) { :root { --ink: #ebe8e2; --soft: #a5a29b; --ground: #17181a; --card: #212326; --green: #7cc4ae; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin: 0; }
section { background: var(--card); border-radius: 8px; padding: 1rem 1.25rem; margin: 1rem 0; }
p { margin: .25rem 0 .75rem; color: var(--soft); overflow-wrap: anywhere; }
.in { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1rem; }
h3 { font-size: .9rem; margin: 0 0 .25rem; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; font-size: .9rem; } li { margin: 0 0 .5rem; overflow-wrap: anywhere; }
a { color: var(--green); } small a { color: var(--soft); margin-right: .5rem; }
</style>
</head>
<body>
<h1>Every letter of goodword</h1>
<p>With invented people. Each letter as it looks, as plain text, and as a mail to open in a mail program.</p>
{{with .Origin}}<p>{{.}}.</p>
{{end}}{{range .Letters}}<section id="{{.Kind}}">
<h2>{{.Kind}}</h2>
<p>To the {{.Reader}}: {{.Purpose}}</p>
<div class="in">
{{range .Languages}}<div lang="{{.Lang}}">
<h3>{{.Lang}}{{if .Own}} · <span lang="en">your own</span>{{end}}</h3>
<ul>
{{range .Samples}}<li><a href="{{.Name}}.html">{{.Subject}}</a><br><small><a href="{{.Name}}.txt">txt</a><a href="{{.Name}}.eml">eml</a></small></li>
{{end}}</ul>
</div>
{{end}}</div>
</section>
{{end}}</body>
</html>
`))
}
