import Ingestion
import Testing

@Suite("Heads of mails in plain text")
struct TextMailHeadTests {
  static let mails: [(String, String, [String])] = [
    (
      "Von: Mila Brandt\nGesendet: Dienstag, 4. Juni 2031 09:14\nAn: Jo\nBetreff: Netze\n\nDas Boot ist da. Es ist leck.\n\n-----Ursprüngliche Nachricht-----\nVon: Jo\nGesendet: Montag, 3. Juni 2031\nAn: Mila\nBetreff: Boot\n\nIst das Boot da? Ich warte.\n",
      "Netze", ["Das Boot ist da. Es ist leck.", "Ist das Boot da? Ich warte."]
    ),
    (
      "De : Mila\nEnvoyé : mardi 4 juin 2031 09:14\nÀ : Jo\nObjet : Filets\n\nLe bateau est là. Il fuit.\n\nLe 3 juin 2031 à 10:02, Jo a écrit :\n> Le bateau est-il là ?\n",
      "Filets", ["Le bateau est là. Il fuit.", "Le bateau est-il là ?"]
    ),
    (
      "De: Mila\nEnviado el: martes, 4 de junio de 2031\nPara: Jo\nAsunto: Redes\n\nEl barco ha llegado.\nCC: no es nada.\n\n-----Mensaje original-----\n\nDe: Jo\nFecha: lunes\nPara: Mila\nAsunto: Barco\n\n¿Ha llegado?\n",
      "Redes", ["El barco ha llegado. CC: no es nada.", "¿Ha llegado?"]
    ),
    (
      "Od: Mila\nWysłano: wtorek, 4 czerwca 2031\nDo: Jo\nTemat: Sieci\n\nŁódź jest na miejscu.\n\nW dniu 3.06.2031 o 10:02, Jo napisał(a):\n> Czy łódź jest?\n",
      "Sieci", ["Łódź jest na miejscu.", "Czy łódź jest?"]
    ),
    (
      "От: Мила\nОтправлено: 4 июня 2031 г.\nКому: Йо\nТема: Сети\n\nЛодка пришла.\n\nFrom: Jo\nSent: Monday\nTo: Mila\nSubject: Boat\nIs it there?\n",
      "Сети", ["Лодка пришла.", "Is it there?"]
    ),
    (
      "From: Mila\nSent: Tuesday\nTo: Jo\nSubject: Nets\n\nThe boat is in.\n\n-----Original Message-----\nFrom: Jo\nSent: Monday\nTo: Mila\nSubject: Boat\n\nIs it in?\n",
      "Nets", ["The boat is in.", "Is it in?"]
    ),
  ]

  @Test("They are metadata, at the top and further down, and the first names the whole", arguments: mails)
  func heads(text: String, title: String, body: [String]) throws {
    let document = try Reading.checked(Array(text.utf8), as: .text)
    #expect(document.title == title)
    let found = document.blocks.filter { $0.role == .body }.map { document.text(in: $0.textRange) }
    #expect(found == body)
    #expect(document.blocks.filter { $0.role == .metadata }.count >= 2)
  }

  @Test(
    "Fields of other things, and words that a story goes on with, are none",
    arguments: [
      "The boat goes every day but one, and it is full.\n\nFrom: Tarn\nTo: Orn\nFare: four marks\n",
      "The boat goes every day but one, and it is full.\n\nFrom: Tarn\nTo: Orn\nDate: 4 May, 12:30\nFare: four marks\n",
      "The boat went down in the bay, as they say.\n\nOn 4 May 1851 he wrote:\n\nThe boat is lost. I am not.\n",
      "Der Rat las, was im Brief stand, und schwieg.\n\nAm 4. Mai um 12:30 schrieb er:\n\nDas Boot ist leck.\n",
      "The form has a few lines, which are these here.\n\nSubject: Latin\nTeacher: Marr\nRoom: nine\n",
      "The original message was lost, and nobody knows it.\n\nThe boat is old. It is not lost.\n",
    ])
  func none(text: String) throws {
    #expect(try Reading.checked(Array(text.utf8), as: .text).blocks.allSatisfy { $0.role != .metadata })
  }
}
