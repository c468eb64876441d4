package bounce

import (
	"strings"
	"unicode"
)

// easternName is the Chinese, Japanese or Korean name that stands right before
// an address: 佐藤 of 不在中は佐藤(, 李强 of 由李强负责,邮箱, 박지훈 of 업무 대행:
// 박지훈. "" where no such name of plausible length stands there.
func easternName(before string) string {
	before = trimEastern(before)
	run := []rune(before[easternStart(before):])
	if len(run) == 0 {
		return ""
	}
	name := string(run)
	for _, verb := range easternVerbs {
		if at := strings.LastIndex(name, verb); at >= 0 {
			name = name[at+len(verb):]
		}
	}
	if n := len([]rune(name)); n < 2 || n > 4 {
		return ""
	}
	return name
}

// trimEastern takes brackets, words for mail and telephone, and titles off the
// end.
func trimEastern(s string) string {
	for changed := true; changed; {
		changed = false
		s = strings.TrimRight(s, " \t<([:,、，：（「\"-")
		for _, word := range easternTail {
			if rest, ok := strings.CutSuffix(s, word); ok && rest != "" {
				s, changed = rest, true
			}
		}
	}
	return s
}

// easternStart is where the last run of Chinese letters or of Korean ones begins.
func easternStart(s string) int {
	start := len(s)
	var script *unicode.RangeTable
	runes := []rune(s[max(0, len(s)-96):])
	for i := len(runes) - 1; i >= 0; i-- {
		r := runes[i]
		switch {
		case script == nil && unicode.Is(unicode.Han, r):
			script = unicode.Han
		case script == nil && unicode.Is(unicode.Hangul, r):
			script = unicode.Hangul
		}
		if script == nil || !unicode.Is(script, r) {
			break
		}
		start -= len(string(r))
	}
	return start
}

// easternTail are words between a name and its address, titles included.
var easternTail = []string{
	"邮箱", "郵箱", "邮件", "郵件", "电邮", "電郵", "信箱", "电话", "電話", "メール", "メールアドレス", "负责", "負責", "处理", "處理", "代理", "代为处理", "接手", "同事", "先生", "小姐", "女士", "经理", "經理",
	"さん", "様", "氏", "宛", "まで", "に", "へ", "님", "씨", "과장", "대리", "부장", "차장", "사원", "팀장", "이메일", "메일",
}

// easternVerbs end right before a name.
var easternVerbs = []string{"联系", "聯繫", "聯絡", "联络", "代理人", "负责人", "負責人", "我的同事", "同事", "由", "找", "请与", "與", "与", "给", "給", "请", "請", "代理", "担当", "担当者", "代わりに", "后任"}
