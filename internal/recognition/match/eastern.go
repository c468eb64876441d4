package match

import "strings"

// eastern judges names in a writing without spaces, by whole sentences.
func (g *judge) eastern() {
	p := g.p
	for _, m := range g.ms {
		if !p.toks[m.from].east || m.role == outsider || m.role == greeted {
			continue
		}
		from, to := m.from, m.from
		for from > 0 && p.toks[from-1].sentence == p.toks[m.from].sentence {
			from--
		}
		for to < len(p.toks) && p.toks[to].sentence == p.toks[m.from].sentence {
			to++
		}
		text := p.text[p.toks[from].start:p.toks[to-1].end]
		if holds(text, easternAway) {
			for _, o := range g.ms {
				if o == m || len(o.hits) > 0 && len(m.hits) > 0 && o.hits[0].who == m.hits[0].who {
					o.ill++
				}
			}
			continue
		}
		if holds(text, easternNominating) {
			m.ground = nominated
			continue
		}
		if good, bad := p.weigh(from, to); good > bad && !g.othersIn(from, to, m) && !holds(text, easternStaff) {
			m.ground = thanked
		}
	}
}

// othersIn says whether a sentence names somebody else as well.
func (g *judge) othersIn(from, to int, m *mention) bool {
	for _, o := range g.ms {
		if o.from >= from && o.to <= to && o != m && len(o.hits) > 0 && len(m.hits) > 0 && o.hits[0].who != m.hits[0].who && o.with == 0 {
			return true
		}
	}
	return false
}

func holds(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

var (
	easternAway       = []string{"不在", "会いできません", "会えません", "会えな", "いませんでした", "お休み", "休暇", "退職", "辞め", "ではな", "じゃな", "でなく", "と違", "より", "紹介", "から聞", "に聞", "と申します", "不是", "请假", "休假", "退休", "离职", "告诉", "推荐的", "听说", "比", "아니", "휴가", "퇴사", "보다"}
	easternNominating = []string{"推薦し", "推薦いたし", "提名", "추천합니다", "추천하고"}
	easternStaff      = []string{"スタッフ", "店員", "従業員", "女性", "男性", "担当の方", "係の方", "服务员", "店员", "员工", "那位", "直原", "직원", "분이"}
)
