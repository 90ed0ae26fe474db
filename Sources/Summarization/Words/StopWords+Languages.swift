extension StopWords {
  /// Words of other languages that say nothing about what a sentence is about, by ISO 639-1 code.
  static let others: [String: Set<[UInt8]>] = lists.mapValues { words in
    Set(words.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
  }

  private static let lists = [
    "de": """
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei
    beim bereits bin bis bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf daraus darin das
    dass daß dazu dein deine dem den denen denn der deren des deshalb dessen dich die dies diese diesem diesen dieser
    dieses dir doch dort du durch ein eine einem einen einer eines einige einigen einiger er es etwa etwas euch euer
    für gegen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in
    indem ins ist ja jede jedem jeden jeder jedes jedoch jene jener jetzt kann kein keine keinem keinen keiner können
    könnte konnte konnten man manche mehr mein meine mich mir mit müssen muss muß nach nicht nichts noch nun nur ob
    oder ohne schon sehr sei sein seine seinem seinen seiner seines seit selbst sich sie sind so sogar solche soll
    sollen sollte sondern sonst sowie über um und uns unser unsere unter viel viele vom von vor war waren warum was
    weil welche welcher welches wenn wer werde werden wessen wie wieder will wir wird wo wobei wollen worden wurde
    wurden würde würden zu zum zur zwar zwischen
    """,
    "fr": """
    a à ai aient ainsi alors après as au aucun aucune aurait aussi autre autres aux avaient avait avant avec avez avoir
    avons ayant bien c car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez ci comme comment d
    dans de des depuis dès deux donc dont du elle elles en encore entre es est et étaient était étant être eu eux fait
    fut hors ici il ils j je jusque l la là laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m
    ma mais me même mêmes mes moi moins mon n ne ni non nos notre nous on ont or ou où par parce pas pendant peu peut
    peuvent plus pour pourquoi puis puisque qu quand que quel quelle quelles quelques quels qui quoi s sa sans se sera
    seront ses si sien son sont sous souvent sur t ta tandis te tel telle telles tels tes toi ton toujours tous tout
    toute toutes tu un une vers voici voilà vos votre vous y été
    """,
    "es": """
    a acá al algo alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas aquellos aquí así aun aún
    aunque bajo bien cada casi como cómo con contra cual cuál cuales cuando cuándo de del desde donde dónde dos durante
    e el él ella ellas ello ellos en entonces entre era eran es esa esas ese eso esos esta está estaba estaban están
    estas este esto estos fue fueron ha había habían hacia han hasta hay he la las le les lo los luego más me mediante
    mi mí mientras mis mismo misma mucha muchas mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra
    otras otro otros para pero poco por porque pues que qué quien quién quienes se sea según ser será si sí sido sin
    sino sobre solo sólo son su sus tal también tampoco tan tanto te ti tiene tienen toda todas todavía todo todos tras
    tu tú tus un una unas uno unos usted y ya yo
    """,
    "it": """
    a abbiamo ad adesso agli ai al alcune alcuni all alla alle allo allora altra altre altri altro anche ancora
    avere aveva avevano c che chi ci ciò cioè coi col come con contro cosa così cui d da dagli dai dal dall dalla
    dalle dallo degli dei del dell della delle dello dentro di dopo dove due durante e è ed era erano essere essi esso
    fa fino fra fu furono già gli ha hai hanno ho i il in infatti io l la là le lei li lo loro lui ma mai me mentre
    mi mia mie miei mio molti molto ne né negli nei nel nell nella nelle nello nessuno noi non nostra nostro o ogni
    ognuno oltre oppure ora per perché però più poi poiché prima proprio può qual quale quali quando quanto quasi
    quella quelle quelli quello questa queste questi questo qui quindi se sé sei senza si sì sia siamo sono sopra
    sotto stata state stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi tale tali tanto te ti tra
    tu tua tuo tutta tutte tutti tutto un una uno v vi voi vostra vostro
    """,
    "nl": """
    aan al alle alleen als altijd andere anders achter ben bent bij binnen boven buiten daar daarom dan dat de deze
    die dit doch doen door doordat dus echter een eens elk elke en er ge geen geweest haar had hadden heb hebben heeft
    hem hen het hier hij hoe hun ieder iemand iets ik in is ja je jij jou jouw jullie kan kon konden kunnen maar me
    meer men met mij mijn moet moeten mocht na naar naast net niet niets nog nu of om omdat omdat onder ons onze ook
    op over reeds sinds slechts tegen tegenover te ten ter terwijl toch toen tot tussen u uit uw van vanaf veel
    verder via volgens voor voordat waar waarbij waarin want waren was wat we wel welke werd werden wie wij wil worden
    wordt zal ze zelf zich zij zijn zo zoals zonder zou zouden zullen
    """,
    "pt": """
    à ainda além algo alguém alguma algumas alguns antes ao aos apenas após aquela aquelas aquele aqueles aquilo às as
    assim até cada com como contra da das de dela delas dele deles depois desde dessa desse desta deste disso do dos
    duas durante e é ela elas ele eles em enquanto entre era eram essa essas esse esses esta está estão estas estava
    este estes eu foi foram há havia isso isto já lhe lhes lo logo mais mas me mediante mesma mesmo meu meus minha
    muita muitas muito muitos na nada não nas nem nenhum nessa nesse nesta neste no nos nós nossa nosso num numa o os
    ou outra outras outro outros para pela pelas pelo pelos perante por porém porque pois pouco qual quais qualquer
    quando quanto que quem se seja sem sempre ser será seu seus si sido só sob sobre sua suas também tal tão te tem
    têm tendo ter teve tinha toda todas todo todos tu tudo um uma umas uns você vocês vos a
    """,
    "ru": """
    а без более бы был была были было быть в вам вас весь во вот все всё всего всех вы где да даже для до его ее её
    если есть еще ещё же за здесь и из или им ими их к как какая какой когда который которая которое которые которых
    которым которого которой кто ли либо между меня мне много может можно мой моя мы на над нам нас наш наша не него
    нее неё ней нет ни них но ну о об однако он она они оно от очень перед по под после потом потому почти при про
    раз с сам сама сами само свое своё своего своей свои своих свой своя себе себя сейчас со совсем так также такая
    такие такой там тебя тем теперь то тогда того тоже той только том тот тут ты у уж уже хотя чего чей чем что чтоб
    чтобы чуть эта эти этим этих это этого этой этом этому этот эту я
    """,
    "sv": """
    alla allt än ännu är att av bara blev bli blir de deg dem den denna deras dess dessa det detta dig din dina ditt
    då där därför då efter ej eller en er era ett från för förrän före genom gör ha hade han hans har henne hennes här
    hon honom hur i icke ifrån in ingen inget inom inte ju jag kan kom kunde man mellan mest med mig min mina mitt mot
    mycket nån någon något några när ni nu och ock också om oss på redan sedan samma sig sin sina sitt själv ska skall
    skulle så sådan som sådana till tills trots upp under ur ut utan vad var vår våra vara varför varit varje vars vart
    vem vi vid vilka vilken vilket väl år åt över
    """,
    "pl": """
    a aby ale ani aż bardzo bez bo był była było były być będą będzie by bym chce choć co czy czyli dla do dlatego
    dlaczego gdy gdyby gdzie go i ich im inna inne inny innych iż ja ją jak jaka jakie jako jakiś je jeden jednak
    jednej jego jej jemu jest jestem jeszcze jeśli jeżeli już każda każdy kiedy kto która które którego której który
    których którym którzy ku lecz lub ma mają mamy mi mimo między mną mnie mogą moja może można mój my na nad nam nami
    nas nasz nasza natomiast nawet nic nich nie niej nim niż no o obok od ona one oni ono oraz pan po pod podczas
    ponad ponieważ poza przed przede przez przy raz również się siebie są swoje swój swoją swego swoich ta tak taka
    taki takie także tam te tego tej ten teraz też to tobie tu tutaj twój ty tych tylko tym w we według wiele więc
    wszyscy wszystkie wszystko z za zawsze ze znów że żeby
    """,
    "ja":
      "の は が を に と で も へ や から まで より など です ます でした ました だ た て い いる ある する した して さ れ この その あの これ それ こと もの ため よう",
    "zh": "的 了 是 在 和 与 及 也 都 就 而 或 这 那 他 她 它 我 你 们 我们 他们 有 不 上 中 下 为 以 对 将 被 把 从 到 等 个 一 着 地 得",
  ]
}
