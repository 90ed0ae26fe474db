extension SentenceLanguage {
  static let polish = SentenceLanguage(
    "pl",
    starters: """
      on ona ono oni one my wy ja ty ten ta to ci te tamten potem następnie ale i oraz lub albo jednak zatem więc dlatego ponadto także też
      gdy kiedy jeśli jak ponieważ bo chociaż choć podczas zanim po od do kto co gdzie dlaczego czemu który która które w we na z ze
      o przy przez dla bez pod nad przed między wobec według tu tam dziś dzisiaj wczoraj jutro teraz później już tylko nawet
      najpierw wreszcie może niestety jego jej ich nasz mój swój wszyscy wszystkie wszystko wielu wiele niektórzy kilka żaden nikt
      ktoś każdy nic coś tak nie nigdy zawsze czasem często mimo za u jest był była było są byli były
      """,
    hasOrdinals: true,
    numbered:
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    beforeOrdinals: "w na do od dnia z po ze we",
    [
      (
        .title,
        "prof dr mgr inż hab gen płk ppłk mjr kpt por ppor ks bp abp kard św Św św.p doc red lek p pp pan pani o oo br s.p dyr prez im ul pl al os Prof Dr Gen Ks ojc prał adm kadm st sierż kpr plut chor szer rtm burm adw arch lic stud bł śp Bł"
      ),
      (
        .inner,
        "np m.in tzn tj tzw t.zw ok ca por zob patrz wg ww wym cd pt ang łac niem fr ros pol hiszp wł gr max min ds jw łącz tłum oprac wyd.pol ur zm właśc daw dawn pot dosł ekon etym geogr geol hist jęz kośc mitol muz odp państw pejor płd płn przest przyp skr szt techn ukr węg wsch zach zdrobn"
      ),
      (
        .numbered,
        "nr Nr s str t tom rozdz rys tab tel art ust pkt poz fot godz il m ryc zał cz zesz ods sygn dz"
      ),
      (
        .ambiguous,
        "itd itp etc i.in in r rr w ww n.e p.n.e gw wyd sp tys mln mld zł gr kg km cm sek min c.d z.o.o S.A Sp woj pow pn wt śr czw niedz"
      ),
    ])

  static let russian = SentenceLanguage(
    "ru",
    starters: """
      он она оно они мы вы я ты это этот эта эти тот та те потом затем но и а или однако поэтому кроме также тоже когда если как
      потому хотя пока перед после до с со кто что где почему зачем который какой в во на из о об при через для без под над между
      по у от к за здесь там сегодня вчера завтра теперь сейчас позже уже только даже сначала наконец может быть возможно его её
      ее их наш мой свой все всё многие некоторые несколько никто кто-то каждый ничто ничего что-то да нет никогда всегда иногда
      часто не ни так тогда вот вдруг
      """,
    [
      (
        .title,
        "проф акад доц г гр гражд тов св ген полк кап им ул пер пл просп наб д кв корп стр оз р о-в п пос с дер Проф Акад Св Ул Пл инж канд докт засл еп митр патр игум прот свящ преп подполк лейт адм бул бульв б-р туп мкр пр-т пр-д дир зам пом нач"
      ),
      (
        .inner,
        "т.е т.к т.н т.о напр см ср ок т.наз и.о в.т.ч мин макс англ нем фр лат греч рус яп кит исп итал букв собств разг устар сокр т н с.ш в.д ю.ш з.д соотв приблиз древнерус болг венг польск серб слав укр швед физ хим биол геогр юр экон техн воен"
      ),
      (.numbered, "стр с гл рис табл тел ст п пп ч т вып № илл ил разд кн прил прим подп абз параг черт"),
      (
        .ambiguous,
        "т.д т.п др пр и.т.д и.т.п н.э до.н.э э г гг в вв руб коп тыс млн млрд кг км см мм чел экз ред изд янв февр апр авг сент окт нояб дек мл мг га соч собр обл губ гос р-н"
      ),
    ])

  static let czech = SentenceLanguage(
    "cs",
    starters: """
      on ona ono oni my vy já ty ten ta to ti tento tato toto potom pak ale a i nebo však proto také když jestliže jak protože ačkoli zatímco
      před po od do kdo co kde proč který v ve na z ze o při přes pro bez pod nad mezi podle tady tam dnes včera zítra nyní již už jen snad bohužel
      jeho její jejich náš můj všichni všechny mnoho někteří několik nikdo někdo každý nic něco ano ne nikdy vždy někdy často
      """,
    [
      (
        .title,
        "prof dr mgr ing doc gen plk mjr sv Sv p pí MUDr JUDr RNDr PhDr Ing Mgr Bc Prof Dr kpt pplk npor"
      ),
      (.inner, "např tj tzv tzn resp cca popř příp vč mj max min srov angl lat něm fr ul nám tř"),
      (.numbered, "č čís str s kap obr tab tel odst § sv r hod sv.č písm"),
      (.ambiguous, "atd apod aj etc n.l př.n.l tis mil mld Kč km kg stol"),
    ])
}
