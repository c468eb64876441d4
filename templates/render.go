package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Rendered is a letter, ready to be put into a mail.
type Rendered struct {
	Subject string // at most 80 characters, no line ends
	Text    string // lines end in \n and have at most 72 columns
	HTML    string
	Drafts  []Draft // the answers that its buttons open
}

//go:embed letters
var embedded embed.FS

// Set is every letter in every language, ready to render; safe for any number
// of goroutines.
type Set struct {
	sources map[string]*source // by "de/request"
	folder  string             // of the company's own letters; "" without
	own     map[string]bool    // letters of that folder, named as sources are
}

var builtin = sync.OnceValues(func() (*Set, error) { return Load("") })

// Load reads goodword's own letters, and over them those of folder (none when
// ""), whose files have the same names: en/request.letter, de/thank_you.letter…
// The first file that is wrong is refused, by name, line and what is wrong.
func Load(folder string) (*Set, error) {
	own, err := fs.Sub(embedded, "letters")
	if err != nil {
		return nil, fmt.Errorf("read the embedded letters: %w", err)
	}
	s := &Set{sources: map[string]*source{}, own: map[string]bool{}}
	if err := s.read(own, s.add); err != nil {
		return nil, err
	}
	if err := s.complete(); err != nil {
		return nil, err
	}
	if folder == "" {
		return s, nil
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("the folder of your own letters, %s, cannot be read: make it, or take the setting out", folder)
	}
	if err := s.read(os.DirFS(folder), s.addTried); err != nil {
		return nil, fmt.Errorf("in %s: %w", folder, err)
	}
	s.folder = folder
	return s, nil
}

func (s *Set) read(files fs.FS, add func(name, text string) error) error {
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read letters: %w", err)
		}
		if entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || entry.Name() == "README.md" {
			return nil
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read letter %s: %w", name, err)
		}
		return add(name, string(text))
	})
}

func (s *Set) add(name, text string) error {
	lang, file := path.Split(name)
	lang = strings.TrimSuffix(lang, "/")
	kind, ok := strings.CutSuffix(file, ".letter")
	if !slices.Contains(slices.Concat(Languages(), LanguagesInPart()), lang) || !ok {
		return fmt.Errorf("%s: letters are named LANGUAGE/KIND.letter, LANGUAGE one of %s", name, strings.Join(slices.Concat(Languages(), LanguagesInPart()), ", "))
	}
	view, ok := blank[Letter(kind)]
	if !ok {
		return fmt.Errorf("%s: there is no letter %q; `goodword preview` lists them", name, kind)
	}
	src, err := parseSource(name, text, reflect.TypeOf(view))
	if err != nil {
		return err
	}
	s.sources[lang+"/"+kind] = src
	return nil
}

// addTried adds a letter that is not goodword's own (those are tried by tests)
// and renders the samples with it, so that what only shows when a letter is
// filled in is refused at start as well.
func (s *Set) addTried(name, text string) error {
	if err := s.add(name, text); err != nil {
		return err
	}
	lang, file := path.Split(name)
	lang, kind := path.Clean(lang), Letter(strings.TrimSuffix(file, ".letter"))
	for _, v := range Samples(kind) {
		for wording := range s.Wordings(kind, lang) {
			if _, err := s.Render(v, lang, wording); err != nil {
				return err
			}
		}
	}
	s.own[lang+"/"+string(kind)] = true
	return nil
}

func (s *Set) complete() error {
	for _, lang := range Languages() {
		for _, k := range Kinds() {
			if s.sources[lang+"/"+string(k.Kind)] == nil {
				return fmt.Errorf("the letter %s/%s.letter is missing", lang, k.Kind)
			}
		}
	}
	return nil
}

// find gives a letter and its language: that of lang, or English where it is not
// written in that one.
func (s *Set) find(kind Letter, lang string) (*source, *language) {
	l := languageFor(lang)
	if src := s.sources[l.tag+"/"+string(kind)]; src != nil {
		return src, l
	}
	en := languageFor("en")
	return s.sources[en.tag+"/"+string(kind)], en
}

// Written says whether a letter is written in lang itself, and does not fall
// back to English.
func (s *Set) Written(kind Letter, lang string) bool {
	_, l := s.find(kind, lang)
	return l.tag == languageFor(lang).tag
}

// Variety is how many wordings of a letter read differently throughout, at
// least 1: by that number and no earlier they come again.
func (s *Set) Variety(kind Letter, lang string) int {
	src, _ := s.find(kind, lang)
	if src == nil {
		return 1
	}
	return src.variety
}

// Wordings is how many wordings show every sentence of a letter once, at least 1.
func (s *Set) Wordings(kind Letter, lang string) int {
	src, _ := s.find(kind, lang)
	if src == nil {
		return 1
	}
	return src.wordings
}

// Render writes v in lang (BCP 47; "" takes the reader's language; one that
// letters are not written in falls back to its base language, then English).
// Any wording is allowed; it is taken modulo Variety.
func (s *Set) Render(v View, lang string, wording int) (Rendered, error) {
	d, l, err := s.document(v, lang, wording)
	if err != nil {
		return Rendered{}, err
	}
	return Rendered{Subject: d.Subject, Text: setText(d, l), HTML: setHTML(d), Drafts: d.drafts()}, nil
}

// document fills v in, ready to be set.
func (s *Set) document(v View, lang string, wording int) (*document, *language, error) {
	reader := v.frame().Reader
	src, l := s.find(v.kind(), inCountry(first(lang, reader.Lang), reader.Country))
	if src == nil {
		return nil, nil, fmt.Errorf("render %s: there is no such letter in %s", v.kind(), l.tag)
	}
	if p, ok := v.(interface{ prepared() View }); ok {
		v = p.prepared()
	}
	if wording < 0 {
		wording = -(wording + 1)
	}
	d, err := compose(fill(src, v, l, wording), trusted(v.frame().Answer))
	if err != nil {
		return nil, nil, fmt.Errorf("%s:%w", src.name, err)
	}
	d.Lang, d.RTL = l.tag, l.rtl
	d.Subject = l.begun(d.Subject)
	return d, l, nil
}

// Render writes v with goodword's own letters; see Set.Render.
func Render(v View, lang string, wording int) (Rendered, error) {
	s, err := builtin()
	if err != nil {
		return Rendered{}, err
	}
	return s.Render(v, lang, wording)
}

// Wordings is how many wordings one of goodword's own letters has.
func Wordings(kind Letter, lang string) int {
	s, err := builtin()
	if err != nil {
		return 1
	}
	return s.Wordings(kind, lang)
}
