package match

import "strings"

// eastern judges names in a writing without spaces, by whole sentences.
func (g *judge) eastern() {
	p := g.p
	var said easternSentence
	for _, m := range g.ms {
		if !p.toks[m.from].east || m.role == outsider || m.role == greeted {
			continue
		}
		if said.to <= m.from {
			said = p.easternSentence(m.from)
		}
		from, to := said.from, said.to
		if said.away {
			for _, o := range g.ms {
				if o == m || len(o.hits) > 0 && len(m.hits) > 0 && o.hits[0].who == m.hits[0].who {
					o.ill++
				}
			}
			continue
		}
		if said.nominates {
			m.ground = nominated
			continue
		}
		if good, bad := p.weigh(from, to); (good > bad || bad == 0 && said.thanksTo) && !g.othersIn(from, to, m) && !said.staff {
			m.ground = thanked
		}
	}
}

// easternSentence is what a sentence in such writing holds.
type easternSentence struct {
	from, to               int
	away, nominates, staff bool
	thanksTo               bool // "thanks to Tanaka"
}

// easternSentence reads the sentence of token k.
func (p *passage) easternSentence(k int) easternSentence {
	from, to := p.sentenceStart(k), k
	for to < len(p.toks) && p.toks[to].sentence == p.toks[k].sentence {
		to++
	}
	text := p.text[p.toks[from].start:p.toks[to-1].end]
	return easternSentence{from, to, holds(text, easternAway), holds(text, easternNominating), holds(text, easternStaff), holds(text, easternThanksTo)}
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
	easternThanksTo   = []string{"のおかげで", "のお陰で", "多亏", "多虧", "덕분에"}
	easternStaff      = []string{"おばあさん", "おじいさん", "代わり", "別の", "後任", "隣の", "お客", "奥様", "ご主人", "お母様", "妹", "弟", "友人", "通りがかり", "スタッフ", "店員", "従業員", "女性", "男性", "担当の方", "係の方", "服务员", "店员", "员工", "那位", "直原", "직원", "분이"}
)
