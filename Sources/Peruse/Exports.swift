// One import for programmers: `import Peruse` shows the types that documents, answers and summaries
// are made of. The rooms below stay importable on their own.
@_exported import Batch
@_exported import Evaluation
@_exported import Explanation
@_exported import HierarchicalModels
@_exported import Ingestion
@_exported import Results
@_exported import Search
@_exported import SpanExtraction
@_exported import Summarization
@_exported import Tensors
@_exported import Tokenization
