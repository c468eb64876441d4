package parse

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	oddHead  = "From: Ruth Hale <ruth@customer.test>\r\nTo: praise@corp.example\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"
	german   = "Schöne Grüße, Frau Weiß hat uns sehr geholfen."
	chinese  = "谢谢您的帮助，前台的小姐非常耐心，我们很高兴。"
	jap      = "フロントの方がとても親切でした。ありがとうございました。"
	russian  = "Большое спасибо, администратор очень нам помогла и была вежлива."
	korText  = "직원분이 정말 친절하게 도와주셔서 감사합니다."
	bigFive  = "謝謝您的幫助，櫃檯人員非常有耐心。"
	plainHat = "Thank you, Nina was wonderful."
)

func in(e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// oddMail is a mail with something broken in it, and what it says all the same.
type oddMail struct{ name, raw, text, subject string }

func oddBody(kind, body string) string { return oddHead + "Content-Type: " + kind + "\r\n\r\n" + body }

// oddCharsets have a label that is wrong, missing or misspelt.
func oddCharsets() []oddMail {
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	latin := in(charmap.Windows1252, german)
	return []oddMail{
		{"Latin-1 called UTF-8", oddBody("text/plain; charset=utf-8", latin), german, ""},
		{"UTF-8 called ASCII", oddBody("text/plain; charset=us-ascii", german), german, ""},
		{"UTF-8 called Latin-1", oddBody("text/plain; charset=iso-8859-1", german), german, ""},
		{"UTF8 without hyphen", oddBody("text/plain; charset=utf8", german), german, ""},
		{"a label in two quotes", oddBody(`text/plain; charset="'UTF-8'"`, german), german, ""},
		{"a label with a comment", oddBody("text/plain; charset=utf-8 (Unicode)", german), german, ""},
		{"a label with a semicolon", oddBody("text/plain; charset=utf-8;", german), german, ""},
		{"Windows quotes called Latin-1", oddBody("text/plain; charset=iso-8859-1", "\x93"+plainHat+"\x94"), "“" + plainHat + "”", ""},
		{"no label, Latin-1", oddBody("text/plain", latin), german, ""},
		{"UTF-16 with its mark, no label", oddBody("text/plain", in(utf16, plainHat)), plainHat, ""},
		{"UTF-16 with its mark, called UTF-8", oddBody("text/plain; charset=utf-8", in(big, plainHat)), plainHat, ""},
		{"UTF-16 labelled, in base64", oddHead + "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(in(big, german))), german, ""},
		{"UTF-8 with a mark", oddBody("text/plain; charset=utf-8", "\ufeff"+german), german, ""},
		{"GB18030 undeclared", oddBody("text/plain", in(simplifiedchinese.GB18030, chinese)), chinese, ""},
		{"GB18030 called gb2312", oddBody("text/plain; charset=gb2312", in(simplifiedchinese.GB18030, chinese)), chinese, ""},
		{"GB18030 called Latin-1", oddBody("text/plain; charset=iso-8859-1", in(simplifiedchinese.GB18030, chinese)), chinese, ""},
		{"ISO-2022-JP undeclared", oddBody("text/plain", in(japanese.ISO2022JP, jap)), jap, ""},
		{"ISO-2022-JP called ASCII", oddBody("text/plain; charset=us-ascii", in(japanese.ISO2022JP, jap)), jap, ""},
		{"Shift_JIS undeclared", oddBody("text/plain", in(japanese.ShiftJIS, jap)), jap, ""},
		{"EUC-JP undeclared", oddBody("text/plain", in(japanese.EUCJP, jap)), jap, ""},
		{"Korean by its old name", oddBody("text/plain; charset=ks_c_5601-1987", in(korean.EUCKR, korText)), korText, ""},
		{"Big5 labelled", oddBody("text/plain; charset=big5", in(traditionalchinese.Big5, bigFive)), bigFive, ""},
		{"KOI8-R labelled", oddBody("text/plain; charset=koi8-r", in(charmap.KOI8R, russian)), russian, ""},
		{"Windows-1251 undeclared", oddBody("text/plain", in(charmap.Windows1251, russian)), russian, ""},
		{"Windows-1251 called Latin-1", oddBody("text/plain; charset=iso-8859-1", in(charmap.Windows1251, russian)), russian, ""},
	}
}

// oddEncodings have a transfer encoding that does not hold.
func oddEncodings() []oddMail {
	coded := func(how, body string) string {
		return oddHead + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + how + "\r\n\r\n" + body
	}
	b64 := base64.StdEncoding.EncodeToString([]byte(german))
	return []oddMail{
		{"base64 without padding", coded("base64", strings.TrimRight(b64, "=")), german, ""},
		{"base64 with spaces and marks", coded("base64", b64[:10]+" \t"+b64[10:]+"\r\n \r\n"), german, ""},
		{"base64 with a footer", coded("base64", b64+"\r\n-- \r\nSent by a list\r\n"), german, ""},
		{"base64 in 8 bit", coded("base64", base64.StdEncoding.EncodeToString([]byte(german))[:20]+"\r\n"+b64[20:]), german, ""},
		{"called base64, is text", coded("base64", plainHat+" It was a good day."), plainHat, ""},
		{"quoted-printable in small letters", coded("quoted-printable", "Sch=c3=b6ne Gr=c3=bc=c3=9fe"), "Schöne Grüße", ""},
		{"quoted-printable with a lone sign", coded("quoted-printable", "1 = 1, Sch=C3=B6ne =ZZ"), "1 = 1, Schöne =ZZ", ""},
		{"8-bit with a hyphen", coded("8-bit", german), german, ""},
		{"an encoding nobody knows", coded("x-none", german), german, ""},
		{"an encoding in quotes", coded(`"base64"`, b64), german, ""},
		{"two encodings", oddHead + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n" + plainHat, plainHat, ""},
	}
}

// oddParts have boundaries that mislead, and oddHeaders fields.
func oddParts() []oddMail {
	multi := func(kind, body string) string {
		return oddHead + "Content-Type: multipart/" + kind + "\r\n\r\n" + body
	}
	part := "Content-Type: text/plain; charset=utf-8\r\n\r\n" + plainHat + "\r\n"
	return []oddMail{
		{"a boundary that begins another", multi("mixed; boundary=b", "--b\r\nContent-Type: multipart/alternative; boundary=bb\r\n\r\n--bb\r\n"+part+"--bb--\r\n--b--\r\n"), plainHat, ""},
		{"one boundary twice", multi("mixed; boundary=b", "--b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"+part+"--b--\r\n--b--\r\n"), plainHat, ""},
		{"a boundary with spaces behind", multi("mixed; boundary=b", "--b  \t\r\n"+part+"--b--  \r\n"), plainHat, ""},
		{"a boundary that is never closed", multi("mixed; boundary=b", "--b\r\n"+part), plainHat, ""},
		{"a boundary in quotes with marks", multi(`mixed; boundary="a:b?=;c"`, "--a:b?=;c\r\n"+part+"--a:b?=;c--\r\n"), plainHat, ""},
		{"a boundary not in quotes with marks", multi("mixed; boundary=--=_a:b", "----=_a:b\r\n"+part+"----=_a:b--\r\n"), plainHat, ""},
		{"no boundary named", multi("mixed", "--b\r\n"+part+"--b--\r\n"), plainHat, ""},
		{"a boundary that never comes", multi("mixed; boundary=x", plainHat), plainHat, ""},
		{"a part without a header", multi("mixed; boundary=b", "--b\r\n\r\n"+plainHat+"\r\n--b--\r\n"), plainHat, ""},
		{"a part without an empty line", multi("mixed; boundary=b", "--b\r\n"+plainHat+"\r\n--b--\r\n"), plainHat, ""},
		{"LF alone", strings.ReplaceAll(multi("mixed; boundary=b", "--b\r\n"+part+"--b--\r\n"), "\r\n", "\n"), plainHat, "Hello"},
		{"CR alone", strings.ReplaceAll(multi("mixed; boundary=b", "--b\r\n"+part+"--b--\r\n"), "\r\n", "\r"), plainHat, "Hello"},
		{"a multipart in base64", oddHead + "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n\r\n--b\r\n" + part + "--b--\r\n", plainHat, ""},
	}
}

func oddHeaders() []oddMail {
	with := func(field string) string {
		return "From: Ruth Hale <ruth@customer.test>\r\nTo: praise@corp.example\r\n" + field + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + plainHat
	}
	b64 := base64.StdEncoding.EncodeToString([]byte("Schöne Grüße"))
	half := base64.StdEncoding.EncodeToString([]byte("Sch\xc3"))
	rest := base64.StdEncoding.EncodeToString([]byte("\xb6ne Grüße"))
	return []oddMail{
		{"a letter parted between two words", with("Subject: =?utf-8?B?" + half + "?=\r\n =?utf-8?B?" + rest + "?="), plainHat, "Schöne Grüße"},
		{"an encoded word with a space", with("Subject: =?utf-8?Q?Sch=C3=B6ne Gr=C3=BC=C3=9Fe?="), plainHat, "Schöne Grüße"},
		{"an encoded word in small letters", with("Subject: =?UTF-8?b?" + b64 + "?="), plainHat, "Schöne Grüße"},
		{"an encoded word without padding", with("Subject: =?utf-8?B?" + strings.TrimRight(b64, "=") + "?="), plainHat, "Schöne Grüße"},
		{"encoded words side by side", with("Subject: =?utf-8?Q?Sch=C3=B6ne?==?utf-8?Q?_Gr=C3=BC=C3=9Fe?="), plainHat, "Schöne Grüße"},
		{"a raw UTF-8 subject", with("Subject: Schöne Grüße"), plainHat, "Schöne Grüße"},
		{"a raw Latin-1 subject", with("Subject: Sch\xf6ne Gr\xfc\xdfe"), plainHat, "Schöne Grüße"},
		{"a raw ISO-2022-JP subject", with("Subject: " + in(japanese.ISO2022JP, "ありがとうございました")), plainHat, "ありがとうございました"},
		{"an encoded word of no charset", with("Subject: =?klingon?Q?Hello_there?="), plainHat, "Hello"},
		{"a language in the charset", with("Subject: =?utf-8*de?B?" + b64 + "?="), plainHat, "Schöne Grüße"},
		{"a space before the colon", with("Subject : Greetings"), plainHat, "Greetings"},
		{"NUL in the subject", with("Subject: Gre\x00etings"), plainHat, "Greetings"},
		{"a mark before the header", "\ufeff" + with("Subject: Greetings"), plainHat, "Greetings"},
		{"a line of mbox before the header", "From ruth@customer.test Mon Nov  2 09:14:00 2026\r\n" + with("Subject: Greetings"), plainHat, "Greetings"},
		{"an empty line before the header", "\r\n" + with("Subject: Greetings"), plainHat, "Greetings"},
		{"a line in the header that is no field", with("Subject: Greetings\r\nthis is no field"), plainHat, "Greetings"},
	}
}

// TestOddMails reads mails of which something is broken. What is not broken must be read.
func TestOddMails(t *testing.T) {
	t.Parallel()
	for _, list := range [][]oddMail{oddCharsets(), oddEncodings(), oddParts(), oddHeaders()} {
		for _, o := range list {
			m := Parse([]byte(o.raw), Options{})
			if !strings.Contains(m.Text, o.text) {
				t.Errorf("%s: the text is %q (%v)", o.name, m.Text, m.Warnings)
			}
			if !strings.Contains(m.Subject, o.subject) {
				t.Errorf("%s: the subject is %q", o.name, m.Subject)
			}
			if len(m.From) != 1 || m.From[0].Address != "ruth@customer.test" {
				t.Errorf("%s: from %v", o.name, m.From)
			}
			clean(t, m)
		}
	}
}
