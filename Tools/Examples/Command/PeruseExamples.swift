import ArgumentParser

/// The other applications of attention; see Tools/Examples/README.md.
@main
struct PeruseExamples: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "PeruseExamples",
    abstract: "Attention on other things than documents: translation, pictures and speech.",
    subcommands: [
      TranslationCommand.self, PictureCommand.self, CaptionCommand.self, VisualReasoningCommand.self,
      SpeechCommand.self,
    ])
}
