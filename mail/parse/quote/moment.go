package quote

import (
	"strings"
	"unicode"

	"goodword/mail/parse/stem"
)

// momentSpan finds the date and time within an attribution: the numbers that
// stand close together, the weekday or month before them, "AM" and the time
// zone behind. end is 0 where there is none.
func momentSpan(text string) (start, end int) {
	var buf numberBuffer
	list := numbers(text, &buf)
	bestScore := 0
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && near(text[list[j].end:list[j+1].start]) {
			j++
		}
		from, to := list[i].start, list[j].end
		if score := DateScore(text[from:to]); score > bestScore {
			bestScore, start, end = score, from, to
		}
		i = j + 1
	}
	if end == 0 {
		return 0, 0
	}
	return momentStart(text, start), momentTail(text, end)
}

// near: what may stand between two numbers of one date.
func near(gap string) bool {
	return len(gap) <= 24 && !strings.ContainsAny(gap, "@<>\"")
}

// momentStart takes in up to three words before the first number: "Wed, Oct".
func momentStart(text string, start int) int {
	for range 3 {
		before := strings.TrimRight(text[:start], " \u00a0")
		cut := strings.LastIndexAny(before, " \u00a0") + 1
		for cut < len(before) && before[cut] == 0xa0 {
			cut++
		}
		word := before[cut:]
		key := strings.ToLower(strings.Trim(word, ".,()"))
		if word == "" || len(word) > 26 || openers[key] || strings.ContainsAny(word, "@<>\":：") || writingStems.InLower(key) {
			break
		}
		start = cut
	}
	return start
}

// momentTail takes in what belongs to a time of day behind its digits.
func momentTail(text string, end int) int {
	for range 4 {
		rest := text[end:]
		trimmed := strings.TrimLeft(rest, " \u00a0\u202f")
		word, _, _ := strings.Cut(trimmed, " ")
		word = strings.TrimRight(word, ",;:：")
		if word == "" || !momentWord(word) {
			break
		}
		end += len(rest) - len(trimmed) + len(word)
	}
	return end
}

func momentWord(word string) bool {
	key := strings.ToLower(strings.Trim(word, "().,"))
	key = strings.ReplaceAll(key, ".", "")
	if strings.Contains(momentWords, ","+key+",") {
		return true
	}
	for _, zone := range []string{"gmt", "utc"} {
		if strings.HasPrefix(key, zone) && !strings.ContainsFunc(key[len(zone):], unicode.IsLetter) {
			return true
		}
	}
	return key != "" && (key[0] == '+' || key[0] == '-') && strings.Trim(key[1:], "0123456789:") == "" && len(key) > 2
}

const momentWords = ",am,pm,a,p,uhr,h,hrs,г,р,год,година,nachm,vorm,ч,πμ,μμ,ص,م,ق,น,cet,cest,est,edt,pst,pdt,cst,cdt,mst,mdt,bst,eet,eest,mez,mesz,oez,oesz,wet,west,ist,jst,kst,hkt,sgt,msk,aest,aedt,nzst,nzdt,z,kl,д,"

// openers are the words an attribution begins with before its date.
var openers = map[string]bool{
	"on": true, "am": true, "at": true, "le": true, "el": true, "il": true, "giorno": true, "op": true, "den": true, "em": true, "no": true, "dia": true, "el día": true, "día": true,
	"dnia": true, "w": true, "dniu": true, "dne": true, "dňa": true, "dana": true, "på": true, "în": true, "în data de": true, "data": true, "vào": true, "pada": true, "στις": true, "στην": true,
	"в": true, "у": true, "на": true, "a": true, "um": true, "kl": true, "ב": true, "בתאריך": true, "في": true, "در": true, "në": true, "de": true, "da": true, "von": true, "from": true, "vom": true, "於": true, "于": true, "在": true,
}

// fillerWords stand between date and name.
const fillerWords = ",heeft,schreef,schrieb,skrev,skrifaði,użytkownik,korisnik,uporabnik,пользователь,користувач,χρήστης,by,av,af,von,door,par,por,da,מאת,بواسطة,كتب,توسط,โดย,oleh,bởi,"

// nameParticles are small words that belong to a name.
const nameParticles = ",von,van,de,da,di,du,del,della,der,den,ter,ten,dos,das,do,la,le,el,al,bin,ibn,ben,af,av,zu,zum,zur,y,e,'t,d',"

// writingStems are stems of "wrote" as attributions have it.
var writingStems = stem.Of(
	"wrote", "writes", "schrieb", "écrit", "escribi", "escrib", "escreveu", "escrevi", "ha scritto", "scritto", "a scris", "va escriure", "escriure", "escribiu",
	"schreef", "geschreven", "skrev", "skreiv", "skrifaði", "kirjoitti", "kirjutas", "rakstīja", "rašė", "parašė", "napisał", "pisze", "napsal", "napísal", "píše", "napisao", "napisala", "je napisal", "piše", "пишет", "написал", "пише", "написа", "напісаў", "писао", "је написао",
	"írta", "ezt írta", "έγραψε", "yazdı", "yazmış", "shkroi", "idatzi", "scríobh", "ysgrifennodd", "yazıb", "yozdi", "жазды",
	"כתב", "כתבה", "كتب", "كتبت", "كتابة", "نوشت", "menulis", "đã viết", "viết", "เขียน", "ने लिखा", "लिखा", "লিখেছেন", "sumulat", "isinulat", "aliandika", "het geskryf",
	"写道", "寫道", "写了", "编写", "写入", "のメール", "は書きました", "書きました", "님이 작성", "작성", "썼습니다", "쓰셨습니다",
)
