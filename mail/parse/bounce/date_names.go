package bounce

import (
	"strings"
	"time"
)

var monthNames = months(
	"january jan januar januari janvier janv enero ene janeiro gennaio gen jänner jaanuar tammikuuta stycznia ledna január januára ianuarie ocak января січня siječnja januarja gener ιανουαρίου януари ינואר يناير sausio jaanuari janvāra janar urtarrilaren ionawr มกราคม जनवरी ژانویه јануар јануара јануари студзеня yanvar հունվարի janúar eanáir tammikuun",
	"february feb februar februari février févr fevrier febrero fevereiro fev febbraio febr helmikuuta lutego února február februára februarie şubat февраля лютого veljače februarja febrer φεβρουαρίου февруари פברואר فبراير vasario veebruar shkurt otsailaren chwefror กุมภาพันธ์ फ़रवरी फरवरी فوریه фебруар фебруара фебруари лютага fevral փետրվարի febrúar feabhra helmikuun",
	"march mar märz maart mars marzo março marco maart mrz maaliskuuta marca března március martie mart марта березня ožujka març μαρτίου מרץ مارس kovo märts martā marti martxoaren mawrth มีนาคม मार्च март сакавіка մարտի márta maaliskuun",
	"april apr avril abril abr aprile apr aprill huhtikuuta kwietnia dubna április apríla aprilie nisan апреля квітня travnja aprila απριλίου април אפריל أبريل travnja apríl prill apirilaren ebrill เมษายน अप्रैल آوریل красавіка aprel ապրիլի aibreán huhtikuun balandžio",
	"may mai mei mayo maio maggio mag maj toukokuuta maja května május mája mayıs мая травня svibnja maig μαΐου май מאי مايو svibnja maí maijā maiatzaren พฤษภาคม मई مه мај маја mayda մայիսի bealtaine toukokuun gegužės",
	"june jun juni juin junio junho giugno giu kesäkuuta czerwca června június júna iunie haziran июня червня lipnja junija juny ιουνίου юни יוני يونيو júní jūnijā qershor ekainaren mehefin มิถุนายน जून ژوئن јун јуна јуни чэрвеня iyun հունիսի meitheamh kesäkuun birželio",
	"july jul juli juillet juil julio julho luglio lug heinäkuuta lipca července július júla iulie temmuz июля липня srpnja julija juliol ιουλίου юли יולי يوليو srpnja júlí jūlijā korrik uztailaren gorffennaf กรกฎาคม जुलाई ژوئیه јул јула јули ліпеня iyul հուլիսի heinäkuun liepos",
	"august aug août aout agosto ago augustus augusti elokuuta sierpnia srpna augusztus augusta ağustos августа серпня kolovoza avgusta agost αυγούστου август אוגוסט أغسطس kolovoza rugpjūčio ágúst augustā gusht abuztuaren awst สิงหาคม अगस्त اوت жніўня avqust օգոստոսի lúnasa elokuun",
	"september sep sept septembre septiembre setembro set settembre syyskuuta września září szeptember septembra septembrie eylül сентября вересня rujna setembre σεπτεμβρίου септември ספטמבר سبتمبر shtator irailaren medi กันยายน सितंबर सितम्बर سپتامبر септембар септембра верасня sentyabr սեպտեմբերի syyskuun rugsėjo",
	"october oct oktober okt octobre octubre outubro out ottobre ott lokakuuta października října október októbra octombrie ekim октября жовтня oktobra οκτωβρίου октомври אוקטובר أكتوبر oktoober tetor urriaren hydref ตุลาคม अक्टूबर اکتبر октобар октобра кастрычніка oktyabr հոկտեմբերի lokakuun spalio",
	"november nov novembre noviembre novembro marraskuuta listopada listopadu novembra noiembrie kasım ноября листопада studenog novembra νοεμβρίου ноември נובמבר نوفمبر studenoga studeni lapkričio nëntor azaroaren tachwedd พฤศจิกายน नवंबर नवम्बर نوامبر новембар новембра лістапада noyabr նոյեմբերի samhain marraskuun",
	"december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre desember des joulukuuta grudnia prosince decembra decembrie aralık декабря грудня prosinca desembre δεκεμβρίου декември דצמבר ديسمبر detsember gruodžio dhjetor abenduaren rhagfyr ธันวาคม दिसंबर दिसम्बर دسامبر децембар децембра снежня dekabr դեկտեմբերի nollaig joulukuun",
)

// months builds the table. Where two languages share a word for different
// months (listopada: November in Polish, October in Croatian), it stands in the
// line of the language with more speakers.
func months(lines ...string) map[string]time.Month {
	m := make(map[string]time.Month, 300)
	for i, line := range lines {
		for _, name := range strings.Fields(line) {
			if _, ok := m[name]; !ok {
				m[name] = time.Month(i + 1)
			}
		}
	}
	return m
}

// monthStems open the names that most languages took from Latin, whatever ending
// or accent follows: novembrini, nóvember, novembrim.
var monthStems = [...]struct {
	stem  string
	month time.Month
}{
	{"janu", 1}, {"janv", 1}, {"febr", 2}, {"april", 4}, {"augus", 8}, {"avgus", 8}, {"septem", 9}, {"setem", 9}, {"oktob", 10}, {"octob", 10},
	{"octub", 10}, {"novem", 11}, {"nóvem", 11}, {"noiem", 11}, {"decem", 12}, {"desem", 12}, {"dezem", 12}, {"detsem", 12}, {"децем", 12}, {"новем", 11},
}

// monthStem reads a name that stands in no table; 0 for what is none.
func monthStem(word string) time.Month {
	if len(word) < 6 {
		return 0
	}
	for _, s := range monthStems {
		if strings.HasPrefix(word, s.stem) {
			return s.month
		}
	}
	return 0
}

var weekdayNames = weekdays(
	"sunday sonntag dimanche domingo domenica zondag söndag söndagen søndag sunnuntaina niedzielę neděli nedeľu vasárnap duminică pazar воскресенье неділю",
	"monday montag lundi lunes lunedì maandag segunda-feira måndag måndagen mandag maanantaina poniedziałek pondělí pondelok hétfőn luni pazartesi понедельник понеділок",
	"tuesday dienstag mardi martes martedì dinsdag terça-feira tisdag tisdagen tirsdag tiistaina wtorek úterý utorok kedden marți salı вторник вівторок",
	"wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira onsdag onsdagen keskiviikkona środę středu stredu szerdán miercuri çarşamba среду середу",
	"thursday donnerstag jeudi jueves giovedì donderdag quinta-feira torsdag torsdagen torstaina czwartek čtvrtek štvrtok csütörtökön joi perşembe четверг четвер",
	"friday freitag vendredi viernes venerdì vrijdag sexta-feira fredag fredagen perjantaina piątek pátek piatok pénteken vineri cuma пятницу п'ятницю",
	"saturday samstag samedi sábado sabato zaterdag lördag lördagen lørdag lauantaina sobotę sobotu szombaton sâmbătă cumartesi субботу суботу",
)

func weekdays(lines ...string) map[string]time.Weekday {
	m := make(map[string]time.Weekday, 64)
	for i, line := range lines {
		for _, name := range strings.Fields(line) {
			m[name] = time.Weekday(i)
		}
	}
	return m
}
