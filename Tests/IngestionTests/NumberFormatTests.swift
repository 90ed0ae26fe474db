import Ingestion
import Testing

@Suite("Numbers of sheets")
struct NumberFormatTests {
  @Test(
    "Amounts, shares, numbers with words, negative ones in brackets, figures with words between them",
    arguments: [
      ("General", "1234.5", "1234.5"), ("General", "0.30000000000000004", "0.3"), ("General", "1E+3", "1000"),
      ("General", "0.333333333333333", "0.3333333333"), ("General", "12345678901234567", "12345678901234567"),
      ("0", "12.5", "13"), ("0", "-0.2", "0"), ("0.00", "2.675", "2.68"), ("0.00", "3", "3.00"),
      ("#,##0", "1234567.4", "1,234,567"), ("#,##0.00", "-1599.99", "-1,599.99"), ("#,##0", "12", "12"),
      ("#.##", "0.5", ".5"), ("0.0#", "2.50", "2.5"), ("0.##", "3", "3"),
      (".00", "12.5", "12.50"), (".0", "-0.5", "-.5"), ("\"no. \".0", "7", "no. 7.0"),
      ("0%", "0.125", "13%"), ("0.0%", "0.07", "7.0%"), ("0.00\\ %", "0.5", "50.00 %"),
      ("$#,##0.00;[Red]($#,##0.00)", "-1599.99", "($1,599.99)"), ("[$€-407]\\ #,##0", "1500", "€ 1,500"),
      ("#,##0.00\\ \"kr\"", "95.5", "95.50 kr"), ("\"about \"0\" tons\"", "7", "about 7 tons"),
      ("00000", "1234", "01234"), ("000\\-00\\-0000", "123456789", "123-45-6789"),
      ("(000) 000-0000", "5551234567", "(555) 123-4567"),
      ("#,##0,\"k\"", "1234567", "1,235k"), ("0.0,,\" million\"", "2500000", "2.5 million"),
      ("0.00E+00", "198000000", "1.98E+08"), ("# ?/?", "2.5", "2.5"), ("@", "17", "17"),
      ("0;-0;;@", "0", ""), ("0;-0;\"none\"", "0", "none"), ("[<1]\"low\";[>=10]\"high\";0", "12", "high"),
      ("[<1]\"low\";[>=10]\"high\";0", "5", "5"), ("_-* #,##0.00_-", "5", "5.00"),
      ("#,##0_);(#,##0)", "-5", "(5)"),
      ("General;-General", "-5.5", "-5.5"), ("\"yes\";;\"no\"", "1", "yes"), ("0", "text", "text"),
      ("0", "1e999", "1e999"),
      ("0", "1e300", "1e300"),
      ("", "5", "5"), (";;;", "5", ""), ("\"", "5", ""), ("[", "5", ""), ("0.0.0", "5", "5.00"),
    ])
  func numbers(code: String, value: String, shown: String) {
    #expect(NumberFormat(code).shown(value) == shown)
  }

  @Test(
    "Days in figures as ISO 8601 has them, days with names in the words of the format, times, times beyond a day",
    arguments: [
      ("m/d/yy", "40089", "2009-10-03"), ("dd.mm.yyyy", "45356", "2024-03-05"), ("yyyy", "45356", "2024"),
      ("mm/yyyy", "45356", "2024-03"), ("d mmmm yyyy", "45356", "5 March 2024"),
      ("d-mmm-yy", "45356", "5-Mar-2024"),
      ("dddd, mmmm dd, yyyy", "45356", "Tuesday, March 05, 2024"), ("mmm yyyy", "45356", "Mar 2024"),
      ("yyyy\"年\"m\"月\"d\"日\"", "45356", "2024-03-05"), ("yyyy-mm-dd hh:mm", "45356.75", "2024-03-05 18:00"),
      ("h:mm AM/PM", "0.760416666666667", "18:15"), ("[h]:mm:ss", "1.5", "36:00:00"),
      ("mm:ss", "0.00512", "07:22"),
      ("[mm]:ss", "0.05", "72:00"), ("h:mm", "0.9999999", "00:00"),
      ("[$-F400]h:mm:ss AM/PM", "0.5", "12:00:00"),
      ("\"At \"h:mm AM/PM dddd", "45356.25", "At 06:00 Tuesday"), ("yyyy-mm-dd", "1", "1900-01-01"),
      ("yyyy-mm-dd", "61", "1900-03-01"), ("yyyy-mm-dd", "-1", "-1"), ("yyyy-mm-dd", "3000000", "3000000"),
      ("yyyy-mm-dd", "2958465", "9999-12-31"),
    ])
  func days(code: String, value: String, shown: String) {
    #expect(NumberFormat(code).shown(value) == shown)
  }

  @Test("Days counted from 1904")
  func macintosh() {
    #expect(NumberFormat("yyyy-mm-dd").shown("0", countsFrom1904: true) == "1904-01-01")
    #expect(NumberFormat("yyyy-mm-dd").shown("43894", countsFrom1904: true) == "2024-03-05")
  }
}
