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

// worstMails are mails that cost more than their length would tell.
func worstMails() map[string]match.Mail {
	given := strings.Fields(crowdNames["en"][0] + " " + crowdNames["de"][0] + " " + crowdNames["fr"][0] + " " + crowdNames["es"][0])
	family := strings.Fields(crowdNames["en"][1] + " " + crowdNames["de"][1] + " " + crowdNames["fr"][1] + " " + crowdNames["es"][1])
	fill := func(size int, piece func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(piece(i))
		}
		return b.String()
	}
	g := func(i int) string { return given[i%len(given)] }
	f := func(i int) string { return family[i%len(family)] }
	return map[string]match.Mail{
		"given names":  {Text: fill(8<<10, func(i int) string { return g(i) + " " }), Nominator: "jane.miller" + domain},
		"given list":   {Text: fill(8<<10, func(i int) string { return g(i) + ", " }), Nominator: "jane.miller" + domain},
		"given praise": {Text: fill(8<<10, func(i int) string { return "Thank you, " + g(i) + "! " }), Nominator: "jane.miller" + domain},
		"surnames":     {Text: fill(8<<10, func(i int) string { return f(i) + " " }), Nominator: "jane.miller" + domain},
		"titled":       {Text: fill(8<<10, func(i int) string { return "Mrs " + f(i) + " was kind. " }), Nominator: "jane.miller" + domain},
		"whole names":  {Text: fill(8<<10, func(i int) string { return g(i) + " " + f(i*7) + " was kind. " }), Nominator: "jane.miller" + domain},
		"signatures": {Text: "Thank you all.\n\nKind regards\n" + fill(8<<10, func(i int) string {
			return g(i) + " " + f(i*7) + "\nReceptionist, Leeds\nTel. 0113 49" + fmt.Sprint(i) + "\n"
		}), Nominator: "jane.miller" + domain},
		"eastern": {Text: fill(8<<10, func(i int) string {
			return "東京のフロントの田中様はとても親切で、佐藤さんにも感謝しています。"
		}), Nominator: "jane.miller" + domain},
		"eastern run": {Text: fill(8<<10, func(i int) string { return "東京のフロントの田中様はとても親切で" }), Nominator: "jane.miller" + domain},
		"thirty KB": {Text: fill(30<<10, func(i int) string {
			return "We stayed three nights and the breakfast was good, the room was clean and " + g(i) + " found my bag. "
		}), Note: fill(30<<10, func(i int) string { return "Please see what the guest wrote about " + g(i) + " and the team. " }), Nominator: "jane.miller" + domain},
		"no capitals": {Text: fill(8<<10, func(i int) string {
			return strings.ToLower("then " + g(i) + " " + f(i) + " helped us and mrs " + f(i*3) + " was kind ")
		}), Nominator: "jane.miller" + domain},
		"typos": {Text: fill(8<<10, func(i int) string { return g(i) + " " + f(i) + "x was kind. " }), Nominator: "jane.miller" + domain},
		"cyrillic": {Text: fill(8<<10, func(i int) string {
			return "Спасибо Анне Ивановой и Ольге Петровой за помощь. "
		}), Nominator: "jane.miller" + domain},
		"one sentence": {Text: fill(8<<10, func(i int) string { return "and then " + g(i) + " was kind to us when the porter was away " }), Nominator: "jane.miller" + domain},
		"under a list": {Text: fill(8<<10, func(i int) string { // as many names as are looked at, over all that is read
			return "and then " + g(i*3) + " " + f(i*5) + " was so kind to us when the porter was away and carried all our bags to the room while the lift was out of order, which was lovely of the team and more than we had expected of a hotel in Leeds, thank you "
		}), Nominator: "jane.miller" + domain},
		"under a list of typos": {Text: fill(8<<10, func(i int) string {
			return g(i*3) + " " + f(i*5) + "x was very kind to us. The porter was away and our bags were heavy, the lift was out of order. She was lovely with my mother, and we had expected less of a hotel in Leeds. What a wonderful team you have there! "
		}), Nominator: "jane.miller" + domain},
		"umlauts": {Text: fill(8<<10, func(i int) string {
			return "Frau Müller und Jürgen Schröder waren überaus freundlich für uns, schönen Gruß. "
		}), Nominator: "jane.miller" + domain},
		"commas":   {Text: fill(8<<10, func(i int) string { return "kind, helpful, patient, " }) + "Anna", Nominator: "jane.miller" + domain},
		"greeting": {Text: "Dear " + fill(8<<10, func(i int) string { return g(i) + ", " }) + "thank you.", To: []match.Addr{{Name: g(3) + " " + f(5), Address: "jane.miller" + domain}}, Nominator: "bo.lind" + domain},
	}
}

func BenchmarkFindWorst(b *testing.B) {
	x := large()
	for name, mail := range worstMails() {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				x.Find(mail)
			}
		})
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
