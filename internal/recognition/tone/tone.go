// Package tone tells praise from complaint, sentence by sentence, in English,
// German, French and Spanish, by a small model learned from the labelled
// sentences beside it and by rules for the idioms that such a model misreads.
// In other languages it goes by known words and is never sure. It decides no
// mail's way: jobs do, and an explicit nomination is never overruled by it.
package tone

// Tone is what a mail or a sentence is.
type Tone string

const (
	Praise    Tone = "praise"
	Challenge Tone = "challenge" // critical feedback
	Mixed     Tone = "mixed"     // both; of a whole text only
	Neither   Tone = "neither"   // an inquiry, a fact, an advertisement
)

// Scored is one sentence with what it was taken for.
type Scored struct {
	Text  string
	Tone  Tone    // praise, challenge or neither; mixed where one sentence holds both
	Score float64 // how likely that is, 0 to 1
}

// Verdict is what a text is as a whole.
type Verdict struct {
	Tone      Tone
	Sentences []Scored
	Why       []string // the words or sentences that settled it
	Sure      bool     // false: ask, or treat with care
}
