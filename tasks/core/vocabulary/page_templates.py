"""Words with which content systems name the template of a page, by the kind of page.

They stand in the classes of its ``html`` and ``body`` elements, in English or in the language of whoever built the
site, whatever the language of a page, so they are not keyed by language.
"""

STORIES = """
    actualite actualites aktuelles aktuelt article articles artikel articolo articulo blog-article blog-detail
    blog-details blog-entry blog-item blog-post blogpost column comunicado editorial entry liveblog nachricht news
    news-article news-detail news-details news-item news-post news-release news-story newsarticle newsitem notice
    noticia noticias nyhet opinion post press-item press-release pressrelease reportage stories story uutinen
"""
"""What an article is called."""

LISTS = """
    archive author authors blog-index blog-listing blog-list catalog-category category categories collection
    collections date featured index label list listing list-collection news-index news-list news-listing
    newslist search search-results searchresults section tag tags taxonomy term topic topics
"""
"""What a page that lists others is called."""

OFFERS = """
    attachment cart catalog-product checkout course courses download downloads event events film job job-listing
    job_listing jobs landing landing-page lesson listing location lp_course module movie page-product portfolio product
    product-category products profile project property properties realestate service services sfwd-courses shop
    staff staff-profile team team-member testimonial tribe_events vacancy workshop
"""
"""What a page is called that shows one thing other than an article: goods, services, events, jobs, people."""

REFERENCES = """
    doc docs documentation forum reply showthread thread thread_view topic viewforum viewthread viewtopic wiki wikipage
"""
"""What a page of a wiki, a manual or a forum is called."""

LASTING = """
    basicpage basic-page cms-page homepage page pages standard-page static static-page webform
"""
"""What a page is called that belongs to the site itself, such as "About us"."""

REFERENCE_TEXTS = """
    mw-parser-output mw-content-text rst-content wy-nav-content theme-doc-markdown md-content__inner md-content vp-doc
    wiki-content dokuwiki bd-article docs-content docMainContainer theme-default-content xwikicontent moin-content
    twikiTopic foswikiTopic s-prose
"""
"""What wikis, manuals and forums call the element around their text."""

REFERENCE_SYSTEMS = """
    bookstack confluence discourse discuz docfx docusaurus docutils dokuwiki flarum fluxbb foswiki gitbook invision
    ipboard ips mdbook mediawiki mkdocs moinmoin mybb nodebb phpbb phpwind pmwiki punbb smf sphinx tiddlywiki tikiwiki
    twiki vanilla vbulletin vitepress vuepress woltlab xenforo xwiki
"""
"""Systems for wikis, manuals and forums, as they name themselves."""
