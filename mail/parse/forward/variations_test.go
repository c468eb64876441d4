package forward_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// variation bends every layout a little, and what is expected with it.
type variation struct {
	name   string
	bend   func(text string) string
	expect func(f *forward.Forwarded, note *string)
	fits   func(l layout, g quotetest.Tongue) bool
}

func dropLine(text, holding string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.Contains(line, holding) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func manyLines(l layout, _ quotetest.Tongue) bool {
	return l.client != "yahoo" && l.client != "stacked"
}

var variations = []variation{
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, nil, nil},
	{"no note", func(s string) string { return strings.ReplaceAll(s, sampleNote, "") }, func(_ *forward.Forwarded, note *string) { *note = "" }, nil},
	{"no cc", func(s string) string { return dropLine(s, "tariq@") }, func(f *forward.Forwarded, _ *string) { f.Cc = nil }, manyLines},
	{"no recipients", func(s string) string { return dropLine(dropLine(s, "tariq@"), "desk@") }, func(f *forward.Forwarded, _ *string) { f.Cc, f.To = nil, nil }, manyLines},
	{"no date", func(s string) string { return dropLine(dropLine(s, "9:26"), "9.26") }, nil, func(l layout, g quotetest.Tongue) bool {
		return manyLines(l, g) && !strings.HasPrefix(g.Code, "x-") && l.client != "outlook mac old" && (l.prefixed || strings.Contains(l.template, "---"))
	}},
	{"tabs", func(s string) string { return strings.ReplaceAll(s, ": ", ":\t") }, func(f *forward.Forwarded, _ *string) {
		f.Body, f.Subject = strings.ReplaceAll(f.Body, ": ", ":\t"), strings.ReplaceAll(f.Subject, ": ", ":\t")
	}, func(l layout, g quotetest.Tongue) bool { return l.client != "outlook mac old" }},
	{
		"author without address", func(s string) string {
			return strings.NewReplacer("Mara Okafor <mara@guest.example>", "Mara Okafor", `"Mara Okafor" <mara@guest.example>`, "Mara Okafor", "Mara Okafor [mailto:mara@guest.example]", "Mara Okafor", "Mara Okafor<mara@guest.example>", "Mara Okafor").Replace(s)
		}, func(f *forward.Forwarded, _ *string) { f.From.Address = "" },
		func(l layout, g quotetest.Tongue) bool {
			return manyLines(l, g) && !strings.HasPrefix(g.Code, "x-") && l.client != "mutt" && l.client != "outlook mac old" && (l.prefixed || strings.Contains(l.template, "---") || strings.Contains(l.template, "==="))
		},
	},
	{
		"address alone", func(s string) string {
			return strings.NewReplacer("Mara Okafor <mara@guest.example>", "mara@guest.example", `"Mara Okafor" <mara@guest.example>`, "<mara@guest.example>", "Mara Okafor [mailto:mara@guest.example]", "mara@guest.example", "Mara Okafor<mara@guest.example>", "mara@guest.example").Replace(s)
		}, func(f *forward.Forwarded, _ *string) { f.From.Name = "" },
		func(l layout, g quotetest.Tongue) bool { return l.client != "outlook mac old" },
	},
	{
		"links", func(s string) string {
			return strings.ReplaceAll(s, "Mara Okafor <mara@guest.example>", "Mara Okafor <mara@guest.example<mailto:mara@guest.example>>")
		}, nil, func(l layout, g quotetest.Tongue) bool { return l.client != "mutt" },
	},
	{
		"two recipients", func(s string) string {
			s = strings.ReplaceAll(s, "desk@hotel.example <desk@hotel.example>", "desk@hotel.example")
			s = strings.ReplaceAll(s, `"desk@hotel.example" <desk@hotel.example>`, "desk@hotel.example")
			s = strings.ReplaceAll(s, `"desk@hotel.example"<desk@hotel.example>`, "desk@hotel.example")
			s = strings.ReplaceAll(s, "<desk@hotel.example>", "desk@hotel.example")
			return strings.ReplaceAll(s, "desk@hotel.example", `"Desk, Front" <desk@hotel.example>, bar@hotel.example`)
		}, func(f *forward.Forwarded, _ *string) {
			if f.To != nil {
				f.To = []address.Mailbox{{Name: "Desk, Front", Address: "desk@hotel.example"}, {Address: "bar@hotel.example"}}
			}
		}, manyLines,
	},
	{
		"wrapped recipients", func(s string) string {
			s = strings.ReplaceAll(s, "<tariq@guest.example>, Noor", "<tariq@guest.example>,\n Noor")
			s = strings.ReplaceAll(s, "<tariq@guest.example>; Noor", "<tariq@guest.example>;\n Noor")
			lines := strings.Split(s, "\n")
			for i, line := range lines {
				if strings.HasPrefix(line, " Noor") && i > 0 && strings.HasPrefix(lines[i-1], ">") {
					lines[i] = ">" + line
				}
			}
			return strings.Join(lines, "\n")
		}, nil, func(l layout, g quotetest.Tongue) bool { return manyLines(l, g) && l.client != "netease" },
	},
	{"nbsp before colon", func(s string) string {
		return strings.ReplaceAll(s, ": ", "\u00a0:\u00a0")
	}, func(f *forward.Forwarded, _ *string) {
		f.Body, f.Subject = strings.ReplaceAll(f.Body, ": ", "\u00a0:\u00a0"), strings.ReplaceAll(f.Subject, ": ", "\u00a0:\u00a0")
	}, func(l layout, g quotetest.Tongue) bool { return l.client != "mutt" && l.client != "outlook mac old" }},
}

// TestVariations reads every layout in every language with each variation.
func TestVariations(t *testing.T) {
	t.Parallel()
	for _, v := range variations {
		for _, l := range layouts {
			t.Run(v.name+"/"+l.client, func(t *testing.T) {
				t.Parallel()
				for _, g := range quotetest.Tongues() {
					if v.fits == nil || v.fits(l, g) {
						v.check(t, l, g)
					}
				}
			})
		}
	}
}

func (v variation) check(t *testing.T, l layout, g quotetest.Tongue) {
	text, subject := l.fill(g)
	wantNote := sampleNote
	if !strings.HasPrefix(text, sampleNote) {
		wantNote = ""
	}
	if strings.HasPrefix(g.Code, "x-") && strings.Contains(l.template, "\n\n%begin\n\n") {
		wantNote += "\n\n" + g.Begin
	}
	text = v.bend(text)
	if v.name == "no note" && wantNote != sampleNote && wantNote != "" {
		wantNote = g.Begin
	}
	want := &forward.Forwarded{From: address.Mailbox{Name: "Mara Okafor", Address: "mara@guest.example"}, Subject: sampleSubject, Body: sampleBody}
	if !l.bare {
		want.To = []address.Mailbox{{Address: "desk@hotel.example"}}
		want.Cc = []address.Mailbox{{Name: "Tariq Lind", Address: "tariq@guest.example"}, {Name: "Noor", Address: "noor@guest.example"}}
	}
	if v.expect != nil && (v.name != "no note" || wantNote == sampleNote) {
		v.expect(want, &wantNote)
	}
	f, note := forward.Find(text, forward.Mail{Subject: subject})
	if f == nil {
		t.Errorf("%s: no forward found in:\n%s", g.Code, text)
		return
	}
	got := *f
	got.Client, got.Evidence, got.Date = "", "", ""
	if got.ReplyTo = nil; strings.Contains(text, "Reply-To") != (len(f.ReplyTo) == 1 && f.ReplyTo[0].Address == "mara@guest.example") {
		t.Errorf("%s: answers go to %v, by\n%s", g.Code, f.ReplyTo, text)
	}
	if l.client == "outlook mac old" {
		want.Subject = got.Subject
	}
	if diff := cmp.Diff(want, &got, shown); diff != "" || note != wantNote {
		t.Errorf("%s: note %q, want %q; -want +got:\n%s\n%s", g.Code, note, wantNote, diff, text)
	}
}

// TestAuthorIsNoRecipient takes the author's address, or the whole line, out of
// every layout in every language: whoever is found then, it is no recipient.
func TestAuthorIsNoRecipient(t *testing.T) {
	t.Parallel()
	bends := map[string]func(string) string{
		"no address": func(s string) string {
			return strings.NewReplacer(" <mara@guest.example>", "", " [mailto:mara@guest.example]", "", "<mara@guest.example>", "").Replace(s)
		},
		"no line": func(s string) string { return dropLine(s, "mara@guest.example") },
		"no value": func(s string) string {
			return strings.NewReplacer(" Mara Okafor <mara@guest.example>", "", ` "Mara Okafor" <mara@guest.example>`, "").Replace(s)
		},
	}
	for name, bend := range bends {
		for _, l := range layouts {
			if name == "no line" && !manyLines(l, quotetest.Tongue{}) {
				continue
			}
			for _, g := range quotetest.Tongues() {
				if name == "no line" && strings.HasPrefix(g.Code, "x-") {
					continue // what is left is a whole header, in GMX's order
				}
				text, subject := l.fill(g)
				text = bend(text)
				f, _ := forward.Find(text, forward.Mail{Subject: subject})
				if f == nil {
					continue
				}
				for _, recipient := range []string{"desk@", "tariq@", "noor@"} {
					if strings.HasPrefix(f.From.Address, recipient) {
						t.Errorf("%s/%s/%s: author %v in\n%s", name, l.client, g.Code, f.From, text)
					}
				}
			}
		}
	}
}
