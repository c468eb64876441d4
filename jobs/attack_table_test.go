package jobs

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

// TestAttackTable tries every attack that the table of promises names, each
// under its words.
func TestAttackTable(t *testing.T) {
	t.Parallel()
	for row, attempts := range map[string]map[string]func(*testing.T){
		"a forged From with a good token; forged or nested Authentication-Results; two From fields; NUL, group or route addresses; encoded-word tricks": {
			"From": attackForgedSender, "verdicts": attackForgedVerdict},
		"a token seen in a reply-all or a forward, used by somebody else; used again; after its time": {
			"by somebody else": attackTokenOfAnother, "again, and late": attackTokenAgain},
		"an absence note that quotes approve; a reaction mail; a scanner that opens every link": {
			"machines": attackMachines, "no link changes anything": attackLinks},
		"not approved, I can't approve, approved?, once HR approves, yes, quoted approval, both words, another language": {"words": attackWords},
		"markup, CSS, links, telephone bait, CR/LF in names and subjects of a compliment":                                {"every letter": attackHostileWords},
		"mail bombs: nesting, parts, headers, base64, TNEF, zip":                                                         {"each, and the next mail": attackBombs},
		"a flood of compliments with forged senders; two autoresponders; two goodwords writing to each other": {
			"flood": attackFlood, "autoresponders": attackAutoresponders, "two goodwords": attackTwoGoodwords},
		"a forged bounce to silence somebody":                                         {"without the secret": attackForgedBounce},
		"a forged answer to the digest":                                               {"commands": attackDigest, "pause": attackPause},
		"an old genuine answer replayed with new To or References":                    {"delivered elsewhere": attackReplay, "by its signature": attackReplaySigned},
		"a forward forged by an employee to collect a voucher or a stranger's thanks": {"no letter out": attackForgedForward},
		"remote images in preview or stories page":                                    {"never fetched": attackRemote},
	} {
		t.Run(row, func(t *testing.T) {
			t.Parallel()
			for name, attempt := range attempts {
				t.Run(name, attempt)
			}
		})
	}
}

// attackForgedVerdict: fields that look like our server's, and are not.
func attackForgedVerdict(t *testing.T) {
	const ours = "dmarc=pass header.from=corp.example"
	o := newOffice(t)
	_, request := nominated(o)
	each(o, map[string]string{
		"none":                       "",
		"of another server":          "Authentication-Results: mx.evil.test; " + ours + "\r\n",
		"below another server's":     "Authentication-Results: mx.evil.test; none\r\nAuthentication-Results: mx.corp.example; " + ours + "\r\n",
		"below ours that says fail":  "Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example\r\nAuthentication-Results: mx.corp.example; " + ours + "\r\n",
		"nested in a comment":        "Authentication-Results: mx.corp.example; spf=fail (a; " + ours + "; b) smtp.mailfrom=a@evil.test\r\n",
		"nested in a reason":         "Authentication-Results: mx.corp.example; spf=fail reason=\"a; " + ours + "; b=c\"\r\n",
		"nested in a local part":     "Authentication-Results: mx.corp.example; spf=fail smtp.mailfrom=\"a; " + ours + "; b=c\"@evil.test\r\n",
		"folded into another field":  "X-Note: x\r\n Authentication-Results: mx.corp.example; " + ours + "\r\n",
		"ARC":                        "ARC-Authentication-Results: i=1; mx.corp.example; " + ours + "\r\n",
		"for another domain":         "Authentication-Results: mx.corp.example; dmarc=pass header.from=evil.test\r\n",
		"for a subdomain":            "Authentication-Results: mx.corp.example; dmarc=pass header.from=x.corp.example\r\n",
		"with a longer name":         "Authentication-Results: mx.corp.example.evil.test; " + ours + "\r\n",
		"twice in one field":         "Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example; " + ours + "\r\n",
		"an open comment":            "Authentication-Results: mx.corp.example (; " + ours + "\r\n",
		"of a look-alike":            "Authentication-Results: mx.c\u043erp.example; " + ours + "\r\n",
		"forwarded by our own group": "Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom=team+bounce@corp.example; " + ours + "\r\n",
		"rewritten by a forwarder":   "Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom=SRS0=x=y=evil.test=eve@corp.example; " + ours + "\r\n",
	}, func(name, top string) {
		id := o.put("nominations", top+"From: max@corp.example\r\nTo: "+request.head.Get("Reply-To")+"\r\nSubject: Re: "+request.subject()+
			"\r\nIn-Reply-To: "+request.head.Get("Message-Id")+"\r\nMessage-ID: <"+strings.ReplaceAll(name, " ", "-")+"@corp.example>\r\nDate: "+o.clock.Format(time.RFC1123Z)+"\r\n\r\nApproved.\r\n")
		o.wantTaken(id, recognition.SetAside)
		o.wantState(1, recognition.Awaiting)
	})
	o.next("max", "Not done") // told once, in case it was he
	o.none()
}

// attackLinks: a scanner that opens every link of every letter does nothing,
// for a letter's links are drafts of mails.
func attackLinks(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved. She is the calm in every storm.")
	o.until("Mon 07:30")
	o.until("Tue 13:00")
	for _, l := range o.sent {
		for media, text := range leaves(t, l.raw) {
			for _, link := range href.FindAllStringSubmatch(text, -1) {
				if media == "text/html" && !strings.HasPrefix(link[1], "mailto:") {
					t.Errorf("%s: a link to %s", l.subject(), link[1])
				}
			}
			if strings.Contains(text, "http://") || strings.Contains(text, "https://") {
				t.Errorf("%s (%s) holds a link that can be opened", l.subject(), media)
			}
		}
	}
	o.skip()
}

// attackBombs: mails made to cost time or memory are taken for something, and
// the next mail is none the worse for it.
func attackBombs(t *testing.T) {
	const mixed = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="
	nested, many := "", mixed+"b\r\n\r\n"
	for i := range 3000 {
		nested += fmt.Sprintf("%s\"b%d\"\r\n\r\n--b%d\r\n", mixed[len("MIME-Version: 1.0\r\n"):], i, i)
		many += "--b\r\n\r\nx\r\n"
	}
	zip := base64.StdEncoding.EncodeToString(append([]byte("PK\x03\x04"), make([]byte, 1<<16)...))
	o := newOffice(t)
	for name, rest := range map[string]string{
		"nesting":         "MIME-Version: 1.0\r\n" + nested,
		"parts":           many,
		"headers":         strings.Repeat("X-Long: "+strings.Repeat("x", 900)+"\r\n", 5000) + "\r\napprove",
		"fields":          strings.Repeat("A: b\r\n", 200_000) + "\r\napprove",
		"a folded field":  "X: x" + strings.Repeat("\r\n x", 300_000) + "\r\n\r\napprove",
		"references":      "References:" + strings.Repeat(" <a@b.test>", 100_000) + "\r\n\r\napprove",
		"base64":          "Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n" + strings.Repeat("YQ==!\r\n", 300_000),
		"TNEF":            "MIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(append([]byte{0x78, 0x9f, 0x3e, 0x22, 1, 0}, []byte(strings.Repeat("\x01\xff\xff\xff\xff\xff\xff\xff\x7f", 20_000))...)),
		"zip":             mixed + "b\r\n\r\n--b\r\nContent-Type: application/zip; name=approve.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zip + "\r\n--b--\r\n",
		"HTML":            "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<div>", 100_000) + "approve",
		"quotes in turns": "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + strings.Repeat("> a\r\nb\r\n", 100_000),
	} {
		began := time.Now()
		id := o.put("nominations", fmt.Sprintf(forged, "corp.example")+"From: dana@corp.example\r\nTo: "+nominations+"\r\nSubject: "+name+"\r\nMessage-ID: <bomb@"+fmt.Sprint(len(rest))+".test>\r\n"+rest)
		if took := time.Since(began); took > 20*time.Second { // ten of the processor's own, by the promise
			t.Errorf("%s took %s", name, took)
		}
		if d, _ := o.disposition(id); d != recognition.SetAside && d != recognition.TakenMachine {
			t.Errorf("%s was taken for %s", name, d)
		}
	}
	o.none()
	nominated(o)
	o.none()
}

// attackTwoGoodwords: two goodwords that write to each other fall silent, even
// where a server between them takes away what says so.
func attackTwoGoodwords(t *testing.T) {
	strip := func(raw string, fields ...string) string {
		head, body, _ := strings.Cut(raw, "\r\n\r\n")
		kept := ""
		drop := false
		for _, line := range strings.Split(head, "\r\n") {
			if line[0] != ' ' && line[0] != '\t' {
				name, _, _ := strings.Cut(line, ":")
				drop = strings.Contains(" "+strings.ToLower(strings.Join(fields, " "))+" ", " "+strings.ToLower(name)+" ")
			}
			if !drop {
				kept += line + "\r\n"
			}
		}
		return kept + "\r\n" + body
	}
	for name, fields := range map[string][]string{
		"as they are":           nil,
		"without our mark":      {send.MarkHeader, "X-Goodword-Return"},
		"without any such mark": {send.MarkHeader, "X-Goodword-Return", "Auto-Submitted", "X-Auto-Response-Suppress"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.exec("update people set address = 'goodword@other.test', aliases = '{max@corp.example}' where address = 'max@corp.example'")
			o.forward("dana", "What a message.", customer, herWords)
			for round := range 12 {
				var theirs []sentLetter
				for ; o.taken < len(o.sent); o.taken++ {
					if strings.HasPrefix(o.sent[o.taken].to, "goodword@other.test") {
						theirs = append(theirs, o.sent[o.taken])
					}
				}
				if len(theirs) == 0 {
					o.wantState(1, recognition.Awaiting)
					return
				}
				for i, l := range theirs { // the other goodword sends back what it got, as a new mail of its own
					raw := strip(string(l.raw), append(fields, "From", "To", "Message-ID", "Reply-To")...)
					o.put("nominations", fmt.Sprintf(proven, "other.test")+"From: goodword@other.test\r\nTo: "+l.head.Get("Reply-To")+
						fmt.Sprintf("\r\nMessage-ID: <%d-%d@other.test>\r\n", round, i)+raw)
				}
			}
			t.Errorf("they still write to each other after %d letters", len(o.sent))
		})
	}
}

// attackForgedBounce: a report without the letter's secret silences nobody.
func attackForgedBounce(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 07:30")
	digest := o.next("cora", "Nina")
	o.skip()
	for i, spoil := range []func(sentLetter) sentLetter{
		func(l sentLetter) sentLetter { l.from = nominations; return l },
		func(l sentLetter) sentLetter {
			l.from = plus(nominations, returnMark, strings.Repeat("a7", 13))
			return l
		},
		func(l sentLetter) sentLetter {
			l.from = strings.Replace(l.head.Get("Reply-To"), "+r", "+b", 1)
			return l
		},
		func(l sentLetter) sentLetter { l.from = l.head.Get("Reply-To"); return l },
	} {
		id := o.put("nominations", bounceOf(spoil(digest)))
		if d, reason := o.disposition(id); d == recognition.TakenBounce {
			t.Errorf("forgery %d was taken for a bounce: %s", i, reason)
		}
	}
	for _, l := range o.sent {
		if state := o.count("select count(*) from letters where state = 'bounced'"); state > 0 {
			t.Errorf("%s counts as bounced", l.subject())
		}
	}
	o.until("Mon 16:00")
	o.next("nina", "two hours")
	o.skip()
}

// attackPause: pause needs no more than the digest's live token, and is told to
// operator and CPO; nothing else goes along with it, and resuming needs proof.
func attackPause(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 07:30")
	o.skip()
	digest := o.sent[len(o.sent)-1]
	o.wantTaken(o.replyAs(digest, forged, "cora@corp.example", "pause"), recognition.TakenCommand)
	o.next("pia", "aused")
	o.next("ops", "aused")
	o.none()
	o.wantTaken(o.replyAs(digest, forged, "cora@corp.example", "resume"), recognition.SetAside)
	o.wantTaken(o.replyAs(request, forged, "cora@corp.example", "pause"), recognition.SetAside) // no digest's token
	o.skip()
	o.until("Mon 16:00")
	o.wantState(1, recognition.Approved)
	o.clock = o.clock.AddDate(0, 0, 15)
	o.wantTaken(o.reply(digest, "resume"), recognition.SetAside) // its token has expired
	o.skip()
	o.advance(0)
	o.skip()
}

// attackRemote: nothing in a letter makes its reader's program, or the page of
// a preview, fetch anything.
func attackRemote(t *testing.T) {
	o := newOffice(t)
	bait := `<img src="http://evil.test/p.gif"><link rel=stylesheet href=//evil.test/x><div style="background:url(http://evil.test/y)">Nina Okafor was wonderful, thank you so much.</div><iframe src=http://evil.test/z></iframe>`
	for i, media := range []string{"text/html", "text/plain"} {
		o.put("compliments", fmt.Sprintf(proven, "customer.test")+fmt.Sprintf("From: Eve <eve%d@customer.test>\r\nTo: %s\r\nSubject: <img src=http://evil.test/s>\r\nMessage-ID: <remote%d@customer.test>\r\nMIME-Version: 1.0\r\nContent-Type: %s; charset=utf-8\r\n\r\n%s\r\n", i, compliments, i, media, bait))
	}
	o.until("Mon 07:30")
	if len(o.sent) < 3 {
		t.Errorf("only %d letters were looked at", len(o.sent))
	}
	for _, l := range o.sent {
		inert(t, l)
	}
	o.skip()
}
