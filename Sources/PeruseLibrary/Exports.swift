// One import for programmers: `import Peruse` shows the types that documents, answers, summaries, batches and
// corpora are made of. The rooms below stay importable on their own.

// Many documents
@_exported import struct Batch.Batch
@_exported import enum Batch.BatchEnd
@_exported import struct Batch.BatchFailure
@_exported import struct Batch.BatchOptions
@_exported import struct Batch.BatchOutcome
@_exported import struct Batch.BatchOutput
@_exported import struct Batch.BatchStatistics
@_exported import enum Batch.CorpusError
@_exported import enum Batch.CorpusRemedy
@_exported import struct Batch.InputSelection
// Answers
@_exported import struct HierarchicalModels.ModelError
// Documents
@_exported import struct Ingestion.Block
@_exported import struct Ingestion.ByteRange
@_exported import struct Ingestion.Document
@_exported import enum Ingestion.DocumentFormat
@_exported import struct Ingestion.DocumentReader
@_exported import struct Ingestion.IngestionError
@_exported import struct Ingestion.IngestionOptions
@_exported import enum Ingestion.IngestionRemedy
@_exported import struct Ingestion.IngestionWarning
@_exported import struct Ingestion.PageRectangle
@_exported import struct Ingestion.Provenance
@_exported import struct Ingestion.Section
@_exported import struct Ingestion.SourceDescription
// What does the work
@_exported import struct PeruseCore.AnswerTask
@_exported import struct PeruseCore.DocumentSummarizer
@_exported import struct PeruseCore.Reader
@_exported import struct PeruseCore.SummarizeTask
@_exported import enum Results.ResultForm
@_exported import let Results.peruseVersion
@_exported import struct Search.AskOptions
@_exported import struct Search.CorpusAnswer
@_exported import struct Search.SearchHit
@_exported import struct Search.SearchOptions
@_exported import struct SpanExtraction.Answer
@_exported import struct SpanExtraction.ReadableDocument
@_exported import enum SpanExtraction.ReaderError
@_exported import struct SpanExtraction.ReaderOptions
@_exported import struct SpanExtraction.ReaderResult
// Summaries
@_exported import struct Summarization.MergedSummary
@_exported import enum Summarization.SummarizationError
@_exported import enum Summarization.SummarizationMethod
@_exported import struct Summarization.Summary
@_exported import enum Summarization.SummaryBudget
@_exported import struct Summarization.SummaryOptions
@_exported import enum Summarization.SummaryOrder
@_exported import struct Summarization.SummarySentence
// Sentences
@_exported import enum Tokenization.NewlinePolicy
@_exported import struct Tokenization.Sentence
@_exported import struct Tokenization.SentenceSplitter
@_exported import struct Tokenization.TokenizationError
