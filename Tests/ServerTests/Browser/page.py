"""The page in Chromium, as a person uses it. Pictures go to the folder that PERUSE_PICTURES names."""

import base64
import os
import shutil
import subprocess
import tempfile
import time
from xml.etree import ElementTree

from common import arguments, check, server
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

DROP = """
const [names, contents] = [arguments[0], arguments[1]];
const transfer = new DataTransfer();
names.forEach((name, index) => {
  const bytes = Uint8Array.from(atob(contents[index]), (c) => c.charCodeAt(0));
  transfer.items.add(new File([bytes], name));
});
for (const kind of ["dragenter", "dragover", "drop"])
  document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
"""


class Person:
    """Somebody at the browser."""

    def __init__(self, address, width=1400, height=1000, dark=False):
        options = webdriver.ChromeOptions()
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                     f"--window-size={width},{height}"]:
            options.add_argument(flag)
        self.downloads = tempfile.mkdtemp()
        options.add_experimental_option("prefs", {"download.default_directory": self.downloads})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # The distribution's own, or the package would look for one on the network.
        options.binary_location = shutil.which("chromium") or ""
        self.browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        if dark:
            self.browser.execute_cdp_cmd(
                "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        self.browser.get(address)

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition, words, seconds=90):
        try:
            WebDriverWait(self.browser, seconds).until(lambda _: condition())
        except Exception:
            raise SystemExit(f"FAILED: {words}; status: {self.find('#status').text!r}") from None

    def drop(self, paths):
        contents = [base64.b64encode(open(path, "rb").read()).decode() for path in paths]
        self.browser.execute_script(DROP, [os.path.basename(path) for path in paths], contents)

    def picture(self, name):
        folder = os.environ.get("PERUSE_PICTURES")
        if folder:
            os.makedirs(folder, exist_ok=True)
            self.browser.save_screenshot(os.path.join(folder, name + ".png"))

    def complaints(self):
        """What the browser says about the page, such as a broken content security policy."""
        return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]


def accessible(person, state):
    """The rules of axe-core for WCAG 2.1 A and AA, where its package is installed."""
    try:
        from axe_selenium_python import Axe
    except ImportError:
        return
    script = os.path.join(os.path.dirname(__import__("axe_selenium_python").__file__), "node_modules", "axe-core", "axe.min.js")
    if not os.path.exists(script):
        return
    person.browser.execute_cdp_cmd("Runtime.evaluate", {"expression": open(script).read()})
    result = person.browser.execute_async_script(
        "const done = arguments[0], known = new Set(axe.getRules().flatMap((rule) => rule.tags));"
        "const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'].filter((tag) => known.has(tag));"
        "axe.run(document, {runOnly: {type: 'tag', values}}).then(done, (error) => done({violations: [{id: String(error), nodes: []}]}));")
    faults = [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in result["violations"]]
    check(not faults, f"accessibility, {state}: {faults}")


def main():
    program, root = arguments()
    corpora = os.path.join(root, "corpora")
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "stories.db")
        made = subprocess.run(
            [program, "index", corpus, os.path.join(corpora, "stories"), "--quiet"], capture_output=True, text=True)
        check(made.returncode == 0, made.stderr)
        with server(program, "--corpus", corpus) as address:
            use(address, corpora)
            leaf(address, os.path.join(root, "Tests", "IngestionTests", "Fixtures", "two-columns.pdf"))


def use(address, corpora):
    person = Person(address)
    check("token" not in person.browser.current_url, "the token leaves the address")
    person.wait(lambda: person.find("#status").text == "Ready", "the page connects")
    accessible(person, "empty")
    clock = os.path.join(corpora, "stories", "the-tide-clock.xml")
    news = os.path.join(corpora, "news", "lisk-bridge-reopens.xml")
    files = [clock, news]
    person.drop(files)
    person.wait(lambda: len(person.all("#documents li")) == len(files), "dropped files are listed")
    person.all("#documents button.open")[0].click()
    person.wait(lambda: "ninety" in person.find("#text").text or "clock" in person.find("#text").text, "the text is shown")
    check(person.all("#text h2") and person.all("#text p"), "with its structure")

    # Asking
    person.find("body").send_keys("/")
    check(person.browser.switch_to.active_element.get_attribute("id") == "question", "/ goes to the question")
    person.find("#question").send_keys("Who kept the clock?" + Keys.ENTER)
    person.wait(lambda: person.all("#answers li"), "there are answers")
    person.wait(lambda: person.all("mark.now"), "the place of the first one is marked")
    marked = person.find("mark.now")
    answer = person.find("#answers .answer").text
    check(marked.text in answer or answer in marked.text, f"{marked.text!r} is the answer {answer!r}")
    top = person.browser.execute_script("return arguments[0].getBoundingClientRect().top", marked)
    time.sleep(0.6)
    top = person.browser.execute_script("return arguments[0].getBoundingClientRect().top", marked)
    check(0 <= top <= 1000, f"and is scrolled to ({top})")
    chances = [float(meter.get_attribute("value")) for meter in person.all("#answers meter")]
    check(chances == sorted(chances, reverse=True), "likely answers come first")
    check(all(chance >= 0.01 for chance in chances[1:]), f"none is shown that is hardly possible ({chances})")
    person.picture("answers")
    accessible(person, "answers")

    # Attention
    person.find("#answers li .buttons button").click()
    person.wait(lambda: person.all("#why svg rect"), "attention is drawn")
    check(person.all("#text .heat"), "and in the text")
    check("Erasure" in person.find("#why").text, "with a word of caution")
    for name in ["scores", "words"]:
        person.find(f"#why button[value='{name}']").click()
        saved = os.path.join(person.downloads, f"peruse-{name}.svg")
        person.wait(lambda: os.path.exists(saved), f"the picture of {name} is saved", 20)
        drawn = ElementTree.parse(saved).getroot()
        check(drawn.tag == "{http://www.w3.org/2000/svg}svg" and drawn.findall(".//{*}rect[@class='b1']"), "as a drawing")
        check(drawn.find("{*}style") is not None, "with its colours in it")
    person.all("#why .words button")[1].click()
    person.find("#view option[value='2.3']").click()
    person.wait(lambda: person.find("#view").get_attribute("value") == "2.3" and person.find("#status").text != "Looking at attention …",
                "one head is shown")
    person.picture("attention")
    accessible(person, "attention")
    person.find("body").send_keys(Keys.ESCAPE)
    check(not person.find("#why").is_displayed(), "Escape closes it")

    # A summary
    person.find("#tab-summary").click()
    slider = person.find("#length")
    for key in [Keys.ARROW_RIGHT, Keys.ARROW_RIGHT]:
        slider.send_keys(key)
    person.wait(lambda: len(person.all("#summary li")) == 5, "the slider gives five sentences")
    check(len(person.all("#text mark")) >= 5 and person.all("#text .sal"), "which are marked in the text")
    person.all("#summary li button")[1].click()
    person.wait(lambda: person.all("mark.now"), "a sentence leads to its place")
    slider.send_keys(Keys.HOME)
    person.wait(lambda: len(person.all("#summary li")) == 1, "and one sentence at its left end")
    person.picture("summary")
    accessible(person, "summary")

    # A corpus
    person.find("#tab-corpus").click()
    person.find("#words").send_keys("tide clock")
    person.find("#find button[value=search]").click()
    person.wait(lambda: person.all("#found li"), "passages are found")
    person.picture("corpus")
    accessible(person, "corpus")
    check(not person.complaints(), f"the browser complains: {person.complaints()}")

    # A narrow window, in the dark
    person.browser.quit()
    narrow = Person(address, width=500, height=900, dark=True)
    narrow.wait(lambda: narrow.all("#documents li"), "documents are still open")
    narrow.wait(lambda: narrow.all("#text p"), "and shown")
    overflow = narrow.browser.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(overflow <= 0, f"a narrow window needs no scrolling sideways ({overflow} px)")
    narrow.find("#question").send_keys("Who kept the clock?" + Keys.ENTER)
    narrow.wait(lambda: narrow.all("#answers li"), "there are answers in a narrow window")
    narrow.picture("narrow-dark")
    accessible(narrow, "narrow and dark")
    check(not narrow.complaints(), f"the browser complains: {narrow.complaints()}")
    narrow.browser.quit()


def leaf(address, report):
    """A PDF: places are marked on the pictures of its pages."""
    if not shutil.which("pdftoppm"):
        return
    person = Person(address)
    person.wait(lambda: person.all("#documents li"), "documents are still open")
    person.drop([report])
    person.wait(lambda: person.all("#text .sheet image"), "pages are drawn")
    person.find("#question").send_keys("Who is the present keeper?" + Keys.ENTER)
    person.wait(lambda: person.all("#text .sheet rect.now"), "the answer is marked on its page")
    time.sleep(1)
    top, left = person.browser.execute_script(
        "const box = document.querySelector('#text .sheet rect.now').getBoundingClientRect(); return [box.top, box.left];")
    check(0 <= top <= 1000 and 0 <= left <= 1400, f"and is scrolled to ({top})")
    answer = person.find("#answers .answer").text
    check(any(answer in caption.text for caption in person.all("#text .sheet figcaption")), "the page's caption says what is marked")
    person.picture("pages")
    accessible(person, "pages")
    person.browser.execute_script("document.querySelector('#view-text').click()")
    person.wait(lambda: person.all("#text mark.now"), "the same in the text")
    check(not person.complaints(), f"the browser complains: {person.complaints()}")
    person.browser.quit()


if __name__ == "__main__":
    main()
