package templates

import "strings"

// setHTML sets a letter as HTML: as testdata/layout.html does by html/template, in a
// twentieth of the time. Tests hold one to the other, byte by byte. Markup is
// constants of this room alone; whatever a document says goes through escaped.
func setHTML(d *document) string {
	w := &htmlSetter{doc: d, dir: d.Dir(), near: d.Near()}
	w.b.Grow(18 << 10)
	w.put(`<!DOCTYPE html>
<html lang="`)
	w.escaped(d.Lang)
	w.put(`" dir="`, w.dir, htmlHead)
	w.escaped(d.Subject)
	w.put(htmlStyle, `<body class="page" dir="`, w.dir, `" bgcolor="#f3f0ea" style="margin:0;padding:0;background-color:#f3f0ea;">
`)
	if d.Preheader != "" {
		w.put(`<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:#f3f0ea;">`)
		w.escaped(d.Preheader)
		w.put(padding, "</div>\n")
	}
	w.put(`<table role="presentation" dir="`, w.dir, htmlPage, `<tr><td class="card" align="`, w.near,
		`" bgcolor="#ffffff" style="padding:34px 40px 30px;background-color:#ffffff;word-break:break-word;overflow-wrap:anywhere;">
`)
	for i := range d.Blocks {
		w.block(&d.Blocks[i])
	}
	w.put("</td></tr>\n")
	if len(d.Small) > 0 {
		w.put(`<tr><td class="small" align="`, w.near, `" style="padding:18px 40px 8px;word-break:break-word;overflow-wrap:anywhere;">
`)
		for _, s := range d.Small {
			w.set(`<p class="soft" style="margin:0 0 8px;`+sansSerif+`font-size:13px;line-height:19px;color:#6b6a66;">`, s, "</p>\n")
		}
		w.put("</td></tr>\n")
	}
	w.put("</table>\n", onlyOutlook+"</td></tr></table>"+outlookEnd, `
</td></tr></table>
</body>
</html>`, htmlTail)
	return w.b.String()
}

type htmlSetter struct {
	b         strings.Builder
	doc       *document
	dir, near string // which way it runs, and the side where its lines begin
}

// put writes markup.
func (w *htmlSetter) put(markup ...string) {
	for _, m := range markup {
		w.b.WriteString(m)
	}
}

// when writes markup where a condition holds, other markup where not.
func (w *htmlSetter) when(holds bool, markup, other string) {
	if holds {
		w.b.WriteString(markup)
		return
	}
	w.b.WriteString(other)
}

// escaped writes text for a place between tags or within a quoted attribute.
func (w *htmlSetter) escaped(text string) {
	from := 0
	for i := range len(text) {
		var as string
		switch text[i] {
		case '&':
			as = "&amp;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		case '"':
			as = "&#34;"
		case '\'':
			as = "&#39;"
		case '+':
			as = "&#43;"
		case 0:
			as = "\uFFFD"
		default:
			continue
		}
		w.b.WriteString(text[from:i])
		w.b.WriteString(as)
		from = i + 1
	}
	w.b.WriteString(text[from:])
}

// set writes text between markup.
func (w *htmlSetter) set(before string, spans []span, after string) {
	w.b.WriteString(before)
	for i := range spans {
		s := &spans[i]
		if s.Dir != "" {
			w.put(`<span dir="`, s.Dir, `">`)
		}
		if s.Strong {
			w.b.WriteString("<strong>")
		}
		w.pieces(s)
		if s.Strong {
			w.b.WriteString("</strong>")
		}
		if s.Dir != "" {
			w.b.WriteString("</span>")
		}
	}
	w.b.WriteString(after)
}

func (w *htmlSetter) pieces(s *span) {
	if !strings.Contains(s.Text, "GW-") { // nearly always
		w.escaped(s.Text)
		return
	}
	for _, p := range s.Pieces() {
		w.when(p.Whole, `<span style="white-space:nowrap;">`, "")
		w.escaped(p.Text)
		w.when(p.Whole, "</span>", "")
	}
}

func (w *htmlSetter) block(b *block) {
	switch b.Kind {
	case "heading":
		w.set(`<h1 class="ink" style="margin:0 0 18px;`+sansSerif+`font-size:22px;line-height:29px;font-weight:bold;color:#24262a;">`, b.Spans, "</h1>\n")
	case "section":
		w.set(`<h2 class="ink rule" style="margin:30px 0 14px;padding:0 0 7px;border-bottom:1px solid #e2ddd3;`+sansSerif+
			`font-size:16px;line-height:22px;font-weight:bold;color:#24262a;">`, b.Spans, "</h2>\n")
	case "para":
		w.put(`<p class="ink" style="margin:0 0 16px;`)
		w.when(w.doc.Personal, serif+`font-size:17px;line-height:27px;color:#24262a;`, sansSerif+`font-size:16px;line-height:24px;color:#24262a;`)
		w.set(`">`, b.Spans, "</p>\n")
	case "quote":
		w.quote(&b.Quote)
	case "list":
		w.put(htmlTable + ` width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;margin:0 0 16px;">
`)
		for i := range b.Items {
			w.item(&b.Items[i])
		}
		w.put("</table>\n")
	case "facts":
		w.facts(b)
	case "picture":
		w.put(`<p class="soft" style="margin:0 0 18px;` + sansSerif + `font-size:14px;line-height:21px;color:#6b6a66;"><img src="cid:`)
		w.escaped(b.Name)
		w.put(`" width="520" alt="`)
		w.escaped(b.Alt)
		w.put(`" style="display:block;width:100%;max-width:520px;height:auto;border:0;"></p>
`)
	case "drafts":
		w.drafts(b.Drafts)
	case "sign":
		w.set(`<p class="ink" style="margin:26px 0 0;`+serif+`font-size:19px;line-height:26px;color:#24262a;">`, b.Spans, "")
		if len(b.Title) > 0 {
			w.set(`<br><span class="soft" style="`+sansSerif+`font-size:14px;line-height:21px;color:#6b6a66;">`, b.Title, "</span>")
		}
		w.put("</p>\n")
	}
}

func (w *htmlSetter) facts(b *block) {
	w.put(htmlTable + ` cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px;">
`)
	for i := range b.Facts {
		w.put(`<tr><td class="soft`)
		w.when(b.Short, "", " label")
		w.put(`" valign="top" style="padding:`)
		w.when(w.doc.RTL, "3px 0 3px 16px", "3px 16px 3px 0")
		w.set(`;white-space:nowrap;`+sansSerif+`font-size:14px;line-height:21px;color:#6b6a66;">`, b.Facts[i].Label, `</td><td class="ink`)
		w.when(b.Short, "", " fact")
		w.set(`" valign="top" style="padding:3px 0;`+sansSerif+`font-size:15px;line-height:21px;color:#24262a;">`, b.Facts[i].Value, "</td></tr>\n")
	}
	w.put("</table>\n")
}

func (w *htmlSetter) quote(q *quote) {
	w.put(htmlTable + ` width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;margin:4px 0 20px;"><tr>` +
		`<td class="bar" width="4" bgcolor="#d8a648" style="width:4px;font-size:1px;line-height:1px;background-color:#d8a648;">&nbsp;</td><td`)
	w.when(w.doc.RTL, ` align="right" style="padding:2px 18px 2px 0`, ` style="padding:2px 0 2px 18px`)
	w.put(`;"><blockquote style="margin:0;padding:0;border:0;">`)
	if w.doc.Personal && q.First {
		w.quoted(q, `<p class="quote heart"`, `margin:0 0 8px;`+serif+`font-size:21px;line-height:32px;color:#24262a;">`)
	} else {
		w.quoted(q, `<p class="quote"`, `margin:0 0 8px;`+serif+`font-size:18px;line-height:27px;color:#24262a;">`)
	}
	w.put(`</blockquote>`)
	if len(q.By) > 0 {
		w.set(`<p class="soft" style="margin:8px 0 0;`+sansSerif+`font-size:14px;line-height:20px;color:#6b6a66;">`, q.By, "</p>")
	}
	w.put("</td></tr></table>\n")
}

// quoted sets the paragraphs of a quote; which way one runs, and its language, stand in its tag.
func (w *htmlSetter) quoted(q *quote, tag, style string) {
	for _, lines := range groupLines(q.Paragraphs) {
		w.put(tag)
		runs := runsAs(lines, w.doc)
		if runs != "" {
			w.put(` dir="`, runs, `"`)
		}
		if q.Lang != "" {
			w.put(` lang="`)
			w.escaped(q.Lang)
			w.put(`"`)
		}
		w.put(` style="`)
		if runs != "" { // its lines begin where its reader looks for them, not where the letter's do
			w.put(`text-align:`, nearOf(runs), `;`)
		}
		w.put(style)
		for i, line := range lines {
			w.when(i > 0, "<br>", "")
			w.escaped(line)
		}
		w.put("</p>")
	}
}

func (w *htmlSetter) item(it *item) {
	w.put(`<tr><td class="ink" valign="top" align="`, w.near, `" width="30" style="width:30px;padding:`)
	w.when(w.doc.RTL, "0 0 12px 6px", "0 6px 12px 0")
	w.put(`;` + sansSerif + `font-size:16px;line-height:23px;font-weight:bold;color:#24262a;">`)
	if len(it.Lead) > 0 {
		w.set("", it.Lead, "")
	} else {
		w.put(`<span style="font-weight:normal;">–</span>`)
	}
	w.put(`</td><td`)
	w.when(w.doc.RTL, ` align="right"`, "")
	w.put(` valign="top" style="padding:0 0 12px;` + sansSerif + `">`)
	for i, line := range it.Lines {
		if i == 0 {
			w.set(`<p class="ink" style="margin:0;font-size:16px;line-height:23px;color:#24262a;">`, line, "</p>")
			continue
		}
		w.set(`<p class="soft" style="margin:0;font-size:14px;line-height:21px;color:#6b6a66;">`, line, "</p>")
	}
	if len(it.Quote.Paragraphs) > 0 {
		w.put(`<div class="said" style="margin:5px 0 4px;`)
		w.when(w.doc.RTL, "padding:0 12px 0 0;border-right:3px solid #d8a648;", "padding:0 0 0 12px;border-left:3px solid #d8a648;")
		w.put(`">`)
		w.quoted(&it.Quote, `<p class="quote less"`, `margin:0 0 4px;`+serif+`font-size:16px;line-height:24px;color:#24262a;">`)
		w.put("</div>")
	}
	if len(it.Drafts) > 0 {
		w.put(`<p class="ink" style="margin:3px 0 0;font-size:14px;line-height:26px;color:#24262a;">`)
		for i, d := range it.Drafts {
			w.when(i > 0, " &nbsp;&middot;&nbsp; ", "")
			w.put(`<a class="ask" href="`)
			w.escaped(d.Href())
			w.put(`" style="color:#1c6552;text-decoration:underline;">`)
			w.escaped(d.Label)
			w.put("</a>")
		}
		w.put("</p>")
	}
	w.put("</td></tr>\n")
}

// drafts sets the answers as buttons; the first is the one that is hoped for.
func (w *htmlSetter) drafts(drafts []Draft) {
	w.put(htmlTable + ` cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 18px;"><tr><td>
`)
	for i, d := range drafts {
		w.put(htmlTable+` align="`, w.near, `" cellpadding="0" cellspacing="0" border="0" style="margin:`)
		w.when(w.doc.RTL, "0 0 10px 10px", "0 10px 10px 0")
		w.when(i > 0, `;"><tr><td class="may" align="center" bgcolor="#ffffff" style="border:1px solid #b9b4a9;border-radius:6px;background-color:#ffffff;"><a href="`,
			`;"><tr><td class="go" align="center" bgcolor="#1c6552" style="border:1px solid #1c6552;border-radius:6px;background-color:#1c6552;"><a href="`)
		w.escaped(d.Href())
		w.when(i > 0, `" style="display:inline-block;padding:11px 15px;`+sansSerif+`font-size:16px;line-height:20px;color:#1c6552;text-decoration:none;">`,
			`" style="display:inline-block;padding:11px 26px;`+sansSerif+`font-size:16px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none;">`)
		w.escaped(d.Label)
		w.put("</a></td></tr></table>\n")
	}
	w.put("</td></tr></table>\n")
}
