"""Builds the posts as news items of Plone, which many public authorities use, in its own theme.

Plone is installed from PyPI into an environment of its own. Its pages are requested over WSGI, without a server.
"""

import json
import venv
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path

from markdown_it import MarkdownIt

from tests.benchmarks.blog_posts import AUTHOR, Post
from tests.benchmarks.blog_sites import SITE, BuiltPage, run

PLONE = ("Products.CMFPlone==6.1.3", "plone.app.contenttypes", "plonetheme.barceloneta", "Zope[wsgi]")
_CONFIG = """<configure xmlns="http://namespaces.zope.org/zope" xmlns:meta="http://namespaces.zope.org/meta"
    xmlns:five="http://namespaces.zope.org/five">
  <include package="Products.Five" />
  <meta:redefinePermission from="zope2.Public" to="zope.Public" />
  <five:loadProducts file="meta.zcml" /><five:loadProducts /><five:loadProductsOverrides />
  <securityPolicy component="AccessControl.security.SecurityPolicy" />
</configure>"""
_PROGRAM = """
import io, json, sys
from pathlib import Path
from Zope2.Startup.run import make_wsgi_app
application = make_wsgi_app({}, "site/etc/zope.conf")
import transaction, Zope2
from AccessControl.SecurityManagement import newSecurityManager
from DateTime import DateTime
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

given = json.loads(Path("given.json").read_text())
root = makerequest(Zope2.app())
newSecurityManager(None, root.acl_users.getUser("admin").__of__(root.acl_users))
setRequest(root.REQUEST)
profiles = ["plone.app.contenttypes:default", "plonetheme.barceloneta:default"]
site = addPloneSite(root, "news", title=given["site"], setup_content=False, extension_ids=profiles)
setSite(site)
for shown in ("plone.allow_anon_views_about", "plone.display_publication_date_in_byline"):
    site.portal_registry[shown] = True
site.acl_users.userFolderAddUser("author", "No-Secret-1", ["Member"], [])
site.portal_membership.getMemberById("author").setMemberProperties({"fullname": given["author"]})
for post in given["posts"]:
    item = createContentInContainer(site, "News Item", checkConstraints=False, id=post["slug"], title=post["title"])
    item.text = RichTextValue(post["html"], "text/html", "text/x-html-safe")
    item.language = post["language"]
    item.creators = ("author",)
    site.portal_workflow.doActionFor(item, "publish")
    item.setEffectiveDate(DateTime(post["date"]))
    item.reindexObject()
transaction.commit()
for post in given["posts"]:
    asked = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": f"/VirtualHostBase/https/plone.example:443/news/VirtualHostRoot/{post['slug']}",
        "SERVER_NAME": "plone.example", "SERVER_PORT": "443", "HTTP_HOST": "plone.example",
        "wsgi.url_scheme": "https", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }
    Path(f"{post['slug']}.html").write_bytes(b"".join(application(asked, lambda *answer: None)))
"""


def plone(folder: Path, posts: Sequence[Post]) -> Iterator[BuiltPage]:
    """Make a site of news items, all published by one member, whose name visitors see."""
    venv.create(folder / "venv", with_pip=True)
    programs = f"{folder}/venv/bin"
    run([f"{programs}/pip", "install", "--quiet", *PLONE], folder)
    run([f"{programs}/mkwsgiinstance", "-d", "site", "-u", "admin:no-secret"], folder)
    (folder / "site" / "etc" / "site.zcml").write_text(_CONFIG)
    items = [
        {
            "slug": post.slug,
            "title": post.title,
            "language": post.language,
            "date": post.date.astimezone(UTC).isoformat(),
            "html": MarkdownIt().render(post.body),
        }
        for post in posts
    ]
    (folder / "given.json").write_text(json.dumps({"site": SITE, "author": AUTHOR, "posts": items}))
    run([f"{programs}/python", "-c", _PROGRAM], folder)
    for post in posts:
        html = (folder / f"{post.slug}.html").read_bytes()
        yield BuiltPage("official: Plone", post, f"https://plone.example/{post.slug}", html)
