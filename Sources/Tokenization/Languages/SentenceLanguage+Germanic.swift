extension SentenceLanguage {
  static let german = SentenceLanguage(
    "de",
    starters: """
      der die das den dem des ein eine einen einem einer eines er sie es wir ihr ich du man dies diese dieser dieses jene
      danach dann aber und oder doch denn dennoch jedoch trotzdem deshalb daher darum deswegen dabei dafür damit dadurch dagegen
      daraufhin daran darauf davon dazu als wenn weil obwohl während nachdem bevor seit bis ob dass wie wo wer was wann warum
      weshalb wieso welche welcher welches im in am an auf aus bei mit nach von vor zu zum zur über unter für durch gegen ohne um
      hier dort da heute gestern morgen jetzt nun später früher schon noch nur auch sogar bereits erst schließlich zunächst
      zuerst zuletzt endlich außerdem ferner zudem weiter weitere ebenso allerdings nämlich vielleicht wahrscheinlich leider
      sein seine seinen ihre ihren unser unsere mein meine alle viele einige manche mehrere beide kein keine niemand jemand jeder
      jede nichts etwas alles ja nein so somit folglich insgesamt inzwischen einmal immer oft manchmal nie niemals nicht laut
      gegenüber neben zwischen trotz wegen statt innerhalb außerhalb
      """,
    hasOrdinals: true,
    numbered: """
      januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts jahrhunderte jh jhd
      jahrtausend auflage ausgabe band kapitel klasse etage stock stockwerk platz rang runde tag woche monat jahr geburtstag
      todestag jahrestag hochzeitstag bezirk armee division regiment bataillon kompanie weltkrieg sinfonie symphonie satz akt
      szene strophe lebensjahr semester schuljahr spieltag minute stunde mal sitzung wahlperiode reihe
      """,
    beforeOrdinals: """
      am der die das dem den des im vom zum bis ab seit beim ein eine einen einem einer und oder dieser diese diesem ihr ihre ihren sein seine seinen
      seinem ihrem unser unserem jeder jeden zur auf
      """,
    suffixes: ["str", "pl"],
    [
      (
        .title,
        "Dr Prof Hr Hrn Fr Frl Dipl Ing Dipl.-Ing Mag Univ Univ.-Prof Hl St Sr Jr Gen Col Obst Hptm Lt Msgr Kard geb gest verh verw Fa Firma Mr Mrs Ms Mme Kfm Priv.-Doz PD Rev bzw Fam Obering Min.-Dir Min.-Rat Reg.-Dir Reg.-Rat Geh.-Rat Gen.-Dir Abt.-Dir Abt.-L Verw.-Dir Frhr Frfr Pfr Präs Vors Bgm Maj Oblt Ltn Uffz Gefr Adm Kpt Gebr Wwe med phil jur rer nat theol vet dent habil h.c"
      ),
      (
        .inner,
        "z.B z.b d.h i.e e.g vgl bzw ca sog sogen inkl exkl einschl evtl ggf gegebenenf insb insbes bes allg ugs lat griech engl frz franz dt ital span russ arab hebr bez bzgl betr max min mind usf.w Abk abzgl zzgl zuzügl Hrsg hrsg hg Hg Übers übers u.U i.d.R i.A i.V i.Allg m.E s.o s.u o.g u.g z.T z.Zt z.Z v.a u.v.a n.b gem ggü vorm nachm ehem urspr österr schweiz amerik röm-kath ev kath prot zit ebd ff.d chin jap kgl evang luth hist städt nördl südl östl westl entspr versch jüd chem math vollst mhd ahd schriftl mündl teilw poln tschech türk schwed preuß einschließl dergl"
      ),
      (
        .numbered,
        "Nr nr Bd Bde Kap S s Abb Abs Art Aufl Tab Taf Tel Str str Ziff Z Zi Anm Hs Hss H Jg Kat Par Sp Sign Fig Bl Blt Rn Rdnr Rz Pkt Pos Pf Postf Lfg Beil Ausg p pp f ff Anl Anh Verf Geb Mio Mrd Tsd Stk Std Min Sek Abschn Abt Buchst Rspr Urt Tit Rdz lit Lit Nrn Vol Röm Kor Gal Eph Kol Thess Petr Joh Mt Mk Lk Apg Offb Mos Kön Ps Jes Jer Ergh Sonderh Tfl Fußn Art.-Nr Az"
      ),
      (
        .ambiguous,
        "usw etc usf u.a u.ä o.ä u.dgl u.v.m uvm u.s.w u.s.f dgl desgl Jh Jhs Jhd Jahrh v.Chr n.Chr Chr Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So GmbH Co Co.KG e.V i.R a.D a.M a.d i.Br Bez Kr Lkr Reg.-Bez Std Min Inc Ltd Mio Mrd Hbf Bhf Nachf Gebr.Co mbH qkm Einw led Jhdt Jahrhdt"
      ),
    ])

  static let dutch = SentenceLanguage(
    "nl",
    starters: """
      de het een hij zij ze wij we ik jij je u men er dit dat deze die daarna dan maar en of toch want dus daarom echter ook nog
      als toen wanneer omdat hoewel terwijl nadat voordat sinds of wie wat waar waarom hoe welke in op aan bij met na van voor naar
      over onder tegen zonder door uit om hier daar vandaag gisteren morgen nu later eerder al alleen zelfs ten eerst eerste eindelijk
      bovendien verder misschien helaas zijn haar hun onze mijn alle veel sommige beide geen niemand iemand iedereen niets iets
      ja nee zo soms vaak nooit altijd volgens naast tussen ondanks wegens binnen buiten tijdens
      """,
    suffixes: ["str"],
    [
      (
        .title,
        "dhr mevr mw mej dr drs ir ing mr prof ds past kap fa gen kol lt St Sint Dhr Mevr Mw Dr Drs Ir Mr Prof Ds H ir.drs wed jhr jkvr mgr zr kapt luit fam Jhr Mgr Fam Z.K.H H.K.H Z.M H.M Z.Exc"
      ),
      (
        .inner,
        "bijv bv b.v d.w.z dwz o.a oa m.a.w t.o.v i.p.v i.v.m m.b.t n.a.v t.b.v t.g.v o.i.d d.m.v i.e e.g vgl cf resp ca circa incl excl max min z.g zgn zogen m.n t.a.v v.d i.h.b geb gest ovl eig Ned Eng Fr Du Lat a.h.w e.a.g nl afd alg bep betr dgl gebr herv hoogl ongev opg verv vnl voorl n.v.t s.v.p t/m m.b.v i.c r.-k"
      ),
      (
        .numbered,
        "nr Nr blz p pag hfst hfdst afb art Art tel fig tab deel jrg vol bijl par ex no str nrs Nrs pp dl aanh aantek Hfst Afb Blz Tel"
      ),
      (
        .ambiguous,
        "enz etc e.d e.a a.s jl v.Chr n.Chr Chr jan feb mrt apr jun jul aug sep sept okt nov dec N.V B.V b.v.b.a mln mld eeuw ed red Jr jr Sr sr blvd ln pln"
      ),
    ])

  static let swedish = SentenceLanguage(
    "sv",
    starters: """
      den det de en ett han hon hen vi jag du ni man detta denna dessa sedan då men och eller ändå dock därför dessutom också när
      om eftersom fast medan innan efter sen vem vad var varför hur vilken i på av för med till från över under mot utan genom vid
      här där idag igår imorgon nu senare tidigare redan bara även först äntligen kanske tyvärr sin sitt hans hennes deras vår mitt
      alla många några båda ingen inget någon något ja nej så ibland ofta aldrig alltid enligt mellan trots hos
      """,
    [
      (.title, "dr prof hr fr fil doc ing gen öv överste St S:t d:r kapt Prof Dr Kapt"),
      (
        .inner,
        "t.ex tex bl.a d.v.s dvs s.k sk f.d fd fr.o.m from t.o.m p.g.a pga m.a.o i.e e.g jfr resp ca inkl exkl max min eg ev st.f v.g bla tom f.n fn i st forts o.d.s enl ang m.fl.a sing plur lat eng ty fra s.a.s u.a i.a n.b o.dyl d:o"
      ),
      (.numbered, "nr s kap bil fig tab tel kl art vol bd § mom st sid tfn p pkt avd avsn kol"),
      (.final, "osv o.s.v etc m.m mm"),
      (
        .ambiguous,
        "m.fl o.d e.Kr f.Kr jan feb mars apr aug sept okt nov dec milj mdr tr uppl red övers AB kr"
      ),
    ])

  static let danish = SentenceLanguage(
    "da",
    starters: """
      den det de en et han hun vi jeg du man dette denne disse så da men og eller dog derfor desuden også når hvis fordi mens før efter
      hvem hvad hvor hvorfor hvordan i på af for med til fra over under mod uden ved her der nu senere kun måske alle mange nogle ingen ja nej
      ifølge mellem trods hos
      """,
    hasOrdinals: true,
    numbered:
      "januar februar marts april maj juni juli august september oktober november december århundrede",
    beforeOrdinals: "den d det i fra til",
    [
      (.title, "dr prof hr fru frk Skt St"),
      (
        .inner,
        "f.eks fx bl.a dvs d.v.s såk s.k jf ca inkl ekskl evt mht iflg pga p.g.a hhv vedr ang m.h.t iht ift p.t d.å"
      ),
      (.numbered, "nr s kap fig tlf kl bd årg stk pkt afsn bil art"),
      (.ambiguous, "osv m.m m.v mv etc mfl m.fl f.Kr e.Kr mio mia jan feb apr aug sept okt nov dec kr A/S"),
    ])

  static let norwegian = SentenceLanguage(
    "no",
    starters: """
      den det de en et ei han hun vi jeg du man dette denne disse så da men og eller likevel derfor dessuten også når hvis fordi mens før etter
      hvem hva hvor hvorfor hvordan i på av for med til fra over under mot uten ved her der nå senere bare kanskje alle mange noen ingen ja nei
      ifølge mellom trass hos
      """,
    [
      (.title, "dr prof hr fru St"),
      (.inner, "f.eks bl.a dvs d.v.s s.k jf ca inkl ekskl evt mht iflg pga hhv vedr ang m.h.t ift p.t d.å"),
      (.numbered, "nr s kap fig tlf kl bd årg stk pkt avsn art"),
      (.ambiguous, "osv m.m mv etc mfl m.fl f.Kr e.Kr mill mrd jan feb apr aug sept okt nov des kr"),
    ])
}
