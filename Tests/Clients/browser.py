"""A browser with a person before it, who knows a page by what it says: labels, buttons and links.

Debian's chromium, driven over WebDriver; with or without JavaScript.
"""

import functools
import os
import re
import sys

from selenium import webdriver
from selenium.common.exceptions import (
    ElementNotInteractableException, StaleElementReferenceException, TimeoutException, WebDriverException)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

# The longest wait for something that a page shows within a second; machines that run tests are busy.
PATIENCE = 120
FIELDS = "self::input or self::textarea or self::select"


def patiently(deed):
    """Does it again when the page was replaced between looking and touching."""
    @functools.wraps(deed)
    def done(*arguments, **names):
        for _ in range(10):
            try:
                return deed(*arguments, **names)
            except StaleElementReferenceException:
                pass
        return deed(*arguments, **names)
    return done


class Browser:
    def __init__(self, site, script=True, width=1280, height=1400):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},{height}"):
            options.add_argument(argument)
        # Chromium's own sandbox refuses to work for root, which is what containers run as.
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(PATIENCE)
        self.site, self.script = site.rstrip("/"), script

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    @property
    def _wait(self):
        # A page that goes while it is looked at makes errors of many kinds.
        return WebDriverWait(self.driver, PATIENCE, ignored_exceptions=[WebDriverException])

    # Looking

    def open(self, path):
        self.driver.get(path if "://" in path else self.site + path)

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.site)

    @property
    def text(self):
        """What can be seen of the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def sees(self, *texts):
        """Waits until the page says all of this."""
        for text in texts:
            try:
                self._wait.until(lambda _: text in self.text)
            except TimeoutException:
                self.fail(f"“{text}” is not on the page")

    def screenshot(self, file):
        self.driver.save_screenshot(str(file))

    def complaints(self):
        """What the pages made the browser complain of: refused scripts and styles, errors, missing files.

        A form that was answered with what is wrong in it is no complaint.
        """
        answers = re.compile(r"the server responded with a status of (401|415|422) ")
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] == "SEVERE" and not answers.search(entry["message"])]

    def fail(self, what):
        sys.exit(f"{os.path.basename(sys.argv[0])}: at {self.path} (script {'on' if self.script else 'off'}): {what}\n"
                 f"---\n{self.text}\n---")

    # Doing

    def _first(self, what, *paths, within=None):
        root = within or self.driver

        def found(_):
            for path in paths:
                for element in root.find_elements(By.XPATH, path):
                    if element.is_displayed() and element.get_attribute("aria-hidden") != "true":
                        return element
            return None

        try:
            return self._wait.until(found)
        except TimeoutException:
            self.fail(f"there is no {what}")

    def field(self, label, within=None):
        """The field with a label that begins with this."""
        text = f"starts-with(normalize-space(.), {quoted(label)})"
        return self._first(
            f"field “{label}”",
            f".//*[{FIELDS}][@id = //label[{text}]/@for]", f".//label[{text}]//*[{FIELDS}]",
            f".//*[{FIELDS}][starts-with(@aria-label, {quoted(label)})]", within=within)

    @patiently
    def fill(self, label, value, within=None):
        element = self.field(label, within)
        if element.tag_name == "select":
            Select(element).select_by_visible_text(value)
        elif element.get_attribute("type") in ("checkbox", "radio"):
            if element.is_selected() != bool(value):
                element.click()
        elif element.get_attribute("type") == "file":
            element.send_keys(value)
        else:
            element.clear()
            # Typed into a field for days and times the parts would be asked for in the order of a language.
            if element.get_attribute("type") in ("date", "datetime-local"):
                self.driver.execute_script("arguments[0].value = arguments[1]", element, value)
            else:
                element.send_keys(value)

    def choose(self, label, within=None):
        """Chooses one of several (radio buttons) by its label."""
        self.fill(label, True, within)

    @patiently
    def press(self, name, within=None):
        """Presses the button with this text, or follows the link."""
        text = f"normalize-space(.) = {quoted(name)}"
        element = self._first(
            f"button or link “{name}”", f".//button[{text}]", f".//a[{text}]", f".//summary[{text}]",
            f".//button[@aria-label = {quoted(name)}]", f".//button[starts-with(normalize-space(.), {quoted(name)})]",
            f".//a[starts-with(normalize-space(.), {quoted(name)})]",
            f".//summary[starts-with(normalize-space(.), {quoted(name)})]", within=within)
        try:
            element.click()
        except ElementNotInteractableException:
            self.fail(f"“{name}” cannot be pressed")


def quoted(text):
    """A literal of XPath 1.0, which knows no escapes."""
    if "'" not in text:
        return f"'{text}'"
    return "concat(" + ", \"'\", ".join(f"'{part}'" for part in text.split("'")) + ")"
