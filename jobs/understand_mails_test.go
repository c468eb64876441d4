package jobs

import (
	"encoding/base64"
	"os"
	"strings"
	"testing"
)

// speedMail is one kind of mail that understanding is measured on.
type speedMail struct {
	name string
	raw  []byte
}

// speedMails are the kinds of mail a day brings. Those of files have the shortest
// header a client can write; the others have the fields that servers add on the way.
func speedMails(t testing.TB) []speedMail {
	var mails []speedMail
	for _, m := range []struct{ name, file string }{
		{"forward, plain, short", "thunderbird-flowed"}, {"forward, HTML alone", "outlook-desktop-html-de"}, {"forward, both forms", "gmail-both"},
		{"forward, Japanese", "outlook-ja"}, {"answer, HTML, short", "outlook-reply-de"}, {"bounce", "bounce"}, {"absence note", "absence-de"},
	} {
		raw, err := os.ReadFile("../mail/parse/testdata/" + m.file + ".eml")
		if err != nil {
			t.Fatal(err)
		}
		mails = append(mails, speedMail{m.name, raw})
	}
	return append(mails,
		speedMail{"answer, one word", travelled("Re: A good word about Marta Klein [57]", "In-Reply-To: <l57@hotel.example>\r\nReferences: <l57@hotel.example>\r\n", plain("Approve"))},
		speedMail{"answer, plain, with the letter", travelled("Re: A good word about Marta Klein [57]", "In-Reply-To: <l57@hotel.example>\r\nReferences: <l57@hotel.example>\r\n", plain(answerWords+quotedLetter(1)))},
		speedMail{"answer, both forms", travelled("Re: A good word about Marta Klein [57]", "In-Reply-To: <l57@hotel.example>\r\nReferences: <l57@hotel.example>\r\n", bothForms(answerWords+quotedLetter(1)))},
		speedMail{"answer, Japanese", travelled("=?utf-8?B?UmU6IOOBiuWuouanmOOBi+OCieOBruOBiuikkuOCgeOBruiogOiRiQ==?=", "In-Reply-To: <l58@hotel.example>\r\n", encoded(japaneseAnswer))},
		speedMail{"long thread", travelled("Re: A good word about Marta Klein [57]", "In-Reply-To: <l57@hotel.example>\r\n", plain(answerWords+quotedLetter(12)))},
		speedMail{"forward, plain, travelled", travelled("Fwd: The lost bear", "", plain(plainForward))},
		speedMail{"compliment", travelled("Your front desk", "", bothForms(complimentWords))},
	)
}

// travelled is a mail with the fields that servers write on its way.
func travelled(subject, fields, rest string) []byte {
	return []byte("Return-Path: <tom.reed@hotel.example>\r\n" +
		"Received: from mx2.hotel.example (mx2.hotel.example [192.0.2.17])\r\n\tby imap.hotel.example with ESMTPS id 4CqX2k7Y1Bz9sPK\r\n\tfor <praise@hotel.example>; Tue,  3 Nov 2026 09:12:47 +0000 (UTC)\r\n" +
		"Received: from out.mail.example (out.mail.example [198.51.100.9])\r\n\tby mx2.hotel.example with ESMTPS id 4CqX2j0Kq3z1xyz\r\n\tfor <praise@hotel.example>; Tue,  3 Nov 2026 09:12:46 +0000 (UTC)\r\n" +
		"Authentication-Results: mx2.hotel.example;\r\n\tdkim=pass header.d=hotel.example header.s=s2026;\r\n\tspf=pass smtp.mailfrom=tom.reed@hotel.example;\r\n\tdmarc=pass header.from=hotel.example\r\n" +
		"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=hotel.example; s=s2026;\r\n\th=from:to:subject:date:message-id:in-reply-to:references;\r\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r\n\tb=" + strings.Repeat("dGhpcyBpcyBubyByZWFsIHNpZ25hdHVyZSwgb25seSBpdHMgc2hh\r\n\t", 5) + "cGU=\r\n" +
		"From: Tom Reed <tom.reed@hotel.example>\r\nTo: Praise <praise@hotel.example>\r\nSubject: " + subject + "\r\n" +
		"Date: Tue, 3 Nov 2026 09:12:44 +0000\r\nMessage-ID: <c2a1@mail.hotel.example>\r\n" + fields +
		"User-Agent: Mozilla Thunderbird\r\nMIME-Version: 1.0\r\n" + rest)
}

func plain(text string) string {
	return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"
}

func encoded(text string) string {
	var lines strings.Builder
	for all := base64.StdEncoding.EncodeToString([]byte(text)); all != ""; {
		n := min(76, len(all))
		lines.WriteString(all[:n] + "\r\n")
		all = all[n:]
	}
	return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines.String()
}

func bothForms(text string) string {
	html := strings.NewReplacer("&", "&amp;", "<", "&lt;", "\n\n", "</div>\r\n<div><br></div>\r\n<div>", "\n", "<br>\r\n").Replace(text)
	return "Content-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n--b1\r\n" + plain(text) +
		"--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><div>" + html + "</div></body></html>\r\n--b1--\r\n"
}

const (
	answerWords    = "Approve. Marta has been the heart of our front desk for years.\n\nBest regards\nTom\n\n"
	japaneseAnswer = "承認します。\n\nよろしくお願いいたします。\n田中\n\n2026年11月3日(火) 9:00 Praise <praise@hotel.example>:\n> 田中様\n> お客様からお褒めの言葉をいただきました。\n> 「承認」または「却下」とご返信ください。\n"
	plainForward   = "For Marta!\n\n-------- Forwarded Message --------\nSubject: The lost bear\nDate: Mon, 2 Nov 2026 18:03:00 +0000\nFrom: Helen Price <helen.price@guest.example>\nTo: desk@hotel.example\n\n" +
		"Dear team,\n\nMarta at the front desk found our daughter's lost bear and drove it to the\nstation before our train left. We will come again because of her.\n\nKind regards\nHelen Price\n"
	complimentWords = "Dear team,\n\nwe stayed with you from Friday to Sunday, and I must tell you how kind Marta at\nthe front desk was. Our daughter had lost her bear, and Marta looked for it in the\nlaundry, found it, and drove it to the station before our train left.\n\n" +
		"My wife and I have travelled a lot, and nobody ever did such a thing for us. Please\ntell her how much it meant to us. We will come again because of her.\n\nKind regards\nHelen Price\n"
)

// quotedLetter is a letter of ours as an answer quotes it, several times over.
func quotedLetter(times int) string {
	const letter = "\nDear Tom,\n\na customer praised Marta Klein of your team. These are their words:\n\n\"Marta at the front desk found our daughter's lost bear and drove it to the\nstation before our train left.\"\n\nAnswer with \"approve\", or with \"decline\" and why.\n\nThe Chief People Officer\n"
	out, mark := "", ""
	for range times {
		mark += "> "
		out += mark[2:] + "On 2 Nov 2026, at 18:03, Praise <praise@hotel.example> wrote:\n"
		for line := range strings.Lines(letter) {
			out += mark + line
		}
	}
	return out
}
