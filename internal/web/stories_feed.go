package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"goodword/internal/store"
)

// The Atom feed (RFC 4287). Ids are tags (RFC 4151) of the company's domain:
// they stay when the page moves to another address. Where the page's own address
// is not set, its links are relative, which is allowed (section 4.2.7.1) and which
// some readers do not follow.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomPerson  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string    `xml:"id"`
	Title     string    `xml:"title"`
	Published string    `xml:"published"`
	Updated   string    `xml:"updated"`
	Link      atomLink  `xml:"link"`
	Content   atomWords `xml:"content"`
}

type atomWords struct {
	Type string `xml:"type,attr"`
	Lang string `xml:"xml:lang,attr"`
	Text string `xml:",chardata"`
}

// never is when a feed without stories was updated.
var never = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// feed serves the newest stories of an edition.
func (s *storiesPage) feed(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	if !slices.Contains(s.Languages, lang) {
		s.missing(w, r)
		return
	}
	found, changed, err := s.Archive.Stories(r.Context(), Wanted{Edition: lang, Limit: storiesInFeed})
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if changed.IsZero() {
		changed = never
	}
	words := wordsOfStories(lang)
	f := atomFeed{Lang: lang, ID: fmt.Sprintf("tag:%s,2026:stories/%s", s.Domain, lang), Title: words.Title + " – " + s.Company, Updated: stamp(changed),
		Author: atomPerson{s.Company}, Links: []atomLink{{"self", "application/atom+xml", s.Address + "/stories/" + lang + "/feed"}, {"alternate", "text/html", s.Address + "/stories/" + lang}}}
	for _, t := range found {
		f.Entries = append(f.Entries, s.entry(t, lang, words))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	out := xml.NewEncoder(&b)
	out.Indent("", " ")
	if err := out.Encode(f); err != nil {
		s.failed(w, r, err)
		return
	}
	s.send(w, r, "application/atom+xml; charset=utf-8", lang, changed, b.Bytes())
}

// stamp writes a time as RFC 3339 has it, in whole seconds.
func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

func (s *storiesPage) entry(t store.Story, lang string, words storyWords) atomEntry {
	v := s.shownStory(t, lang)
	e := atomEntry{ID: fmt.Sprintf("tag:%s,2026:story/%s", s.Domain, t.Ref), Title: v.Name, Published: stamp(t.PublishedAt), Updated: stamp(t.UpdatedAt),
		Link: atomLink{"alternate", "text/html", s.Address + "/stories/" + lang + "/" + t.Ref}}
	if v.Behaviour != "" {
		e.Title += ": " + v.Behaviour
	}
	// Plain text: whatever a reader does with markup, there is none to do it with.
	var parts []string
	for _, p := range []struct {
		head string
		said []string
	}{{words.Situation, v.Situation}, {words.DidWhat(v.Given), v.Action}, {words.Result, v.Result}} {
		if len(p.said) > 0 {
			parts = append(parts, p.head+"\n\n"+strings.Join(p.said, "\n\n"))
		}
	}
	if v.Line != "" {
		parts = append(parts, words.Adds(v.Manager, v.Given)+": "+v.Line)
	}
	if v.Lesson != "" {
		parts = append(parts, words.Taught(v.Teacher)+": "+v.Lesson)
	}
	e.Content = atomWords{Type: "text", Lang: v.Lang, Text: strings.Join(parts, "\n\n")}
	return e
}
