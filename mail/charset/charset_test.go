package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, enc interface{ String(string) (string, error) }, s string) []byte {
	t.Helper()
	b, err := enc.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(b)
}

func TestDecode(t *testing.T) {
	t.Parallel()
	const german, russian, japaneseText, chinese, koreanText = "Grüße aus Köln – „schön“", "Спасибо за помощь", "ありがとうございました。田中", "非常感谢您的帮助，我们都很满意", "정말 감사합니다. 김민수"
	for _, c := range []struct {
		name, label string
		bytes       []byte
		want, read  string
	}{
		{"utf-8", "UTF-8", []byte(german), german, "utf-8"},
		{"utf-8 labelled us-ascii", "us-ascii", []byte(german), german, "utf-8"},
		{"utf-8 labelled latin 1", "iso-8859-1", []byte(german), german, "utf-8"},
		{"utf-8 without label", "", []byte(german), german, "utf-8"},
		{"utf-8 misspelt", "UFT-8", []byte(german), german, "utf-8"},
		{"latin 1 read as windows-1252", "iso-8859-1", encoded(t, charmap.Windows1252.NewEncoder(), german), german, "iso-8859-1"},
		{"windows-1252 labelled utf-8", "utf-8", encoded(t, charmap.Windows1252.NewEncoder(), german), german, "windows-1252"},
		{"windows-1252 without label", "", encoded(t, charmap.Windows1252.NewEncoder(), german), german, "windows-1252"},
		{"unknown label", "x-martian", encoded(t, charmap.Windows1252.NewEncoder(), german), german, "windows-1252"},
		{"koi8-r", "koi8-r", encoded(t, charmap.KOI8R.NewEncoder(), russian), russian, "koi8-r"},
		{"cp1251", "cp1251", encoded(t, charmap.Windows1251.NewEncoder(), russian), russian, "windows-1251"},
		{"iso-2022-jp", "ISO-2022-JP", encoded(t, japanese.ISO2022JP.NewEncoder(), japaneseText), japaneseText, "iso-2022-jp"},
		{"iso-2022-jp without label", "", encoded(t, japanese.ISO2022JP.NewEncoder(), japaneseText), japaneseText, "iso-2022-jp"},
		{"iso-2022-jp labelled us-ascii", "us-ascii", encoded(t, japanese.ISO2022JP.NewEncoder(), japaneseText), japaneseText, "iso-2022-jp"},
		{"shift_jis", "Shift_JIS", encoded(t, japanese.ShiftJIS.NewEncoder(), japaneseText), japaneseText, "shift_jis"},
		{"shift_jis without label", "", encoded(t, japanese.ShiftJIS.NewEncoder(), japaneseText), japaneseText, "shift_jis"},
		{"euc-jp without label", "", encoded(t, japanese.EUCJP.NewEncoder(), japaneseText), japaneseText, "euc-jp"},
		{"gb18030 labelled gb2312", "gb2312", encoded(t, simplifiedchinese.GB18030.NewEncoder(), chinese+"镕㐂"), chinese + "镕㐂", "gb2312"},
		{"gbk without label", "", encoded(t, simplifiedchinese.GBK.NewEncoder(), chinese), chinese, "gb18030"},
		{"big5 without label", "", encoded(t, traditionalchinese.Big5.NewEncoder(), "非常感謝您的幫助，我們都很滿意這次的服務"), "非常感謝您的幫助，我們都很滿意這次的服務", "big5"},
		{"windows-1251 without label", "", encoded(t, charmap.Windows1251.NewEncoder(), russian), russian, "windows-1251"},
		{"koi8-r without label", "", encoded(t, charmap.KOI8R.NewEncoder(), russian), russian, "koi8-r"},
		{"greek without label", "", encoded(t, charmap.Windows1253.NewEncoder(), "Ευχαριστώ πολύ για τη βοήθεια"), "Ευχαριστώ πολύ για τη βοήθεια", "windows-1253"},
		{"french without label", "", encoded(t, charmap.Windows1252.NewEncoder(), "Déjà très réservé, élève à côté: éèàêç, merci à l'équipe dévouée"), "Déjà très réservé, élève à côté: éèàêç, merci à l'équipe dévouée", "windows-1252"},
		{"hz", "HZ-GB-2312", []byte("~{VPND~} ok"), "中文 ok", "hz-gb-2312"},
		{"ks_c_5601", "ks_c_5601-1987", encoded(t, korean.EUCKR.NewEncoder(), koreanText), koreanText, "ks_c_5601-1987"},
		{"euc-kr without label", "", encoded(t, korean.EUCKR.NewEncoder(), koreanText), koreanText, "euc-kr"},
		{"iso-2022-kr", "iso-2022-kr", []byte("\x1b$)C\x0e0!3*\x0f ok"), "가나 ok", "iso-2022-kr"},
		{"utf-7", "utf-7", []byte("Gr+APwA3w-e 1 +- 1"), "Grüße 1 + 1", "utf-7"},
		{"utf-7 by its old name", "unicode-1-1-utf-7", []byte("caf+AOk"), "café", "unicode-1-1-utf-7"},
		{"utf-7 with a bare plus", "utf-7", []byte("a+b+"), "a+b+", "utf-7"},
		{"utf-16", "utf-16", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), german), german, "utf-16"},
		{"utf-8 cut in mid-character", "utf-8", []byte("schöne Grüße\xc3"), "schöne Grüße\uFFFD", "utf-8"},
		{"NUL goes", "utf-8", []byte("a\x00b"), "ab", "utf-8"},
		{"byte order mark goes", "utf-8", []byte("\uFEFFhello"), "hello", "utf-8"},
		{"language suffix", "iso-8859-1*en", []byte("caf\xe9"), "café", "iso-8859-1"},
	} {
		got, read := Decode(c.label, c.bytes)
		if got != c.want || read != c.read {
			t.Errorf("%s: Decode(%q) = %q, %q; want %q, %q", c.name, c.label, got, read, c.want, c.read)
		}
	}
}

// Every charset that x/text can decode and has a MIME name for is read under
// that name.
func TestEveryCharset(t *testing.T) {
	t.Parallel()
	var all []encoding.Encoding
	for _, list := range [][]encoding.Encoding{charmap.All, japanese.All, korean.All, simplifiedchinese.All, traditionalchinese.All} {
		all = append(all, list...)
	}
	read := 0
	for _, enc := range all {
		name, err := ianaindex.MIME.Name(enc)
		if err != nil || enc == charmap.XUserDefined {
			continue
		}
		want := "plain words"
		for _, sample := range []string{"Ünïcödé", "Привет", "Γειά", "שלום", "مرحبا", "สวัสดี", "日本語", "한국어", "中文", "şığ", "łąka", "ķēniņš"} {
			if _, err := enc.NewEncoder().String(sample); err == nil {
				want = sample + " and words"
				break
			}
		}
		if got, _ := Decode(name, encoded(t, enc.NewEncoder(), want)); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		read++
	}
	if read < 40 {
		t.Errorf("only %d charsets were tried", read)
	}
}

func TestDecodeWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain":                                                 "plain",
		"=?utf-8?q?Gr=C3=BC=C3=9Fe?=":                           "Grüße",
		"=?UTF-8?B?R3LDvMOfZQ==?=":                              "Grüße",
		"=?UTF-8?B?R3LDvMOfZQ?=":                                "Grüße",
		"=?utf-8?q?a_b?= =?utf-8?q?_c?=":                        "a b c",
		"=?utf-8?q?a?= and =?utf-8?q?b?=":                       "a and b",
		"=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3?= =?UTF-8?Q?=9Fe?=": "Grüße",
		"=?utf-8?B?44GC4w?= =?utf-8?B?gYQ=?=":                   "あい",
		"\"=?iso-8859-1?Q?J=F6rg?=\" <j@a.test>":                "\"Jörg\" <j@a.test>",
		"=?utf-8?q?not closed":                                  "=?utf-8?q?not closed",
		"=?utf-8?x?abc?=":                                       "=?utf-8?x?abc?=",
		"=?=?=?=":                                               "=?=?=?=",
		"=?iso-2022-jp?B?GyRCJCIbKEI=?=":                        "あ",
		"=?utf-8?q?with space?=":                                "with space",
		"=?utf-8?q?a=00b?=":                                     "ab",
		"J\xf6rg":                                               "Jörg",
		"J\xc3\xb6rg":                                           "Jörg",
		"=?utf-8*de?q?J=C3=B6rg?=":                              "Jörg",
		"=?gb2312?B?1tDOxA==?=":                                 "中文",
	} {
		if got := DecodeWords(in); got != want {
			t.Errorf("DecodeWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("utf-7", []byte("+AGE-+"))
	f.Add("iso-2022-kr", []byte("\x1b$)C\x0e0!"))
	f.Add("", []byte("\xff\xfe\x00"))
	f.Fuzz(func(t *testing.T, label string, b []byte) {
		got, _ := Decode(label, b)
		if !utf8.ValidString(got) || strings.Contains(got, "\x00") {
			t.Errorf("Decode(%q, %q) = %q", label, b, got)
		}
		if words := DecodeWords(string(b)); !utf8.ValidString(words) || strings.Contains(words, "\x00") {
			t.Errorf("DecodeWords(%q) = %q", b, words)
		}
	})
}
