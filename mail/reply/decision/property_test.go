package decision

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// spoilers turn an approval in a language into something else: negations to
// put before it, and sentences or clauses to put behind it.
var spoilers = map[string]struct{ before, after []string }{
	"en": {[]string{"not ", "don't ", "never ", "no, not ", "I can't say ", "if Ann agrees, ", "maybe ", "tomorrow: ", "Tom says "}, []string{" if Ann agrees", ", but not yet", " later", ". Wait.", ", I guess", " tomorrow", ". No, decline.", ", once HR agrees", "... not"}},
	"de": {[]string{"nicht ", "keinesfalls ", "nie ", "wenn Ann will, ", "vielleicht ", "Tom sagt ", "morgen "}, []string{", wenn Ann will", ", aber erst später", " nicht", ". Moment, doch nicht.", ", glaube ich", " morgen", ", sobald ich zurück bin"}},
	"fr": {[]string{"ne pas ", "pas ", "jamais ", "si Anne veut, ", "peut-être ", "Paul dit ", "demain "}, []string{", si Anne veut", ", mais pas encore", " plus tard", ". Attendez.", ", je crois", " demain", ", à condition que les RH suivent"}},
	"es": {[]string{"no ", "nunca ", "jamás ", "si Ana quiere, ", "quizás ", "Pablo dice ", "mañana "}, []string{", si Ana quiere", ", pero todavía no", " más tarde", ". Espera.", ", creo", " mañana", ", cuando vuelva"}},
	"it": {[]string{"non ", "mai ", "se Anna vuole, ", "forse ", "Marco dice ", "domani "}, []string{", se Anna vuole", ", ma non ancora", " più tardi", ". Aspetta.", ", credo", " domani", ", quando torno"}},
	"pt": {[]string{"não ", "nunca ", "se a Ana quiser, ", "talvez ", "O Paulo diz ", "amanhã "}, []string{", se a Ana quiser", ", mas ainda não", " mais tarde", ". Espera.", ", acho", " amanhã", ", quando voltar"}},
	"nl": {[]string{"niet ", "nooit ", "geen ", "als Anna wil, ", "misschien ", "Piet zegt ", "morgen "}, []string{", als Anna wil", ", maar nog niet", " later", ". Wacht even.", ", denk ik", " morgen", ", zodra ik terug ben"}},
	"sv": {[]string{"inte ", "aldrig ", "om Anna vill, ", "kanske ", "Erik säger ", "imorgon "}, []string{", om Anna vill", ", men inte än", " senare", ". Vänta.", ", tror jag", " imorgon", ", så snart jag är tillbaka"}},
	"da": {[]string{"ikke ", "aldrig ", "hvis Anna vil, ", "måske ", "Jens siger ", "i morgen "}, []string{", hvis Anna vil", ", men ikke endnu", " senere", ". Vent.", ", tror jeg", " i morgen", ", så snart jeg er tilbage"}},
	"no": {[]string{"ikke ", "aldri ", "hvis Anna vil, ", "kanskje ", "Ola sier ", "i morgen "}, []string{", hvis Anna vil", ", men ikke ennå", " senere", ". Vent.", ", tror jeg", " i morgen", ", så snart jeg er tilbake"}},
	"fi": {[]string{"ei ", "en ", "älä ", "jos Anna haluaa, ", "ehkä ", "Pekka sanoo ", "huomenna "}, []string{", jos Anna haluaa", ", mutta ei vielä", " myöhemmin", ". Odota.", ", luulen", " huomenna", ", kunhan palaan"}},
	"pl": {[]string{"nie ", "nigdy ", "jeśli Anna zechce, ", "może ", "Piotr mówi ", "jutro "}, []string{", jeśli Anna zechce", ", ale jeszcze nie", " później", ". Czekaj.", ", chyba", " jutro", ", jak tylko wrócę"}},
	"cs": {[]string{"ne ", "ne", "nikdy ", "pokud Anna chce, ", "možná ", "Petr říká ", "zítra "}, []string{", pokud Anna chce", ", ale ještě ne", " později", ". Počkej.", ", asi", " zítra", ", jakmile se vrátím"}},
	"hu": {[]string{"nem ", "ne ", "soha ", "ha Anna akarja, ", "talán ", "Péter mondja ", "holnap "}, []string{", ha Anna akarja", ", de még nem", " később", ". Várj.", ", azt hiszem", " holnap", ", amint visszajöttem"}},
	"ro": {[]string{"nu ", "niciodată ", "dacă Ana vrea, ", "poate ", "Mihai spune ", "mâine "}, []string{", dacă Ana vrea", ", dar nu încă", " mai târziu", ". Stai puțin.", ", cred", " mâine", ", după ce mă întorc"}},
	"tr": {[]string{"asla ", "hiç ", "eğer isterse ", "belki ", "Mehmet diyor ki ", "yarın "}, []string{" değil", ", eğer isterse", ", ama henüz değil", " sonra", ". Bekle.", ", sanırım", " yarın", " mı"}},
	"ru": {[]string{"не ", "никогда ", "если Анна хочет, ", "может быть, ", "Пётр говорит, ", "завтра "}, []string{", если Анна хочет", ", но не сейчас", " позже", ". Подождите.", ", наверное", " завтра", ", когда вернусь"}},
	"uk": {[]string{"не ", "ніколи ", "якщо Анна хоче, ", "можливо, ", "Петро каже, ", "завтра "}, []string{", якщо Анна хоче", ", але не зараз", " пізніше", ". Зачекайте.", ", мабуть", " завтра", ", коли повернуся"}},
	"ja": {[]string{"もし", "たぶん", "明日", "まだ"}, []string{"ではありません", "とは言っていません", "。ただし後で", "か", "かもしれません", "。待ってください", "、明日"}},
	"zh": {[]string{"不", "没", "如果她来就", "可能", "明天", "还没"}, []string{"吗", "，但是再等等", "，如果她来", "。等一下", "，可能", "，明天", "才怪"}},
	"ko": {[]string{"만약 ", "아마 ", "내일 ", "안 ", "아직 "}, []string{" 아님", ", 하지만 나중에", ". 잠깐만요", " 것 같습니다", ", 내일", ", 확인 후"}},
}

// approvals gives every approval of the labelled sets that is read as one.
func approvals(t testing.TB) []answer {
	var out []answer
	for _, file := range []string{"answers.txt", "talk.txt"} {
		for _, a := range answers(t, file) {
			if a.want == Approve && Read(a.text, Options{}).Decision == Approve {
				out = append(out, a)
			}
		}
	}
	if len(out) < 200 {
		t.Fatalf("only %d approvals to spoil", len(out))
	}
	return out
}

// ownWords are the words of a without greeting, sign-off and praise, so that a
// spoiler stands beside the decision.
func ownWords(a answer) (string, bool) {
	return a.text, !strings.Contains(a.text, "\n")
}

// TestSpoiled shows that no approval survives a negation, a question mark, a
// condition, a doubt or a delay beside it.
func TestSpoiled(t *testing.T) {
	t.Parallel()
	n := 0
	for _, a := range approvals(t) {
		try := func(text string) {
			n++
			if got := Read(text, Options{}); got.Decision == Approve {
				t.Errorf("%s %q approves: %s", a.lang, text, got.Reason)
			}
			if got := Read(text, Options{Language: a.lang}); got.Decision == Approve {
				t.Errorf("%s %q approves with its language told: %s", a.lang, text, got.Reason)
			}
		}
		try(a.text + "?")
		try(a.text + " ？")
		try("\"" + a.text + "\"")
		own, single := ownWords(a)
		if !single {
			continue
		}
		for lang, s := range spoilers {
			for _, b := range s.before {
				if lang == a.lang || lang == "en" {
					try(b + own)
				}
			}
			for _, b := range s.after {
				if strings.Contains(a.commands, "lesson") && strings.HasPrefix(b, " ") {
					continue // part of the lesson's sentence
				}
				if lang == a.lang || lang == "en" {
					try(strings.TrimRight(own, ".!。！ ") + b)
					try(own + "\n" + strings.TrimLeft(b, " ,.、，。"))
				}
			}
		}
	}
	t.Logf("%d spoiled answers", n)
}

// TestForeignNegation puts each language's negation before every approval.
func TestForeignNegation(t *testing.T) {
	t.Parallel()
	for _, a := range approvals(t) {
		for lang, s := range spoilers {
			if text := s.before[0] + a.text; Read(text, Options{}).Decision == Approve {
				t.Errorf("%s before %s: %q approves", lang, a.lang, text)
			}
		}
	}
}

// TestHidden shows that characters which hide words never leave an approval.
func TestHidden(t *testing.T) {
	t.Parallel()
	all := approvals(t)
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SampledFrom(all).Draw(t, "answer")
		runes := []rune(a.text)
		at := rapid.IntRange(0, len(runes)).Draw(t, "at")
		r := rapid.SampledFrom([]rune{0x200b, 0x200c, 0xad, 0x2060, 0x202e, 0x2066, 0x3164, 0x115f, 0x2800, 0xe000, 0, 0x1b}).Draw(t, "rune")
		text := string(runes[:at]) + string(r) + string(runes[at:])
		if got := Read(text, Options{}); got.Decision == Approve {
			t.Fatalf("%q approves", text)
		}
	})
}

// bounded checks what must hold for any text, whoever wrote it.
func bounded(t testing.TB, text string, roles ...Role) {
	for _, role := range roles {
		boundedAs(t, text, role)
	}
}

func boundedAs(t testing.TB, text string, role Role) {
	got := Read(text, Options{Role: role})
	switch got.Decision {
	case Approve, Decline, Unclear:
	default:
		t.Fatalf("%q: decision %q", text, got.Decision)
	}
	if got.Reason == "" {
		t.Fatalf("%q: no reason", text)
	}
	if len(got.Comment) > MaxComment || len(got.Commands) > MaxCommands || len(got.Reason) > 2000 {
		t.Fatalf("%q: %d bytes of comment, %d commands, %d bytes of reason", text, len(got.Comment), len(got.Commands), len(got.Reason))
	}
	if utf8.ValidString(text) && !utf8.ValidString(got.Comment) {
		t.Fatalf("%q: the comment is not UTF-8", text)
	}
	for _, c := range got.Commands {
		if c.Name == "" || len(strings.Join(c.Args, "")) > 2*MaxText {
			t.Fatalf("%q: command %v", text, c)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, file := range []string{"answers.txt", "attacks.txt", "talk.txt", "votes.txt"} {
		for _, a := range answers(f, file) {
			f.Add(a.text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) { bounded(t, text, Unknown, Manager, CEO) })
}

// TestLinear reads the longest answers allowed, made of what costs most, and
// counts how often the words are looked at: at most so often for each of them.
func TestLinear(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"ok, ", "approve\n", "hold 4; ", "also a@b ", "best, ", "no ", "(", "承認", "edit: x\n", "and ", "a ", "approve she ", "👍", "if ", "ok ", "in 3 days ", "1: a@b.c\n", "thank 2: x; ", "hold 1 2 3 ", "承認します、", "not Bo, Ann\n", "please ", "; ", "approve\n\n", "ok, great. ", "\"ok\" ", "pause\n", "lesson: x; y; ", "Best, Tom\n",
		"1 yes, ", "1 and ", "yes to 1, ", "all yes ", "yes ", "2: no, x\n", "approve 1: x\n", "approve 1\nx\n"} {
		text := strings.Repeat(piece, MaxText/len(piece))
		bounded(t, text, Unknown, Manager)
		for _, role := range []Role{Unknown, Manager} {
			d, why := draftOf(text, Options{Role: role})
			if why != "" {
				t.Errorf("%q is not read: %s", piece, why)
				continue
			}
			d.result()
			if each := d.looked / len(d.tokens); each > 300 {
				t.Errorf("%q of a %s: each of %d tokens is looked at %d times", piece, role, len(d.tokens), each)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	lexicon()
	for _, text := range []string{
		"approve",
		"ok, send it",
		"Freigegeben. Danke an Lena, das war stark.",
		"承認します。よろしくお願いします。",
		"Hi,\n\napproved. She was great with the Hendersons.\n\nBest regards,\nTom Berger\nHead of Service",
		"no – that was Ben, not her",
	} {
		b.Run(cut(text, 16), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(text, Options{})
			}
		})
	}
}

// BenchmarkFirst reads an answer with no words loaded, as a program does that
// reads one mail.
func BenchmarkFirst(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		d, _ := draftWith(decode(table), "ok, send it", Options{})
		d.result()
	}
}

// isPlain takes nothing for plain that oddRune finds odd, whatever stands before.
func TestPlainRunes(t *testing.T) {
	t.Parallel()
	for r := rune(0); r < 0x20000; r++ {
		for _, prev := range []rune{0, 'a', 'é', 'ж', '\u0301', '承', '👍'} {
			if why := oddRune(prev, r); isPlain(r) && why != "" {
				t.Errorf("U+%04X after %q is %s, and called plain", r, prev, why)
			}
		}
	}
}
