package tone

import (
	"strings"
	"unicode"
)

// easternWords praise, blame and ask in writing that puts no spaces between
// words; they are looked for anywhere in a clause.
var easternWords = map[string][3][]string{
	"ja": {
		{"ありがと", "感謝", "助か", "親切", "丁寧", "素晴らし", "すばらし", "嬉し", "うれし", "お世話になりました", "お礼", "最高", "笑顔", "感動", "満足", "迅速", "優し", "やさし", "安心", "おかげ", "快適", "美味し", "気持ちの良い", "気持ちよく", "また利用", "また伺", "完璧", "心強"},
		{"苦情", "失礼", "残念", "不満", "最悪", "ひど", "不快", "汚", "寒", "壊れ", "遅れ", "遅延", "待たさ", "待って", "返金", "間違", "二度と", "納得", "対応が悪", "態度が悪", "無視", "不親切", "怒", "騙", "うるさ", "困って", "届いていません", "来ませんでした", "がっかり", "クレーム"},
		{"でしょうか", "ですか", "ますか", "たいのですが", "お願い", "添付", "予約", "確認", "いただけ", "教えて"},
	},
	"zh": {
		{"谢", "謝", "感激", "表扬", "表揚", "热情", "熱情", "耐心", "周到", "优秀", "優秀", "满意", "滿意", "推荐", "推薦", "很棒", "太好", "细心", "細心", "专业", "專業", "贴心", "貼心", "感动", "感動", "友好", "及时", "完美", "赞"},
		{"投诉", "投訴", "差劲", "差勁", "失望", "恶劣", "惡劣", "脏", "髒", "冷", "坏了", "壞了", "退款", "退钱", "退錢", "等了", "没人", "沒人", "没有人", "沒有人", "挂断", "掛斷", "出错", "错了", "骗", "騙", "再也不", "糟糕", "粗鲁", "粗魯", "太慢", "很慢", "生气", "不满", "不滿", "垃圾", "延误", "吵"},
		{"吗", "嗎", "请", "請", "几点", "多少", "附件", "预订", "預訂", "确认", "確認", "想问", "？"},
	},
	"ko": {
		{"감사", "고맙", "친절", "훌륭", "최고", "칭찬", "만족", "추천", "덕분", "정성", "세심", "따뜻", "감동", "완벽", "좋은", "좋았", "빠르", "도와주"},
		{"불만", "불친절", "실망", "무례", "더럽", "더러", "추웠", "환불", "기다", "부서", "고장", "틀렸", "늦", "끊", "다시는", "화가", "최악", "엉망", "답이 없", "답하지", "오지 않", "거짓", "시끄", "별로"},
		{"나요", "까요", "니까", "겠어요", "예약", "첨부", "확인", "문의", "얼마", "싶습니다"},
	},
}

// seeEastern counts the words of a clause in such writing.
func (n *tally) seeEastern(text, lang string) {
	for k, list := range easternWords[lang] {
		found := 0
		for _, w := range list {
			found += strings.Count(text, w)
		}
		switch k {
		case 0:
			n.good += found
		case 1:
			n.bad += found
		default:
			n.asks += found
		}
	}
}

// easternTurns are what stands before a clause that may say the opposite.
var easternTurns = map[string]*strings.Replacer{
	"ja": strings.NewReplacer("が、", "が、\n", "けれど", "けれど\n", "しかし", "\nしかし", "ただ、", "\nただ、"),
	"zh": strings.NewReplacer("但是", "\n但是", "可是", "\n可是", "不过", "\n不过", "，但", "\n，但", "然而", "\n然而"),
	"ko": strings.NewReplacer("지만", "지만\n", "그러나", "\n그러나", "는데 ", "는데\n"),
}

// easternLanguage tells the three apart by their letters; "" for other writing.
func easternLanguage(text string) string {
	kana, hangul, han, other := 0, 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			other++
		}
	}
	switch {
	case kana+hangul+han <= other/2:
		return ""
	case hangul > kana:
		return "ko"
	case kana > 0:
		return "ja"
	}
	return "zh"
}
