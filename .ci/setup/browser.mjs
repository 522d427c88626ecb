// The browsers that tests run in, and their drivers.

import { existsSync } from "node:fs";
import { which } from "../lib/paths.mjs";
import { ask } from "../lib/processes.mjs";
import { Failure } from "../lib/say.mjs";
import { apt, canApt } from "./system.mjs";

const CHROMIUM = { chrome: "chromium", chromedriver: "chromium-driver" };
/** Debian's packages for each. WebKit is driven by a program of GTK's, which wants a screen: `xvfb-run` has one nobody sees. */
const OTHERS = { firefox: "firefox-esr", webkitdriver: "webkit2gtk-driver", xvfb: "xvfb", xauth: "xauth" };

/** Returns the paths of Chromium and its driver, which have to be of one version; with `engines` those of the others, too. */
export async function findBrowser({ engines = false } = {}) {
  const wanted = { ...CHROMIUM, ...(engines ? OTHERS : {}) };
  let found = look();
  const missing = () => Object.keys(wanted).filter((part) => !found[part]);
  if (missing().length > 0 && canApt()) {
    // The font writes the languages of the demo that Debian's default fonts cannot.
    await apt([...missing().map((part) => wanted[part]), "fonts-noto-core"]);
    found = look();
  }
  if (!found.chrome || !found.chromedriver) {
    throw new Failure(
      "The tests need Chromium or Chrome and the ChromeDriver of the same version. Install them (Debian: apt-get install " +
        "chromium chromium-driver) or say where they are: CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver npm test",
    );
  }
  if (missing().length > 0) {
    throw new Failure(
      `The tests run in Firefox and WebKit, too, and there is no ${missing().join(", no ")}. Install them (Debian: apt-get ` +
        `install ${missing().map((part) => wanted[part]).join(" ")}) or say where they are: FIREFOX=/path/to/firefox ` +
        "WEBKITDRIVER=/path/to/WebKitWebDriver npm test. Or name the steps that need neither: npm test -- browser e2e",
    );
  }
  const [chrome, chromedriver] = [found.chrome, found.chromedriver].map((path) => ask(path, ["--version"])?.match(/\d+/)?.[0]);
  if (!chrome || !chromedriver || chrome !== chromedriver) {
    throw new Failure(
      `${found.chrome} says it is version ${chrome}, ${found.chromedriver} ${chromedriver}: they have to be the same. ` +
        "Set CHROME and CHROMEDRIVER to a pair that fits.",
    );
  }
  return found;
}

function look() {
  const first = (names) => names.map(which).find(Boolean);
  const given = (variable) => {
    const path = process.env[variable];
    if (path && !existsSync(path)) throw new Failure(`${variable} is ${path}, and there is no such file.`);
    return path;
  };
  return {
    chrome: given("CHROME") || first(["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]),
    chromedriver: given("CHROMEDRIVER") || first(["chromedriver"]),
    firefox: given("FIREFOX") || first(["firefox-esr", "firefox"]),
    webkitdriver: given("WEBKITDRIVER") || first(["WebKitWebDriver"]),
    xvfb: first(["xvfb-run"]),
    xauth: first(["xauth"]),
  };
}
