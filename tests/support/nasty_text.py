"""Texts that act as markup in Markdown, HTML or a terminal unless they are escaped."""

NASTY = (
    "<script>alert(1)</script> <img src=x onerror=a>",
    "[x](javascript:alert(1)) ![i](http://a.example/b) [a]: http://a.example",
    "**b** __u__ *i* _i_ `c` ~~s~~ | cell | \\| \\` \\",
    "<!-- a comment --> &lt;b&gt; &#60;b&#62; &amp;lt;",
    "# heading",
    "- item\n- item",
    "12) a list",
    "> a quotation",
    "---",
    "```\ncode",
    "    code",
    "http://evil.example www.evil.example WWW.evil.example a@evil.example",
    "\u202egnp.exe\u2066 \x00\x07 \ud800 \u2028 tail",
    "| a | b |\n|---|---|\n| c | d |",
)
