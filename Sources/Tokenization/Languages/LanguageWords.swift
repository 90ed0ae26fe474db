/// The words that languages use most, in order of frequency as far as that is known.
enum LanguageWords {
  static let all: [(String, String)] = [
    (
      "en",
      "the of and to in a is that it for was on with as be he by at his are this not have from or had they which one you were her all she there would their we him been has when who will no more if out so said what up its about into than them can only other time new some could these two may then do first any my now such like our over man me even most made after also did many"
    ),
    (
      "de",
      "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich eines jahr zwei jahren diese dieser wieder keine uhr seiner worden will zwischen immer was sagte"
    ),
    (
      "fr",
      "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son ou d l s qu n aux cette ces mais comme on tout nous sa ont été fait être leur si elle deux même aussi bien ses où peut ils sans entre après encore sous très avait était dont depuis lui faut autres ans pays années avant cela selon contre chez toujours jamais quand je vous"
    ),
    (
      "es",
      "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa eso hace otra gobierno tan durante siempre día tanto ella"
    ),
    (
      "it",
      "di e il la che in a per un del non è si da una con le i della sono al dei come più lo gli nel alla anche ha ma dal delle ai su se ed l d o nella questo dalla suo essere quando era degli loro cui tutti stato fra dopo due sua tra anni solo hanno ancora ci prima fatto così mi molto quello poi quella cosa perché sempre tutto chi ogni può senza noi lui io parte nei fu alle questa"
    ),
    (
      "pt",
      "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe deles este fosse dele anos dois"
    ),
    (
      "nl",
      "de van een het en in is dat op te zijn met die voor niet aan er om ook als dan maar bij nog of uit door over ze zich naar hij werd wordt heeft was tot worden kan al meer hun deze ik je we haar zijn geen had veel na zou onder tegen zo dit jaar wel waar toen wat zal waren hebben moet hem twee andere tussen men onze mijn sinds omdat eerste ons daar kunnen zonder weer wij altijd"
    ),
    (
      "pl",
      "w i na z się nie do to że jest o a jak od po za co przez dla ale są oraz przy tym być ich jego ma który może tak tego także już tylko czy lub było był która które jej go była roku latach lat bardzo gdy ze jednak można pod przed bez między nad wszystkie sobie mnie te jako również kiedy tej więc by we aby których jeszcze został między swoje nawet"
    ),
    (
      "sv",
      "och i att det som en på är av för med till den har de inte om ett han men var jag sig från så kan nu när där vi eller efter hon vid också hade under skulle över man bara ut alla sin vara mot mer då upp finns blir än år andra kommer mycket ska blev utan hans få andra denna mellan varit många dem här hur två någon några detta sedan samma redan något"
    ),
    (
      "da",
      "og i at det er en til på af den for de der med ikke som har et fra han men var om jeg sig kan så vi eller efter hun ved også havde under skulle over man kun ud alle sin være mod mere da op bliver end år andre kommer meget skal blev uden hans få denne mellem været mange dem her hvor to nogle dette siden samme allerede noget hvad hvis"
    ),
    (
      "no",
      "og i det er på som en til for av at med han de den har ikke et om var men jeg seg fra så kan vi eller etter hun ved også hadde under skulle over man bare ut alle sin være mot mer da opp blir enn år andre kommer mye skal ble uten hans få denne mellom vært mange dem her hvor to noen dette siden samme allerede noe hva hvis etter"
    ),
    (
      "fi",
      "ja on ei se että oli hän joka mutta ovat kun myös niin mukaan kuin tai sen ole ollut vuonna jo hänen sekä vain olisi voi vielä nyt joiden ovat jos hyvin paljon siitä tämä ennen kanssa mitä tämän jälkeen eivät ollut minä sitä olivat kaikki noin kuitenkin ne itse olla suomen vuoden joka ensimmäinen kaksi välillä"
    ),
    (
      "cs",
      "a v se na je že s z do o to i k ve pro za by ale si po jako podle od jsem tak jeho jeho nebo které který která jsou před už bylo byl při jen být má více však také až byla jak tím tom roku ze u co není když ještě svou další mezi bude než pouze jejich kde můžete proti pod mohou proto tento této"
    ),
    (
      "hu",
      "a az és hogy nem is egy volt ez azt meg csak már még de van el mint ki vagy ha kell minden után nagy ezt lehet mert akkor fel majd sem pedig lett olyan amely ezek ezért itt úgy amikor magyar két több első között szerint most ember között illetve saját azonban"
    ),
    (
      "ro",
      "de și în a la cu o nu pe că din se un mai este care pentru sunt sau au fost ca dar prin după între să al ale lui cel această acest lor lui când fi anul foarte era fără până numai avea doar unei unui toate putea fiind ani despre cele asupra chiar"
    ),
    (
      "tr",
      "ve bir bu için de da ile olarak çok daha gibi olan kadar sonra en ne o ancak her ise ya var olduğu ama şekilde diye veya değil yok tarafından ilk iki içinde göre kendi bütün büyük arasında nasıl zaman oldu olur yıl şey bile önce sadece onun"
    ),
    (
      "ca",
      "de la i el que a en les els un una per amb del és no va als al més es dels com ha o per són l d s seu seva aquest aquesta també entre però fins quan molt on sobre han ser era hi si anys dos tot des cap fou pels havia segons altres"
    ),
    (
      "sk",
      "a v sa na je že s z do o to aj k vo pre za by ale si po ako podľa od som tak jeho alebo ktoré ktorý ktorá sú pred už bolo bol pri len byť má viac však tiež až bola čo nie keď ešte medzi bude než kde proti pod preto tento roku"
    ),
    (
      "hr",
      "i u je na se da za od su s a o kao što koji iz po do ne će to bi sa ili biti koje koja ali kako samo bio nije više već prema godine sve ima kod jer može bila bilo nakon između tako još ovaj njegov oko"
    ),
    (
      "id",
      "yang dan di dengan untuk pada ini dari dalam adalah itu tidak akan sebagai juga oleh ke dapat atau tahun ada lebih telah mereka bahwa karena seperti menjadi ia dia kepada saat hanya antara bisa sudah masih setelah satu dua orang"
    ),
    (
      "vi",
      "của và là có trong được cho các một với không này đã người những từ đến về như khi để ra năm vào tại cũng theo trên nhiều đó sau hơn nhưng phải nhất bị do làm còn thì mà rất"
    ),
    (
      "lt",
      "ir yra į kad tai su iš buvo kaip ne po o bet nuo per metų prie jo jie tik dar jau už pat kai arba taip labai būti savo kurie kuris ar dėl apie tarp metais daug"
    ),
    (
      "ru",
      "и в не на что он с я как а то это по к но его из у за от же так все бы о для мы было только она был ты когда они если до уже вы при ещё или её их чтобы где во время этого которые который также года может быть после были даже"
    ),
    (
      "uk",
      "і в не на що з у до та це як за він від по але для про його є був або ми було так вона вони які якщо при ще її їх щоб де під час також року може бути після були навіть цього який чи тому"
    ),
    (
      "bg",
      "на и в се за от да с е по че не са си като до при той към го но която който които има бе след или само през още може бъде този тази това защото както между беше така много"
    ),
    (
      "sr",
      "и у је на се да за од су с а о као што који из по до не ће то би са или бити које која али како само био није више већ према године све има код јер може била"
    ),
    (
      "la",
      "et in est non ad ut cum quod qui ex de sed si quae a ab esse sunt nec aut per enim hoc etiam quam ac ne pro eius se me te autem ita quid quem nam iam id haec tamen atque eum sic ille ipse hic erat fuit nunc ubi quibus inter sine post ante apud quo eo neque vel dum igitur omnia rebus urbis populus romani anno tempore deinde quoque cuius huius eorum suis suum sua suo mihi tibi nobis vos nos tu ego possunt potest habet dixit fecit erant fuerunt"
    ),
  ]
}
