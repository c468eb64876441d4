package match_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"goodword/internal/recognition/match"
)

// FuzzFind: whatever a mail says, Find ends, keeps to its limits, and chooses
// nobody who is excluded or has left.
func FuzzFind(f *testing.F) {
	people := handmade(f)
	x := match.NewIndex(people)
	active := make(map[int64]bool)
	for _, p := range people {
		active[p.ID] = p.Active && p.Address != "tom.baker"+domain
	}
	for _, l := range mails(f) {
		f.Add(l.mail.Note, l.mail.Text, l.mail.Subject, l.mail.Direct)
	}
	f.Add("for:\n\n", "\xff山田\x00", "for: ,;&", true)
	f.Fuzz(func(t *testing.T, note, text, subject string, direct bool) {
		r := x.Find(match.Mail{Note: note, Text: text, Subject: subject, Direct: direct, Nominator: "nobody@harbour.example",
			Exclude: []string{"tom.baker" + domain}, To: []match.Addr{{Name: text, Address: "reception" + domain}}})
		if len(r.Candidates) > 10 || len(r.Chosen) == 0 && !r.Unclear || r.Unclear && r.Why == "" || !utf8.ValidString(r.Why) {
			t.Errorf("impossible result %+v", r)
		}
		for _, id := range r.Chosen {
			if !active[id] && !strings.Contains(strings.ToLower(note+text+subject), "tom.baker") {
				t.Errorf("chose %d, who is excluded or has left", id)
			}
		}
	})
}

// TestLongLists: nothing in a mail makes Find work without bound.
func TestLongLists(t *testing.T) {
	t.Parallel()
	x := large()
	names := strings.Repeat("Anna, Thomas, ", 20000)
	r := x.Find(match.Mail{Note: "for: " + names + "\nfor:\n" + strings.ReplaceAll(names, ", ", "\n"), Text: names, Subject: names,
		To: []match.Addr{{Name: names}}, Author: match.Addr{Name: names}})
	if len(r.Chosen) > 0 || !r.Unclear || len(r.Candidates) > 10 {
		t.Errorf("a list of given names chose %d, unclear %v", len(r.Chosen), r.Unclear)
	}
}

func BenchmarkNewIndex(b *testing.B) {
	people := crowd()
	for b.Loop() {
		match.NewIndex(people)
	}
}

func BenchmarkFind(b *testing.B) {
	x := large()
	all := mails(b)
	i := 0
	for b.Loop() {
		x.Find(all[i%len(all)].mail)
		i++
	}
}

// BenchmarkFindLong is a mail of 8 KB that is full of frequent given names.
func BenchmarkFindLong(b *testing.B) {
	x := large()
	text := strings.Repeat("Then Anna and Michael from the front desk in Leeds called Thomas, and Jane was kind. ", 100)
	for b.Loop() {
		x.Find(match.Mail{Text: text, Nominator: "jane.miller" + domain})
	}
}

// BenchmarkFindMany is a mail of 8 KB in which a hundred frequent given names
// and surnames are praised, each another.
func BenchmarkFindMany(b *testing.B) {
	x := large()
	var text strings.Builder
	given, family := strings.Fields(crowdNames["en"][0]), strings.Fields(crowdNames["de"][1])
	for i := range 100 {
		fmt.Fprintf(&text, "Then %s helped us and Mrs %s from the front desk was kind to my mother. ", given[i%len(given)], family[i%len(family)])
	}
	mail := match.Mail{Text: text.String(), Nominator: "jane.miller" + domain}
	for b.Loop() {
		x.Find(mail)
	}
}

// TestIndexIsModest: the memory of an index of 50,000 people.
func TestIndexIsModest(t *testing.T) {
	people := crowd()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := match.NewIndex(people)
	runtime.GC()
	runtime.ReadMemStats(&after)
	mb := float64(after.HeapAlloc-before.HeapAlloc) / (1 << 20)
	t.Logf("%.1f MB beside the %d people", mb, len(people))
	if mb > 80 {
		t.Errorf("the index takes %.1f MB", mb)
	}
	runtime.KeepAlive(x)
	runtime.KeepAlive(people)
}
