import Results

/// The page for people: one file, which loads nothing but answers from its own server.
enum WebPage {
  /// The page.
  static let html = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Peruse</title>
    <link rel="icon" href="data:,">
    <style>\(WebPageStyle.css)</style>
    </head>
    <body>
    \(WebPageMarkup.body)
    <script>\(WebPageScript.text)</script>
    </body>
    </html>

    """

  /// Nothing but the style and the script that stand in it, and requests to where it came from.
  static let policy = [
    "default-src 'none'", "style-src '\(ContentHash.source(WebPageStyle.css))'",
    "script-src '\(ContentHash.source(WebPageScript.text))'", "connect-src 'self'", "img-src 'self' data:",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")
}
