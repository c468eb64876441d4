package templates

import "strings"

// The constant markup of a letter. One column of at most 600 px, built of tables with
// width attributes for Outlook's Word engine, styles inline for Gmail, and one style
// block for clients that know dark mode and phones. No image but a letter's own, no link but mailto: drafts.
const (
	sansSerif = `font-family:system-ui,'Segoe UI',Arial,sans-serif;`
	serif     = `font-family:Georgia,serif;`

	htmlTable = `<table role="presentation"`

	// onlyOutlook and outlookEnd stand around what only Outlook's Word engine sees, which ignores max-width.
	onlyOutlook = `<!--[if mso]>`
	outlookEnd  = `<![endif]-->`

	htmlPage = `" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" bgcolor="#f3f0ea" style="background-color:#f3f0ea;"><tr><td class="page" align="center" style="padding:24px 12px;">
` + onlyOutlook + `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td>` + outlookEnd + `
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;">
`

	// htmlTail are the line ends that the layout leaves between its definitions.
	htmlTail = "\n\n\n\n\n\n\n\n\n\n\n\n"

	htmlHead = `">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting" content="">
<title>`

	htmlStyle = `</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (max-width: 520px) {
  .card { padding: 26px 20px 22px !important; }
  .page { padding: 0 !important; }
  .small { padding: 16px 20px 28px !important; }
  .quote { font-size: 18px !important; line-height: 27px !important; }
  .less { font-size: 16px !important; line-height: 24px !important; }
  .label { display: block !important; padding: 6px 0 0 !important; }
  .fact { display: block !important; padding: 0 0 4px !important; }
  .heart { font-size: 20px !important; line-height: 30px !important; }
}
@media (prefers-color-scheme: dark) {
  .page, body { background-color: #17181a !important; }
  .card { background-color: #212326 !important; }
  .ink, .ink strong { color: #ebe8e2 !important; }
  .quote { color: #f6f1e6 !important; }
  .soft, .soft strong { color: #a9adb3 !important; }
  .bar { background-color: #c9973f !important; }
  .said { border-color: #c9973f !important; }
  .rule { border-color: #3a3d42 !important; }
  .go { background-color: #2f7563 !important; border-color: #2f7563 !important; }
  .go a { color: #ffffff !important; }
  .may { background-color: #212326 !important; border-color: #5b6067 !important; }
  .may a, .ask { color: #94d1bd !important; }
}
</style>
</head>
`
)

// padding follows the preheader, so that a mail client does not go on with the
// first words of the letter.
var padding = strings.Repeat("&#847;&zwnj;&nbsp;", 60)

// Dir is which way the letter runs, as HTML has it.
func (d *document) Dir() string {
	if d.RTL {
		return "rtl"
	}
	return "ltr"
}

// Near is the side where its lines begin.
func (d *document) Near() string { return nearOf(d.Dir()) }

// nearOf is the side where lines begin that run so.
func nearOf(dir string) string {
	if dir == "rtl" {
		return "right"
	}
	return "left"
}

// runsAs is which way quoted lines run by their first letter, "" where that is
// the letter's own way.
func runsAs(lines []string, d *document) string {
	for _, line := range lines {
		if runs := direction(line); runs != "" {
			if runs == d.Dir() {
				return ""
			}
			return runs
		}
	}
	return ""
}

// groupLines groups a quote's lines into paragraphs, an empty line between them.
func groupLines(lines []string) [][]string {
	var out [][]string
	open := false
	for _, line := range lines {
		if line == "" {
			open = false
			continue
		}
		if !open {
			out, open = append(out, nil), true
		}
		last := len(out) - 1
		out[last] = append(out[last], line)
	}
	return out
}
