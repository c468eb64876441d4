package decision

import "strings"

// houses are the characters of the departments of a house, since in a script without
// capitals any other may be a verb: 找经理, "find the manager".
const houses = "前厅廳客房餐饮飲礼禮宾賓行政销售銷市场場财财務务人事总總副助理宿泊部課科室店長长料営業企画班組组프런트객실식음료총부서팀"

// titled says that l is what somebody is, and nothing else: "vedoucí recepce",
// 前厅部经理. It begins or ends with a title, and no word of it says anything.
func (d *draft) titled(l span) bool {
	if l.to-l.from > 8 {
		return false
	}
	end, first := d.counsel().has(l.from, title)
	found := first && end <= l.to
	for i := l.from; i < l.to; i++ {
		t := &d.tokens[i]
		if t.kind != word && t.kind != glyph {
			return false
		}
		if end, ok := d.counsel().has(i, title); ok && end <= l.to {
			found = found || end == l.to
			i = end - 1
			continue
		}
		if d.says(i) || d.decisive(i) || t.kind == glyph && !strings.Contains(houses, t.word) {
			return false
		}
		if _, ok := d.counsel().has(i, consult); ok {
			return false // "ask the manager"
		}
	}
	return found
}

// signs says that l is a Korean name with the word that signs a letter: 김민수 드림.
func (d *draft) signs(l span) bool {
	n := l.to - l.from
	if n < 4 || n > 6 || !strings.Contains(surnames, d.tokens[l.from].word) || d.tokens[l.from].kind != glyph {
		return false
	}
	at := l.to - 2
	end, ok := d.has(at, signoff)
	return ok && end == l.to && d.tokens[at].space && d.nameLike(span{l.from, at}, 4, false)
}
