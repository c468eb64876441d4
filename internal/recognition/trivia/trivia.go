// Package trivia has the rules of the month's question to customers: whether
// an answer is right, and who is drawn among the right ones. It is pure; jobs
// asks it, and cmd/goodword draws anew with it to show that a draw was fair.
package trivia

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Part splits "question = answer" at its last sign of equality; ok is false where either lacks.
func Part(words string) (question, answer string, ok bool) {
	at := strings.LastIndex(words, "=")
	if at < 0 {
		return "", "", false
	}
	question, answer = strings.TrimSpace(words[:at]), strings.TrimSpace(words[at+1:])
	return question, answer, question != "" && len(fold(answer)) > 0
}

const (
	mostLines = 3  // of an answer that are looked at
	mostWords = 12 // of a line that holds the answer
)

// Right looks for one of the answers in what somebody newly wrote, and gives the
// line that holds it. It is lenient with case, accents, marks and a slip of the
// pen in a long word, and strict with numbers; a line that offers several
// answers to choose from holds none.
func Right(own string, answers ...string) (line string, ok bool) {
	looked := 0
	for _, l := range strings.Split(own, "\n") {
		words := fold(l)
		if len(words) == 0 {
			continue
		}
		if looked++; looked > mostLines {
			return "", false
		}
		for _, a := range answers {
			if holds(words, fold(a)) && !offersSeveral(l, words, fold(a)) {
				return l, true
			}
		}
	}
	return "", false
}

// fold gives the words of a text without case, accents and marks.
func fold(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(strings.ReplaceAll(b.String(), "ß", "ss"))
}

// holds says whether the words of answer stand in words, one behind the other.
func holds(words, answer []string) bool {
	if len(answer) == 0 || len(words) > mostWords+len(answer) {
		return false
	}
	for i := 0; i+len(answer) <= len(words); i++ {
		same := true
		for k := range answer {
			same = same && near(words[i+k], answer[k])
		}
		if same {
			return true
		}
	}
	return false
}

// offersSeveral says that a line lists answers, or numbers beside the one asked for.
func offersSeveral(line string, words, answer []string) bool {
	if strings.Count(line, ",")+strings.Count(line, ";")+strings.Count(line, "/") > 1 {
		return true
	}
	for _, w := range words {
		switch w {
		case "or", "oder", "ou", "o":
			if !contains(answer, w) {
				return true
			}
		}
		if number(w) && !contains(answer, w) {
			return true
		}
	}
	return false
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

func number(word string) bool {
	for _, r := range word {
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// near says whether two words are the same but for a slip: one letter in five or
// more, two in nine or more.
func near(a, b string) bool {
	if a == b {
		return true
	}
	if number(a) || number(b) {
		return false
	}
	most := 0
	switch n := len([]rune(b)); {
	case n >= 9:
		most = 2
	case n >= 5:
		most = 1
	}
	return most > 0 && slips(a, b) <= most
}

// slips counts the letters to add, drop or change from a to b.
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

// Lot is the lot of an answer in a draw: the SHA-256 of the seed, a blank and the
// answer's number in decimal, as hexadecimal digits.
func Lot(seed string, answer int64) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s %d", seed, answer)))
	return hex.EncodeToString(sum[:])
}

// Draw gives the answer with the lowest lot; 0 where there is none.
func Draw(seed string, answers []int64) int64 {
	drawn := int64(0)
	for _, a := range answers {
		if drawn == 0 || Lot(seed, a) < Lot(seed, drawn) {
			drawn = a
		}
	}
	return drawn
}
