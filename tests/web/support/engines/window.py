# A WebKitGTK window that a driver steers, with a tab for each page. Unlike the driver's own browser it keeps what its
# pages store, in the folder that it is given. What a page says on its console comes out on standard output.
import sys

import gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2

folder, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
manager = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/data", base_cache_directory=f"{folder}/cache")
context = WebKit2.WebContext(website_data_manager=manager)
context.set_automation_allowed(True)

tabs = Gtk.Notebook(show_tabs=False, show_border=False)
window = Gtk.Window(default_width=width, default_height=height)
window.add(tabs)
window.connect("destroy", Gtk.main_quit)


def close(view):
    view.destroy()
    if tabs.get_n_pages() == 0:
        Gtk.main_quit()


def open_tab(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_enable_write_console_messages_to_stdout(True)
    view.connect("close", close)
    view.show()
    tabs.set_current_page(tabs.append_page(view))
    view.grab_focus()
    return view


def begin(_context, session):
    information = WebKit2.ApplicationInfo()
    information.set_name("Corong")
    information.set_version(1, 0, 0)
    session.set_application_info(information)
    session.connect("create-web-view", open_tab)


context.connect("automation-started", begin)
window.show_all()
Gtk.main()
