package part

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
)

// BenchmarkWalk sets the walk beside go-message's over the same mail.
func BenchmarkWalk(b *testing.B) {
	raw := sample()
	b.Run("part", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Parse(raw)
		}
	})
	b.Run("go-message", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			e, err := message.Read(bytes.NewReader(raw))
			if err != nil {
				b.Fatal(err)
			}
			bare(b, e)
		}
	})
}

func bare(b *testing.B, e *message.Entity) {
	if mr := e.MultipartReader(); mr != nil {
		for {
			p, err := mr.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				b.Fatal(err)
			}
			bare(b, p)
		}
	}
	if _, err := io.ReadAll(e.Body); err != nil {
		b.Fatal(err)
	}
}

// sample is a mail of the usual shape: two forms of one text, a picture.
func sample() []byte {
	var m strings.Builder
	for range 8 {
		m.WriteString("Received: from mx.a.example (mx.a.example [192.0.2.1])\r\n\tby in.b.example with ESMTPS id 4CqX2k; Mon, 2 Nov 2026 10:00:00 +0000\r\n")
	}
	m.WriteString("From: =?utf-8?q?J=C3=B6rg_Klein?= <joerg@a.example>\r\nTo: praise@b.example\r\nSubject: =?utf-8?B?RGFua2UgZsO8ciBkaWUgSGlsZmU=?=\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@a.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"out\"\r\n\r\n--out\r\nContent-Type: multipart/alternative; boundary=\"in\"\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	m.WriteString(strings.Repeat("Gr=C3=BC=C3=9Fe aus K=C3=B6ln, und danke f=C3=BCr die schnelle Hilfe am =\r\nSchalter.\r\n", 20))
	m.WriteString("--in\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	m.WriteString(strings.Repeat("<p class=3D\"x\">Gr=C3=BC=C3=9Fe aus K=C3=B6ln, und danke</p>\r\n", 40))
	m.WriteString("--in--\r\n--out\r\nContent-Type: image/png; name=\"logo.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	picture := base64.StdEncoding.EncodeToString(make([]byte, 6000))
	for len(picture) > 76 {
		m.WriteString(picture[:76] + "\r\n")
		picture = picture[76:]
	}
	m.WriteString(picture + "\r\n--out--\r\n")
	return []byte(m.String())
}
