extension SentenceLanguage {
  static let french = SentenceLanguage(
    "fr",
    starters: """
      le la les l un une des il elle ils elles nous vous je on ce cet cette ces c ceci cela ça d qu n s j m t puis ensuite mais et ou donc or ni car
      pourtant cependant toutefois ainsi alors aussi enfin quand lorsque si comme parce puisque bien tandis pendant après avant
      depuis dès qui que quoi où pourquoi comment quel quelle dans en sur sous avec sans pour par chez vers contre entre malgré
      selon ici là aujourd hier demain maintenant plus tard déjà seulement même d'abord finalement peut-être hélas son sa ses
      leur leurs notre nos votre mon ma mes tous toutes tout toute plusieurs certains beaucoup aucun personne chacun chaque rien
      oui non parfois souvent jamais toujours au aux à de du
      """,
    [
      (
        .title,
        "M MM Mme Mmes Mlle Mlles Mgr Dr Drs Pr Prof Me Mes St Ste Sts Stes Cdt Cne Col Gal Gén Lt Sgt R.P S.M S.A.R.S P Ph Th Ch Chr Gl Jh Vve Vves Pdt Cte Ctesse Vte Vtesse"
      ),
      (
        .inner,
        "p.ex ex c.-à-d c.à.d cf env av apr J.-C J.C fig. i.e e.g id ibid loc op cit boul bd dir éd.or trad hab arr dép max min resp lat angl all ital esp anc auj cour comp approx masc fém péj qqch qqn"
      ),
      (
        .numbered,
        "n no nos p pp chap ch vol t art al § fig tab tél ill pl ms fol fo ff vers v col liv livr sect N° n° Nº nº réf réfs tabl append alin sqq fasc bull éq suppl sér vv exp"
      ),
      (
        .ambiguous,
        "etc av.J.-C apr.J.-C J.-C J.C janv févr avr juil sept oct nov déc S.A S.A.R.L Cie éd éds coll suiv s sq ss cm kg km cap gén lieut serg adj brig insp prés Alex Ant Aug Bapt Benj Clém Edm Eug Ferd Franç Fréd Guill Hipp Jac Jos Laur Léop Nic Théod Vict Xav bibl impr libr acad univ inst rééd préf introd blvd fbg faub imp"
      ),
    ])

  static let spanish = SentenceLanguage(
    "es",
    starters: """
      el la los las lo un una unos unas él ella ellos ellas nosotros yo tú usted ustedes este esta esto estos estas ese esa eso aquel
      aquella después luego pero y o e u ni sin embargo aunque así entonces además también cuando si como porque mientras antes
      desde hasta quien que qué quién dónde donde por para cómo cuál en con sin sobre bajo contra entre según hacia aquí allí hoy
      ayer mañana ahora más tarde ya solo sólo incluso primero finalmente quizá quizás tal su sus nuestro nuestra mi mis todos
      todas todo toda muchos muchas algunos algunas varios ningún nadie alguien cada nada algo sí no nunca siempre veces al de del a
      """,
    [
      (
        .title,
        "Sr Sra Srta Sres Sras Dr Dra Dres D Dña Da Prof Profa Lic Ing Arq Gral Cnel Cap Tte Mons Fr Sto Sta Exc Excmo Excma Ilmo Ilma Rvdo S.M Sn Pbro Mtro Mtra Cdte Sgto Pdte Rdo Hno Hna Alte Fco"
      ),
      (
        .inner,
        "p.ej ej pág.s vid cf aprox máx mín ca Av Avda Pza Pl C c/ Ctra prov dpto dep Univ fca EE FF RR JJ CC lat ing fr i.e e.g p.p v.gr vgr a.e.c trad comp coord dir ed.lit núm.s izq der dcha admón atte blvd bco ctra entlo pza pje rbla telef urb"
      ),
      (
        .numbered,
        "pág págs pp p núm nro n no art arts cap caps vol vols t fig tab tel tfno ap apdo lám fol lib sec inc n.º n° nº N.º N° Nº ref párr exp disp tít secc"
      ),
      (
        .ambiguous,
        "etc Ud Uds Vd Vds UU EE.UU EEUU OO NN a.C d.C C a.J.C d.J.C S.A S.L Cía Hnos ed eds ene feb mar abr may jun jul ago sept oct nov dic s ss km kg a.m p.m"
      ),
    ])

  static let italian = SentenceLanguage(
    "it",
    starters: """
      il lo la i gli le l un una uno egli ella lui lei loro noi voi io tu questo questa questi queste quello quella quei poi dopo ma e ed o
      oppure però tuttavia così allora quindi dunque inoltre anche quando se come perché poiché mentre prima da fino chi che cosa
      dove perche quale quanto in con senza su sotto per contro tra fra secondo verso qui là lì oggi ieri domani ora più tardi già
      solo soltanto perfino infine forse purtroppo suo sua suoi sue nostro mio mia tutti tutte tutto tutta molti molte alcuni
      alcune nessuno qualcuno ogni niente nulla qualcosa sì no mai sempre talvolta spesso al allo alla ai agli alle del dello della
      dei degli delle nel nello nella nei negli nelle dal dalla sul sulla di a è
      """,
    [
      (
        .title,
        "Sig Sigg Sig.ra Sig.na Sigra Dott Dott.ssa Dr Dr.ssa Prof Prof.ssa Avv Ing Arch Geom Rag On Sen Gen Col Cap Ten Mons Don S Ss Fra Cav Comm Egr Gent Gent.ma Spett sig sigg dott prof avv ing rag arch on Sigg.ri Dott.ri Proff Avv.ti Magg Ten.Col Brig Serg Card Rev Pres Ill.mo Preg.mo Gent.mo"
      ),
      (
        .inner,
        "es p.es ad.es cfr cf ca circa max min vd v.di i.e e.g P.za P.zza C.so V.le Loc prov ecc.mo lat ingl fr ted abbr art.cit op cit ibid trad ed.it cosidd c.d sec.d L.go P.le V.lo Fraz ingg"
      ),
      (
        .numbered,
        "pag pagg p pp n nn num art artt cap capp vol voll fig figg tab tel sez lett lib par all rif co n° nº N° Nº rep prot dec d.lgs lgs dpr tav tavv fasc quad parr proc tom"
      ),
      (
        .ambiguous,
        "ecc etc a.C d.C C s.l.m S.p.A S.r.l S.n.c gen feb mar apr mag giu lug ago sett set ott nov dic ed sgg ss seg segg mln mld sec secc"
      ),
    ])

  static let portuguese = SentenceLanguage(
    "pt",
    starters: """
      o a os as um uma uns umas ele ela eles elas nós eu tu você vocês este esta isto estes estas esse essa isso aquele aquela depois
      mas e ou porém contudo todavia entretanto assim então além também quando se como porque enquanto antes desde até quem que
      onde por para qual quanto em com sem sobre sob contra entre segundo aqui ali lá hoje ontem amanhã agora mais tarde já só
      apenas mesmo primeiro finalmente talvez infelizmente seu sua seus suas nosso nossa meu minha todos todas tudo toda muitos
      muitas alguns algumas vários nenhum ninguém alguém cada nada algo sim não nunca sempre vezes ao à aos no na nos nas do da
      dos das de num numa pelo pela
      """,
    [
      (
        .title,
        "Sr Sra Srs Sras Srta Dr Dra Drs D Da Prof Profa Prof.ª Eng Arq Gen Cel Cap Ten Mons Pe Fr Sto Sta Exmo Exma Ilmo Ilma Rev V.Ex V.Exa Ex Maj Sarg Cmdt Alm Brig Pres Sen Engª"
      ),
      (
        .inner,
        "p.ex ex vid cf aprox máx mín ca Av R Pça Trav Rod Al Univ Dep Depto tel.s lat ing fr i.e e.g i.é trad coord org.s obs.s séc.s dir esq Lgo Trv Pca Estr"
      ),
      (
        .numbered,
        "pág págs pp p nº n núm art arts cap caps vol vols t fig tab tel al inc liv fl fls fol n.º N.º n° N° ref proc alín apto lt qd tít fasc"
      ),
      (
        .ambiguous,
        "etc a.C d.C C S.A Ltda Cia EUA E.U.A séc sécs ed eds org orgs jan fev mar abr mai jun jul ago set out nov dez km kg a.m p.m V.Ex.ª"
      ),
    ])
}
