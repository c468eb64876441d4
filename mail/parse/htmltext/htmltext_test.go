package htmltext

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestConvert(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, src, want string }{
		{"words", "<p>Hello   <b>dear</b>\n team</p>", "Hello dear team"},
		{"paragraphs", "<p>a</p><p>b</p>", "a\n\nb"},
		{"divs", "<div>a</div><div>b</div>c", "a\nb\nc"},
		{"breaks", "a<br>b<br><br>c<br></div><div>d", "a\nb\n\nc\nd"},
		{"blank line of a div", "<div>a</div><div><br></div><div>b</div>", "a\n\nb"},
		{"entities", "&lt;a&gt; &amp; &euro;&nbsp;5 &#x263A;", "<a> & € 5 ☺"},
		{"Outlook's paragraphs", `<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class="MsoNormal">b</p>`, "a\n\nb"},
		{"margins of zero", `<p style="margin:0">a</p><p style='margin:0cm;margin-bottom:.0001pt'>b</p>`, "a\nb"},
		{"Outlook's header", `<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> Jane Doe &lt;jane@a.example&gt; <br><b>Sent:</b> Monday, 2 November 2026 10:00<br><b>To:</b> Bo &lt;bo@b.example&gt;<br><b>Subject:</b> Thanks</p></div><p class=MsoNormal>Hi</p>`,
			"From: Jane Doe <jane@a.example>\nSent: Monday, 2 November 2026 10:00\nTo: Bo <bo@b.example>\nSubject: Thanks\nHi"},
		{"Gmail's header", `<div dir="ltr">fyi<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" dir="auto">Jane Doe</strong> <span dir="auto">&lt;<a href="mailto:jane@a.example">jane@a.example</a>&gt;</span><br>Date: Mon<br></div><br>Hi</div></div>`,
			"fyi\n\n---------- Forwarded message ---------\nFrom: Jane Doe <jane@a.example>\nDate: Mon\n\nHi"},
		{"Thunderbird's header", `<div class="moz-forward-container">-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>Thanks</td></tr><tr><th>From: </th><td>Jane Doe <a href="mailto:jane@a.example">&lt;jane@a.example&gt;</a></td></tr></tbody></table><br>Hi</div>`,
			"-------- Forwarded Message --------\nSubject: Thanks\nFrom: Jane Doe <jane@a.example>\n\nHi"},
		{"Apple's quote", `fyi<br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>Jane &lt;jane@a.example&gt;</div><div>Hi</div></blockquote>bye`, "fyi\n> Begin forwarded message:\n>\n> From: Jane <jane@a.example>\n> Hi\nbye"},
		{"quotes in quotes", "<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> > b\nc"},
		{"lists", "x<ul><li>a<li>b<ol start=3><li>c</li><li><p>d</p></li></ol></ul>y", "x\n- a\n- b\n  3. c\n  4. d\ny"},
		{"Word's lists", `<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>&#183;<span>&nbsp;&nbsp; </span></span><![endif]>one</p><p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>two</p>`, "- one\n2. two"},
		{"table", "<table><tr><td>a</td><td><p class=MsoNormal>b</p></td></tr><tr><td>c<td>d</table>e", "a\tb\nc\td\ne"},
		{"empty cells", "<table><tr><td>a</td><td></td></tr><tr><td>b</td><td> </td><td>c</td></tr></table>", "a\nb\t\tc"},
		{"cells of several lines", "<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc"},
		{"kept white space", "<pre>a\n  b\n\nc</pre><div style='white-space: pre-wrap'>d  e\nf</div>", "a\n  b\n\nc\nd  e\nf"},
		{"rule", "a<hr>b", "a\n________________________________\nb"},
		{"crossed out", "<p><s>Yes</s> <del>or <b>no</b></del> <span style='text-decoration:line-through'>maybe</span> never</p>", "~~Yes~~ ~~or~~ ~~no~~ ~~maybe~~ never"},
		{"mailto without the address", `From: <a href="mailto:jane@a.example?x=y">Jane Doe</a><br>x`, "From: Jane Doe <jane@a.example>\nx"},
		{"mailto with the address behind", `<a href="mailto:jane@a.example">Jane</a> &lt;<a href="mailto:jane@a.example">jane@a.example</a>&gt;, <a href="mailto:bo@b.example">bo@b.example</a>`, "Jane <jane@a.example>, bo@b.example"},
		{"mailto at the end of a block", `<div>a</div><div><a href="mailto:jane@a.example">Jane</a></div>`, "a\nJane <jane@a.example>"},
		{"link", `see <a href="https://a.example/x">here</a>`, "see here"},
		{"emoji as a picture", `a <img alt="😊" src="cid:1"> <img alt="Company logo">b`, "a 😊 b"},
		{"signature", `<div>Hi</div><div class="gmail_signature"><div>Jane</div></div>`, "Hi\n-- \nJane"},
		{"signature of proton", `<div>Hi</div><div class="protonmail_signature_block">Jane</div>`, "Hi\n-- \nJane"},
		{"signature of proton, empty", `<div>Hi</div><div class="protonmail_signature_block protonmail_signature_block-empty">more</div>`, "Hi\nmore"},
		{"no signature", `<div>Hi</div><div class="designature">more</div>`, "Hi\nmore"},
		{"signature of somebody else", `<div>Hi</div><div class="gmail_signature">Jane</div><div class="gmail_quote"><div>words</div><div class="gmail_signature">Bo</div></div>`, "Hi\n-- \nJane\nwords\nBo"},
		{"signature below Outlook's header", `<div>Hi</div><div id="divRplyFwdMsg">From: Bo</div><div id="Signature">Bo</div>`, "Hi\nFrom: Bo\nBo"},
		{"signature with its mark", `<div>Hi</div><div class="moz-signature">-- <br>Jane</div>`, "Hi\n-- \nJane"},
		{"fillers", "a\u200b\u00adb\u034f", "ab"},
		{"nothing", "<html><head><title>x</title></head><body></body></html>", ""},
		{"head without end", "<head><meta charset=x><body>a", "a"},

		{"display none", `a<div style="display:none">b</div><span style="DISPLAY : NONE !important">c</span>d`, "ad"},
		{"visibility", `a<span style="visibility:hidden">b<i style="visibility:visible">c</i></span>`, "ac"},
		{"font size zero", `a<i style="font-size:0"><span>b</span><span style="font-size:80%">c</span><b style="font-size:14px">d</b></i>`, "ad"},
		{"font shorthand", `a<p style="font:0/0 a">b</p>`, "a"},
		{"font size of one pixel", `a<span style="font-size:1px">b</span>`, "a"},
		{"mso-hide", `a<span style="mso-hide:all">b</span>`, "a"},
		{"hidden attribute", "a<p hidden>b</p>c", "ac"},
		{"no height", `a<div style="max-height:0px;overflow:hidden">b</div><div style="height:0">c</div>`, "a\nc"},
		{"opacity", `a<i style="opacity:0">b</i><i style="opacity:.9">c</i>`, "ac"},
		{"off the screen", `a<i style="position:absolute;left:-9999px">b</i><i style="text-indent:-5px">c</i>`, "ac"},
		{"class", `<style>.x, p.y{display:none} #z{visibility:hidden} @media (max-width:9px){.w{display:none}}</style>a<i class="q x">b</i><p class=y>c</p><i id=z>d</i><i class=w>e</i>`, "ae"},
		{"class undone in place", `<style>.x{display:none}</style><i class=x style="display:inline">b</i>`, "b"},
		{"script and comments", "a<script>b</script><style>c</style><!-- d --><!--[if mso]>e<![endif]-->f<template>g</template>", "af"},
		{"semicolon in a style's url", `a<i style="background:url(data:x;y);display:none">b</i>`, "a"},
		{"quote in a style never closed", `a<i style="font-family:'x;display:none">b</i>`, "a"},
	} {
		if got, _ := Convert(c.src); got != c.want {
			t.Errorf("%s (-want +got):\n%s", c.name, cmp.Diff(c.want, got))
		}
	}
}

func TestHiddenWordsAreCounted(t *testing.T) {
	t.Parallel()
	r := Read(`<style>no words</style>a<div style="display:none">b <i>c</i><script>no</script></div><i style="font-size:0">d&nbsp;</i><p hidden> </p><b style="visibility:hidden">e</b>`)
	if r.Hidden != 4 || r.Text != "a" || r.Cut {
		t.Errorf("got %+v, want 4 hidden words", r)
	}
	if r := Read("<head><title>t</title></head><p>a</p>"); r.Hidden != 0 {
		t.Errorf("got %+v, want no hidden words", r)
	}
}

// Read token by token, the same HTML must come out the same.
func TestTokensReadAsTree(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"<html><head><title>t</title><style>x</style></head><body><p>a<p>b<ul><li>c<li>d</ul><table><tr><td>e<td>f<tr><td>g</table>",
		`<div>a</div><div><br></div><blockquote>b<br>c</blockquote><span style="display:none">no<i>no</i></span>d`,
		`From: <a href="mailto:jane@a.example">Jane Doe</a><br/>x &amp; y<script>no</script>`,
		"<head><meta charset=x><body>a",
	} {
		want, _ := Convert(src)
		w := &writer{}
		w.tokens(src)
		if diff := cmp.Diff(want, w.finish()); diff != "" {
			t.Errorf("%s (-tree +tokens):\n%s", src, diff)
		}
	}
}

func TestHostile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ src, want string }{
		"deep":            {strings.Repeat("<div>", 2000) + "end", "end"},
		"deep and hidden": {`<p style="display:none">` + strings.Repeat("<div>", 2000) + "no", "no"},
		"many tags":       {strings.Repeat("<b>", 500000), ""},
		"many attributes": {"<p " + strings.Repeat("a=b ", 200000) + ">end", "end"},
		"formatting":      {strings.Repeat("<b><i><p>", 100000), ""},
		"tables":          {strings.Repeat("<table><tr><td>", 60000), ""},
		"end tags":        {strings.Repeat("<b>", 400) + strings.Repeat("</p></table>", 70000), ""},
		"stray ends":      {strings.Repeat("<b></p></i>", 40000), ""},
		"open comment":    {strings.Repeat("<!--", 250000), ""},
		"lists":           {strings.Repeat("<ul><li>", 100000), ""},
		"quotes":          {strings.Repeat("<blockquote>a", 30000), "*"},
		"style":           {"<style>" + strings.Repeat("a{b:c}", 100000) + "</style>end", "end"},
		"parentheses":     {`<p style="` + strings.Repeat("(;", 400000) + `">end`, "end"},
		"braces":          {"<style>" + strings.Repeat("{", 900000) + "</style>end", "end"},
		"spaces":          {strings.Repeat("&nbsp;", 500000), ""},
		"breaks":          {strings.Repeat("<br>", 200000) + "end", "end"},
		"text":            {strings.Repeat("word ", 2000000), "*"},
	} {
		begin := time.Now()
		got, _ := Convert(c.src)
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if c.want != "*" && got != c.want && name != "deep and hidden" {
			t.Errorf("%s: got %.60q", name, got)
		}
		if len(got) > maxText {
			t.Errorf("%s: %d bytes of text", name, len(got))
		}
	}
}

// What a real mail costs stays far below the cap, what only hostile ones do is above.
func TestEffort(t *testing.T) {
	t.Parallel()
	if got := effort("<div><p>a<br>b</div><DIV></div>"); got != 6 {
		t.Errorf("effort = %d, want 6 tags of depth 1", got)
	}
	if got := effort(strings.Repeat("<b>", 400) + strings.Repeat("</p></table>", 3000)); got <= maxEffort {
		t.Errorf("effort of stray ends under 400 elements = %d", got)
	}
	if got := effort(strings.Repeat("<table><tr><td><p>word</p></td></tr></table>", 5000)); got > maxEffort {
		t.Errorf("effort of a long flat mail = %d", got)
	}
}

func FuzzConvert(f *testing.F) {
	f.Add(`<p>a<b style="display:none">b</p>c`)
	f.Add(`<table><tr><td>a<td>b</table><ul><li>x`)
	f.Add(`<style>.a{display:none}</style><a class=a href="mailto:a@b">x</a><blockquote>y`)
	f.Fuzz(func(t *testing.T, src string) {
		got, took := "", time.Hour
		// Once may be the doing of a busy machine; a hang is slow every time.
		for try := 0; try < 3 && took > time.Second; try++ {
			begin := time.Now()
			got, _ = Convert(src)
			took = time.Since(begin)
		}
		if took > time.Second {
			t.Errorf("took %v", took)
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\r") || len(got) > maxText {
			t.Errorf("got %q", got)
		}
		w := &writer{}
		w.tokens(src)
		w.finish()
	})
}
