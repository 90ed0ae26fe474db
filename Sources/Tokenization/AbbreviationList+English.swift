extension AbbreviationList {
  /// Abbreviations of English prose, news and science.
  public static let english = AbbreviationList([
    (
      .title,
      """
      Mr Mrs Ms Mx Messrs Mme Mmes Mlle Dr Drs Prof Profs Assoc.Prof Asst.Prof Rev Revd Fr Hon Rt.Hon
      Pres Gov Govs Sen Sens Rep Reps Amb Atty Supt Insp Det Sgt Sgts Cpl Pvt Pfc Spc Lt Lts Capt Cmdr Cdr Maj
      Col Brig Gen Gens Adm Vice.Adm Rear.Adm Lt.Col Lt.Gen Maj.Gen Brig.Gen Msgr St Sts Ste Mt Mts Ft Pt Bp Abp
      Dn Sra Sta Sto Hr Mons Exc
      """
    ),
    (
      .reference,
      """
      Fig Figs fig figs Eq Eqs Eqn Eqns eq eqs eqn eqns Ref Refs ref refs Sect Sects Secs sect Tab Tabs
      Vol Vols vol vols Ch Chs Chap Chaps Thm Lem Prop Cor Def Suppl suppl Supp Ex Exs Ill Pl Pls pl pls
      App Ext Bldg Rm Reg Art Arts Sec para paras Para Paras pp deg degs
      """
    ),
    (
      .numbered,
      """
      No Nos no nos p pg pgs l ll n nn c fol fols f ff vv ver vers chap chaps art ch cl b d op Op Nr nr ex ext app
      s sp pt pts bk Bk r t y ed yr yrs mo wk wks hr hrs min mins sec secs oz lb lbs cu sq mi
      ft mph wt ht gal qt tsp tbsp doz
      """
    ),
    (
      .inner,
      """
      e.g i.e eg ie v vs viz cf c.f ca approx appx v.s q.v s.v aka a.k.a n.b N.B i.a resp incl excl esp
      orig transl comp Anon c/o w.r.t wrt aff ibid op.cit loc.cit et.seq subsp pers unpubl dept depts assn assoc asst admin Univ Dept Depts Assn Assoc Asst
      Inst Dist Div Govt govt Natl natl Intl intl Acad Proc Trans Int Lett Phys Rev.Lett Biol Sci Annu Am Eur
      Jpn Cir F.Supp F.App L.Ed S.Ct
      """
    ),
    (
      .ambiguous,
      """
      al Jr jr Sr sr Esq esq Ph.D PhD M.D D.D.S
      B.A M.A B.Sc M.Sc B.S M.S LL.B LL.D D.Phil M.Phil MBA Ave Blvd Rd Ln Hwy Pkwy Sq Ter Ct Pl Apt Ste Tpk
      U.S U.K U.N E.U U.S.A U.S.S.R D.C L.A N.Y N.J B.C A.D B.C.E C.E W.Va
      Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb Nebr
      Nev Okla Ore Penn Penna Pa Tenn Tex Va Vt Wash Wis Wisc Wyo Ont Que Alta Sask
      Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun
      spp var cv nov comm trans max avg temp est misc cont ed eds rev edn ser mfg mgr dir Rs
      """
    ),
    (.company, "Inc Ltd Co Cos Corp Bros Plc plc Pty Pvt GmbH S.A S.p.A N.V A.G L.P L.L.C"),
    (.final, "etc"),
    (.time, "a.m p.m"),
    (.ambiguous, "Yahoo! Yum! Jeopardy! Oklahoma! Wham! Rouge!"),
  ])
}
