package stem_test

import (
	"strings"
	"testing"

	"goodword/mail/parse/stem"
)

func FuzzLower(f *testing.F) {
	for _, text := range []string{"", "lower", "Upper", "ÀÉÎÕÜÞ×ß÷ÿ", "Größe Ärger", "Őr Şey İl", "承認します OK", "ＦＵＬＬ", "한국어 Kim", "עברית A", "ΑΒΓ", "Ж",
		"\xc3", "\xc3A", "A\xc3\x28", "\xe3\x81", "\xe3\x81A", "\xff", "ა Ა", "Ꭰ", "A\xed\xa0\x80", "ǅ", "ẞ", "«Où – “Là”…»\u00a0Ⅷ", "\xe2\x80", "\xe2\x80A", "\xc2A", "5 µ\u212a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := stem.Lower(text), strings.ToLower(text); got != want {
			t.Errorf("Lower(%q) = %q, want %q", text, got, want)
		}
	})
}
